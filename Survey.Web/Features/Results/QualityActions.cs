using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Survey.Web.Features.Results;

/// <summary>Leaves one response out of the results, or takes it back in. Both may be repeated, and each undoes the other.</summary>
internal static class QualityActions
{
    public static void MapQualityActions(this IEndpointRouteBuilder routes)
    {
        var actions = routes.MapGroup("/surveys/{slug}/results/quality").RequireAuthorization(Policies.Manage).AddEndpointFilter(RefuseForgeryAsync);
        actions.MapPost("/exclude", ExcludeAsync);
        actions.MapPost("/restore", RestoreAsync);

        // Who signs in again on the way arrives by GET: back to the page, where the button is.
        foreach (var action in new[] { "exclude", "restore" })
            routes.MapGet($"/surveys/{{slug}}/results/quality/{action}", (string slug) => HttpResults.LocalRedirect(PageOf(slug)));
    }

    private static async Task<IResult> ExcludeAsync(
        string slug, [FromForm] string response, [FromForm] string? reason, [FromForm] string? query, SurveyStore surveys, ResponseExclusions exclusions,
        CurrentUser user, Texts<ResultsText> texts, CancellationToken cancel)
    {
        if (await surveys.FindAsync(user.Organisation, slug, cancel) is not { } survey) return HttpResults.NotFound();
        var why = reason?.Trim() is { Length: > 0 } given ? given : texts["StandsOut"];
        if (why.Length > ResponseExclusions.LongestReason) why = why[..ResponseExclusions.LongestReason];
        var excluded = await exclusions.ExcludeAsync(user.Organisation, survey.SurveyId, [response], why, user.AccountId, cancel);
        return Back(survey.Slug, query, excluded > 0 ? "excluded" : "unchanged", response);
    }

    private static async Task<IResult> RestoreAsync(
        string slug, [FromForm] string response, [FromForm] string? query, SurveyStore surveys, ResponseExclusions exclusions, CurrentUser user, CancellationToken cancel)
    {
        if (await surveys.FindAsync(user.Organisation, slug, cancel) is not { } survey) return HttpResults.NotFound();
        var restored = await exclusions.RestoreAsync(user.Organisation, survey.SurveyId, [response], cancel);
        return Back(survey.Slug, query, restored > 0 ? "restored" : "unchanged", response);
    }

    private static IResult Back(string slug, string? query, string done, string response)
    {
        var address = PageOf(slug) + (query is ['?', ..] ? query : "");
        return HttpResults.LocalRedirect(QueryHelpers.AddQueryString(address, [KeyValuePair.Create("done", (string?)done), KeyValuePair.Create("response", (string?)response)]));
    }

    private static string PageOf(string slug) => $"/surveys/{Uri.EscapeDataString(slug)}/results/quality";

    private static async ValueTask<object?> RefuseForgeryAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context) : HttpResults.BadRequest();
    }
}
