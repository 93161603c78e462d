using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Shell;

/// <summary>What people see when something fails: the page of the problem in their language with its status, never a stack trace. Programs get ProblemDetails.</summary>
/// <remarks>
/// The page is rendered in place instead of running the request again: so it keeps the language and the sign-in, and a post is never handled twice.
/// </remarks>
internal static partial class Problems
{
    private const int RetryAfterSeconds = 30;

    public static void UseProblems(this IApplicationBuilder application)
    {
        var log = application.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Problems).FullName!);
        application.Use(async (HttpContext context, RequestDelegate next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception) when (context.RequestAborted.IsCancellationRequested)
            {
                // The browser went away: nobody is there to be told, and nothing failed.
                if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return;
            }
            catch (Exception exception) when (!context.Response.HasStarted)
            {
                var failure = Problem.Of(exception);
                if (failure == Problem.Unexpected) Log.Unexpected(log, context.TraceIdentifier, context.Request.Method, RouteOf(context), exception);
                else Log.Refused(log, context.TraceIdentifier, failure.Code, RouteOf(context), exception.Message);
                context.Response.Clear();
                await ShowAsync(context, failure, log);
                return;
            }

            // Nothing was written, whatever content type was announced.
            if (context.Response is { HasStarted: false, ContentLength: null or 0 } && Problem.Of(context) is { } problem) await ShowAsync(context, problem, log);
        });
    }

    /// <summary><c>/problems/{code}</c> explains a problem that a program was told of.</summary>
    public static void MapProblems(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/problems/{code}", (string code, HttpContext context) => Problem.All.FirstOrDefault(problem => problem.Code == code) is { } problem
            ? (IResult)Page(context, problem, StatusCodes.Status200OK)
            : Results.NotFound()).AllowAnonymous();

    // Never the address itself: it may hold a token.
    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    private static async Task ShowAsync(HttpContext context, Problem problem, ILogger log)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.ContentLength = null;
        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Response.Headers.Remove("blazor-enhanced-nav");
        if (problem == Problem.DatabaseAway) context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        var outer = context.RequestServices;
        await using var scope = outer.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await (WantsPage(context.Request) ? (IResult)Page(context, problem, problem.Status) : Details(context, problem)).ExecuteAsync(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            Log.PageFailed(log, context.TraceIdentifier, exception);
            var texts = new Texts<ShellText>();
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync($"{texts[problem.TextKey + "Title"]}\n\n{texts[problem.TextKey + "Body"]}\n");
        }
        finally
        {
            context.RequestServices = outer;
        }
    }

    private static bool WantsPage(HttpRequest request)
    {
        if (request.Path.StartsWithSegments("/api")) return false;
        var accepted = request.GetTypedHeaders().Accept;
        return accepted.Count == 0 || accepted.Any(type => type.MatchesAllTypes || new MediaTypeHeaderValue("text/html").IsSubsetOf(type));
    }

    private static RazorComponentResult Page(HttpContext context, Problem problem, int status) => new(typeof(ProblemPage), new Dictionary<string, object?>
    {
        [nameof(ProblemPage.Problem)] = problem,
        [nameof(ProblemPage.TraceId)] = context.TraceIdentifier,
    })
    { StatusCode = status, PreventStreamingRendering = true };

    private static ProblemHttpResult Details(HttpContext context, Problem problem)
    {
        var texts = new Texts<ShellText>();
        return TypedResults.Problem(
            statusCode: problem.Status, type: $"/problems/{problem.Code}", title: texts[problem.TextKey + "Title"], detail: texts[problem.TextKey + "Body"],
            extensions: new Dictionary<string, object?> { ["traceId"] = context.TraceIdentifier });
    }

    private static partial class Log
    {
        [LoggerMessage(100, LogLevel.Error, "Request {TraceId} {Method} {Route} failed")]
        public static partial void Unexpected(ILogger logger, string traceId, string method, string route, Exception exception);

        [LoggerMessage(101, LogLevel.Warning, "Request {TraceId} to {Route} was refused as {Code}: {Reason}")]
        public static partial void Refused(ILogger logger, string traceId, string code, string route, string reason);

        [LoggerMessage(102, LogLevel.Error, "The problem page of request {TraceId} could not be rendered")]
        public static partial void PageFailed(ILogger logger, string traceId, Exception exception);
    }
}
