namespace Survey.Web.Platform;

/// <summary><c>/health/live</c>: the process answers; <c>/health/ready</c>: it can serve, with a database that can be reached and has the schema of this program.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous();
        health.MapGet("/live", () => Results.Text("live"));
        health.MapGet("/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(Migrations migrations, HttpContext context, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            return await migrations.IsCurrentAsync(cancel) ? Results.Text("ready") : Unready("the schema of the database is not the one of this program");
        }
        catch (Exception exception) when (Dialect.IsUnavailable(exception))
        {
            return Unready("the database is not reachable");
        }
    }

    private static IResult Unready(string reason) => Results.Text(reason, statusCode: StatusCodes.Status503ServiceUnavailable);
}
