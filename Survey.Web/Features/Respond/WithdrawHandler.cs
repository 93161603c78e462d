using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>Taking a response back, finished or not, at any time; and undoing that for a while.</summary>
internal sealed class WithdrawHandler(Visits visits, ResponseWriter writer, WithdrawnAnswers withdrawn, InvitationMixing mixing, RespondPages pages, RespondLimits limits, TimeProvider time)
{
    /// <summary><c>/s/{slug}/withdraw</c>: asks whether it is meant.</summary>
    public Task GetAsync(HttpContext http, string slug) => TryAsync(http, slug, async () =>
    {
        if (await visits.OpenAsync(http, slug, withRow: true) is not { } visit) await StartHandler.UnknownAsync(http, pages);
        else if (visit.Row is null) RespondRequests.SeeOther(http, visit.NewestView.Address());
        else await pages.WithdrawAsync(http, visit.ViewOf(visit.Sheet), visit.Token!, visit.Row.IsSubmitted);
    });

    /// <summary>Erases the answers. They leave with the page that says so, sealed, and can be brought back from there.</summary>
    public Task PostAsync(HttpContext http, string slug) => WithTokenAsync(http, slug, async (visit, token, _) =>
    {
        var transition = default(Transition);
        ResponseRow? before = null;
        await writer.SaveAsync(KeyOf(visit, token), row =>
        {
            transition = Participation.Of(row).On(RespondAction.Withdraw, visit.Allowance);
            before = row;
            return transition.IsRefused || row is null or { IsWithdrawn: true } ? row : row.Erased();
        }, http.RequestAborted, Invited.Closing(visit.Survey, token), AtOf(visit));
        mixing.Note(visit.Survey);
        if (transition.IsRefused)
        {
            await pages.MessageAsync(http, "NotBegun", StatusCodes.Status400BadRequest, visit, visit.NewestView.Address(), "ToStart");
            return;
        }
        if (visit.Token == token) Visits.Forget(http, visit.Newest, visit.IsPreview, hasAnswered: false);
        await pages.WithdrawnAsync(http, visit.NewestView, token, before is { IsWithdrawn: false } ? withdrawn.Seal(before) : null);
    });

    /// <summary><c>/s/{slug}/restore</c>: undoes it with what the page held.</summary>
    public Task PostRestoreAsync(HttpContext http, string slug) => WithTokenAsync(http, slug, async (visit, token, form) =>
    {
        var kept = withdrawn.Open(form[FieldNames.Kept].ToString(), KeyOf(visit, token));
        var allowance = visit.Allowance with { RestoresTo = kept is null ? null : Participation.Of(kept).Response };
        var transition = default(Transition);
        await writer.SaveAsync(KeyOf(visit, token), row =>
        {
            transition = Participation.Of(row).On(RespondAction.Restore, allowance);
            return row is { IsWithdrawn: true } && !transition.IsRefused ? kept : row;
        }, http.RequestAborted, null, AtOf(visit));
        if (transition.IsRefused)
        {
            await pages.MessageAsync(http, "RestoreOver", StatusCodes.Status409Conflict, visit, visit.NewestView.Address(), "ToStart");
            return;
        }
        Visits.Remember(http, visit.Newest, visit.IsPreview, token);
        RespondRequests.SeeOther(http, visit.NewestView.Address());
    });

    private DateTimeOffset AtOf(Visit visit) => CoarseTime.In(visit.Survey, time.GetUtcNow());

    private static ResponseKey KeyOf(Visit visit, string token) => new(visit.Newest.Organisation, visit.Newest.SurveyId, ResponseToken.ResponseIdOf(token));

    private Task WithTokenAsync(HttpContext http, string slug, Func<Visit, string, IFormCollection, Task> act) => TryAsync(http, slug, async () =>
    {
        var form = await RespondRequests.ReadFormAsync(http);
        var token = form[FieldNames.Token].ToString();
        if (await visits.OpenAsync(http, slug, withRow: true) is not { } visit)
            await StartHandler.UnknownAsync(http, pages);
        else if (!RespondOrigin.IsOwn(http.Request))
            await pages.MessageAsync(http, "Foreign", StatusCodes.Status403Forbidden, visit, visit.NewestView.Address(), "ToStart");
        else if (!ResponseToken.IsWellFormed(token) || visit.Survey.IsDraft)
            await pages.MessageAsync(http, "Forged", StatusCodes.Status400BadRequest, visit, visit.NewestView.Address(), "ToStart");
        else if (limits.TakesPost(token, http.Connection.RemoteIpAddress))
            await act(visit, token, form);
        else
            await TooFastAsync(http, visit);
    });

    private Task TooFastAsync(HttpContext http, Visit visit)
    {
        RespondPages.RetryLater(http, StatusCodes.Status429TooManyRequests);
        return pages.MessageAsync(http, "TooMany", StatusCodes.Status429TooManyRequests, visit, visit.NewestView.Address(), "ToStart");
    }

    private async Task TryAsync(HttpContext http, string slug, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (BadHttpRequestException exception)
        {
            await pages.MessageAsync(http, "Forged", exception.StatusCode, visits.Recall(http, slug), $"/s/{slug}", "ToStart");
        }
        catch (Exception exception) when (exception is ResponseWriterBusyException || Dialect.IsUnavailable(exception))
        {
            await pages.AwayAsync(http, visits.Recall(http, slug));
        }
    }
}
