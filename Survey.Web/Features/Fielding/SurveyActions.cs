using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Survey.Web.Features.Fielding;

/// <summary>What a button does to a survey. Every action may be repeated: a double click finds it done and changes nothing.</summary>
internal static class SurveyActions
{
    public static void MapSurveyActions(this IEndpointRouteBuilder routes)
    {
        var actions = routes.MapGroup("/surveys/{slug}").RequireAuthorization(Policies.Manage).AddEndpointFilter(RefuseForgeryAsync);
        Map("pause", "paused", (surveys, organisation, survey, cancel) => surveys.PauseAsync(organisation, survey, cancel));
        Map("reopen", "reopened", (surveys, organisation, survey, cancel) => surveys.ReopenAsync(organisation, survey, cancel));
        Map("archive", "archived", (surveys, organisation, survey, cancel) => surveys.ArchiveAsync(organisation, survey, cancel));
        Map("unarchive", "unarchived", (surveys, organisation, survey, cancel) => surveys.UnarchiveAsync(organisation, survey, cancel));
        actions.MapPost("/publish-version", PublishAsync);
        actions.MapPost("/delete", DeleteAsync);
        actions.MapPost("/purge-tests", PurgeTestsAsync);
        routes.MapPost("/surveys/deleted/{surveyId}/restore", RestoreAsync).RequireAuthorization(Policies.Manage).AddEndpointFilter(RefuseForgeryAsync);

        // Who signs in again on the way arrives by GET: back to the survey, where the button is.
        foreach (var action in new[] { "pause", "reopen", "archive", "unarchive", "publish-version", "delete", "purge-tests" })
            routes.MapGet($"/surveys/{{slug}}/{action}", (string slug) => HttpResults.LocalRedirect($"/surveys/{Uri.EscapeDataString(slug)}"));

        void Map(string action, string done, Change change) => actions.MapPost("/" + action,
            async (string slug, SurveyStore surveys, CurrentUser user, CancellationToken cancel) =>
            {
                if (await surveys.FindAsync(user.Organisation, slug, cancel) is not { } survey) return HttpResults.NotFound();
                var outcome = await change(surveys, user.Organisation, survey.SurveyId, cancel);
                return HttpResults.LocalRedirect($"/surveys/{survey.Slug}?done={(outcome.IsDone ? done : "refused")}");
            });
    }

    private delegate Task<SurveyWrite> Change(SurveyStore surveys, OrganisationId organisation, string surveyId, CancellationToken cancel);

    /// <summary>Publishes the revision that was shown with the question; what keeps it from being published is said on the page that asks.</summary>
    private static async Task<IResult> PublishAsync(
        string slug, [FromForm] int revision, HttpRequest request, SurveyStore surveys, CurrentUser user, TimeProvider time, CancellationToken cancel)
    {
        if (await surveys.FindAsync(user.Organisation, slug, cancel) is not { } survey) return HttpResults.NotFound();
        var page = $"/surveys/{survey.Slug}/publish";
        var isPromised = await AnonymityPromise.IsGivenAsync(surveys, survey, cancel);
        if (PublishingCheck.Of(survey, time.GetUtcNow(), isPromised, new Texts<FieldingText>()).Count > 0) return HttpResults.LocalRedirect(page);
        var declared = TextEdits.Read(await request.ReadFormAsync(cancel));
        // Whoever looked at an older revision is told so first.
        if (revision == survey.DraftRevision && TextEdits.Open(await surveys.ChangedTextsAsync(survey, cancel), declared).Length > 0)
            return HttpResults.LocalRedirect(TextEdits.Address(page + "?undeclared=true", declared));
        var published = await surveys.PublishAsync(user.Organisation, survey.SurveyId, revision, declared, user.AccountId, cancel);
        return HttpResults.LocalRedirect(published.IsDone ? $"/surveys/{survey.Slug}?done=published" : page + "?conflict=true");
    }

    private static async Task<IResult> DeleteAsync(string slug, SurveyStore surveys, CurrentUser user, CancellationToken cancel)
    {
        if (await surveys.FindAsync(user.Organisation, slug, cancel) is not { } survey) return HttpResults.NotFound();
        await surveys.DeleteAsync(user.Organisation, survey.SurveyId, cancel);
        return HttpResults.LocalRedirect($"/surveys?deleted={survey.SurveyId}");
    }

    private static async Task<IResult> PurgeTestsAsync(string slug, SurveyStore surveys, CurrentUser user, CancellationToken cancel)
    {
        if (await surveys.FindAsync(user.Organisation, slug, cancel) is not { } survey) return HttpResults.NotFound();
        await surveys.PurgeTestsAsync(user.Organisation, survey.SurveyId, cancel);
        return HttpResults.LocalRedirect($"/surveys/{survey.Slug}?done=purged");
    }

    private static async Task<IResult> RestoreAsync(string surveyId, SurveyStore surveys, CurrentUser user, CancellationToken cancel)
    {
        var restored = await surveys.RestoreAsync(user.Organisation, surveyId, cancel);
        if (restored.Status == SurveyWriteStatus.Missing) return HttpResults.NotFound();
        var slug = await surveys.SlugOfAsync(user.Organisation, surveyId, cancel);
        return HttpResults.LocalRedirect(restored.IsDone ? $"/surveys/{slug}?done=restored" : "/surveys/deleted");
    }

    private static async ValueTask<object?> RefuseForgeryAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context) : HttpResults.BadRequest();
    }
}
