using System.Collections.Immutable;
using Microsoft.AspNetCore.Antiforgery;

namespace Survey.Web.Platform;

/// <summary>Something that went wrong with a request: its status and the code under which it is explained (<c>/problems/{code}</c>).</summary>
public sealed record Problem(int Status, string Code, string TextKey)
{
    public static Problem BadRequest { get; } = new(400, "bad-request", "BadRequest");
    public static Problem FormExpired { get; } = new(400, "form-expired", "FormExpired");
    public static Problem Forbidden { get; } = new(403, "forbidden", "Forbidden");
    public static Problem NotFound { get; } = new(404, "not-found", "NotFound");
    public static Problem WrongMethod { get; } = new(405, "wrong-method", "WrongMethod");
    public static Problem TooLarge { get; } = new(413, "too-large", "TooLarge");
    public static Problem TooMany { get; } = new(429, "too-many-requests", "TooMany");
    public static Problem Unexpected { get; } = new(500, "unexpected", "Unexpected");
    public static Problem DatabaseAway { get; } = new(503, "database-away", "DatabaseAway");

    public static ImmutableArray<Problem> All { get; } =
        [BadRequest, FormExpired, Forbidden, NotFound, WrongMethod, TooLarge, TooMany, Unexpected, DatabaseAway];

    /// <summary>What an exception that nobody caught means for the person who sent the request: the innermost cause that says something.</summary>
    public static Problem Of(Exception exception) => (exception.InnerException is { } cause && Of(cause) is var inner && inner != Unexpected) ? inner : exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge,
        // The form reader says with a plain exception that a field or the form exceeds its limit.
        InvalidDataException when exception.Message.Contains("limit", StringComparison.Ordinal) => TooLarge,
        BadHttpRequestException => BadRequest,
        AntiforgeryValidationException => FormExpired,
        _ when Dialect.IsUnavailable(exception) => DatabaseAway,
        _ => Unexpected,
    };

    /// <summary>What an answer without a body means; null when its status needs no page.</summary>
    public static Problem? Of(HttpContext context) => context.Response.StatusCode switch
    {
        400 when context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } validation => validation.Error is { } error ? Of(error) : FormExpired,
        < 400 => null,
        var status => All.FirstOrDefault(problem => problem.Status == status && problem != FormExpired)
            ?? (status < 500 ? BadRequest with { Status = status } : Unexpected with { Status = status }),
    };
}
