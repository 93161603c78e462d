using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>Takes pages of questions: sent by a person, or kept on the way by the module. Nothing is acknowledged before it is durable.</summary>
internal sealed class PagePostHandler(Visits visits, ResponseReader responses, ResponseWriter writer, AnsweringPace pace, BeginningGuard guard, InvitationMixing mixing, RespondPages pages, RespondLimits limits, TimeProvider time)
{
    public async Task PostAsync(HttpContext http, string slug, string page)
    {
        Visit? visit = null;
        IFormCollection form;
        try
        {
            form = await RespondRequests.ReadFormAsync(http);
        }
        catch (BadHttpRequestException exception)
        {
            await RefuseAsync(http, null, exception.StatusCode, exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? "TooLarge" : "Forged", visits.Recall(http, slug), slug);
            return;
        }
        try
        {
            visit = await visits.OpenAsync(http, slug, withRow: false);
            if (visit is null) await StartHandler.UnknownAsync(http, pages);
            else await TakeAsync(http, visit, page, form);
        }
        catch (Exception exception) when (exception is ResponseWriterBusyException || Dialect.IsUnavailable(exception))
        {
            visit ??= visits.Recall(http, slug);
            if (visit is null || PagePost.Read(visit, page, form) is not { } post) await pages.AwayAsync(http, visit);
            else await AgainAsync(http, post, form, post.Blank, "Away", StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task TakeAsync(HttpContext http, Visit visit, string page, IFormCollection form)
    {
        var post = RespondOrigin.IsOwn(http.Request) ? await ReadAsync(http, visit, page, form) : null;
        if (!RespondOrigin.IsOwn(http.Request))
            await RefuseAsync(http, form, StatusCodes.Status403Forbidden, "Foreign", visit, visit.Newest.Slug);
        else if (post is null)
            await RefuseAsync(http, form, StatusCodes.Status400BadRequest, "Forged", visit, visit.Newest.Slug);
        else if (!limits.TakesPost(post.Token, http.Connection.RemoteIpAddress))
            await AgainAsync(http, post, form, post.Blank, "TooFast", StatusCodes.Status429TooManyRequests);
        else if (visit.Survey.IsDraft)
            await TakeDraftAsync(http, visit, post, form);
        else if (post.Go == PagePost.Stored)
            await LeaveAsync(http, visit, post);
        else
            await SaveAsync(http, visit, post, page, form);
    }

    /// <summary>The post, read with the newest version; what is wrong in that may be right in the version that this response began with.</summary>
    private async Task<PagePost?> ReadAsync(HttpContext http, Visit visit, string page, IFormCollection form)
    {
        var post = PagePost.Read(visit, page, form);
        if (post is { Posted.Problems.Length: 0 } || visit.Survey.IsDraft || !ResponseToken.IsWellFormed(form[FieldNames.Token])) return post;
        var id = ResponseToken.ResponseIdOf(form[FieldNames.Token]!);
        var row = await responses.FindAsync(new ResponseKey(visit.Survey.Organisation, visit.Survey.SurveyId, id), http.RequestAborted);
        if (row is null || row.VersionNumber == visit.Survey.VersionNumber) return post;
        return PagePost.Read(visit with { Survey = await visits.InVersionAsync(visit.Newest, row.VersionNumber, http.RequestAborted) }, page, form);
    }

    private async Task SaveAsync(HttpContext http, Visit visit, PagePost post, string page, IFormCollection form)
    {
        if (NeededAnswers.Concern(post))
        {
            var sheet = await responses.FindAsync(post.Key, http.RequestAborted) is { } present ? AnswerSheet.Of(present, post.Survey.Questionnaire) : post.Blank;
            if (post.Posted.Problems.Length == 0 && await RefusesForNeededAsync(http, post, form, sheet)) return;
        }
        if (post.Posted.Problems.Length > 0 && post.Go is not (PagePost.Keep or PagePost.End))
        {
            var present = await responses.FindAsync(post.Key, http.RequestAborted);
            await AgainAsync(http, post, form, present is null ? post.Blank : AnswerSheet.Of(present, post.Survey.Questionnaire), "Wrong", StatusCodes.Status400BadRequest);
            return;
        }
        var save = post.ToSave(visit, time.GetUtcNow(), pace);
        var row = await writer.SaveAsync(post.Key, save.Apply, http.RequestAborted, Invited.Closing(post.Survey, post.Token), AtOf(post.Survey));
        if (save.Outcome == SaveOutcome.OtherVersion)
        {
            var survey = await visits.InVersionAsync(visit.Newest, row!.VersionNumber, http.RequestAborted);
            if (PagePost.Read(visit with { Survey = survey }, page, form) is not { } other || (other.Posted.Problems.Length > 0 && other.Go != PagePost.Keep))
            {
                await RefuseAsync(http, form, StatusCodes.Status400BadRequest, "Forged", visit, visit.Newest.Slug);
                return;
            }
            post = other;
            save = post.ToSave(visit, time.GetUtcNow(), pace);
            row = await writer.SaveAsync(post.Key, save.Apply, http.RequestAborted, Invited.Closing(post.Survey, post.Token), AtOf(post.Survey));
        }
        if (save.Action == RespondAction.Submit && row is { IsSubmitted: true }) Finished(post.Survey);
        await TellAsync(http, visit, post, form, save, row);
    }

    private void Finished(PublishedSurvey survey)
    {
        mixing.Note(survey);
        guard.Submitted(survey.SurveyId);
    }

    private DateTimeOffset AtOf(PublishedSurvey survey) => CoarseTime.In(survey, time.GetUtcNow());

    /// <summary>Without an answer that is needed the page does not go on, and the response is not finished; false when there is none such.</summary>
    private async Task<bool> RefusesForNeededAsync(HttpContext http, PagePost post, IFormCollection form, AnswerSheet sheet)
    {
        var merged = post.Posted.MergedInto(sheet);
        var view = post.ViewOf(merged);
        if (post.Page.Kind != PageKind.Review)
        {
            var missing = NeededAnswers.Missing(view, post.Page, merged);
            if (missing.Length == 0) return false;
            await AgainAsync(http, post with { Posted = post.Posted with { Missing = missing } }, form, sheet, "Needed", StatusCodes.Status400BadRequest);
            return true;
        }
        if (view.Plan.Pages.FirstOrDefault(page => NeededAnswers.Missing(view, page, merged).Length > 0) is not { } first) return false;
        if (QuietAnswer.IsWanted(http, form)) await QuietAnswer.SendAsync(http, StatusCodes.Status422UnprocessableEntity, "Needed");
        else RespondRequests.SeeOther(http, view.Address(first.Key, "needed=1"));
        return true;
    }

    private async Task TellAsync(HttpContext http, Visit visit, PagePost post, IFormCollection form, PageSave save, ResponseRow? row)
    {
        if (save.Outcome != SaveOutcome.Refused && !QuietAnswer.IsBackground(http)) Visits.Remember(http, post.Survey, post.IsPreview, post.Token);
        switch (save)
        {
            case { Outcome: SaveOutcome.Saved } when QuietAnswer.IsWanted(http, form):
                QuietAnswer.Stored(http, post.Go == PagePost.Keep ? null : AddressAfter(post, AnswerSheet.Of(row, post.Survey.Questionnaire), row!, save.IsFirstTime));
                break;
            case { Outcome: SaveOutcome.Saved }:
                RespondRequests.SeeOther(http, AddressAfter(post, AnswerSheet.Of(row, post.Survey.Questionnaire), row!, save.IsFirstTime));
                break;
            case { Outcome: SaveOutcome.Stale } when QuietAnswer.IsWanted(http, form):
                await QuietAnswer.SendAsync(http, StatusCodes.Status409Conflict, "Stale");
                break;
            case { Outcome: SaveOutcome.Stale }:
                var stored = AnswerSheet.Of(row, post.Survey.Questionnaire);
                await pages.ChoiceAsync(http, post.ViewOf(stored), post.Page, stored, post.Token, StatusCodes.Status409Conflict);
                break;
            case { Refusal: Refusal.Closed or Refusal.Finished } when post.Go == PagePost.Correct:
                await pages.AnswersAsync(http, visit with { Survey = post.Survey, Row = row, Tag = post.Tag }, "AnswersOver", StatusCodes.Status409Conflict);
                break;
            case { Refusal: Refusal.Closed } when !QuietAnswer.IsWanted(http, form):
                await pages.RefuseAsync(http, visit);
                break;
            case { Refusal: Refusal.Closed }:
                await QuietAnswer.SendAsync(http, StatusCodes.Status410Gone, "Closed");
                break;
            case { Refusal: Refusal.Finished } when QuietAnswer.IsWanted(http, form):
                await QuietAnswer.SendAsync(http, StatusCodes.Status410Gone, "Finished");
                break;
            case { Refusal: Refusal.Finished }:
                Visits.Remember(http, post.Survey, post.IsPreview, post.Token);
                await pages.MessageAsync(http, "Finished", StatusCodes.Status409Conflict, visit, visit.NewestView.Address("receipt"), "ToReceipt");
                break;
            default:
                await RefuseAsync(http, form, QuietAnswer.IsWanted(http, form) ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest, "NotBegun", visit, visit.Newest.Slug);
                break;
        }
    }

    /// <summary>What another tab had sent for the page is given up; the stored answers stay.</summary>
    private async Task LeaveAsync(HttpContext http, Visit visit, PagePost post)
    {
        var row = await writer.SaveAsync(post.Key, present =>
        {
            if (present is null || present.IsWithdrawn || present.VersionNumber != post.Survey.VersionNumber) return present;
            var sheet = AnswerSheet.Of(present, post.Survey.Questionnaire);
            return sheet.Unsettled.ContainsKey(post.Page.Key) ? sheet.WithUnsettled(post.Page.Key, null).On(present, post.Survey.Questionnaire) : present;
        }, http.RequestAborted, null, AtOf(post.Survey));
        if (row is null) await RefuseAsync(http, null, StatusCodes.Status400BadRequest, "NotBegun", visit, visit.Newest.Slug);
        else RespondRequests.SeeOther(http, AddressAfter(post with { Go = "next", WasAsked = true }, AnswerSheet.Of(row, post.Survey.Questionnaire), row, isFirstTime: false));
    }

    private static string AddressAfter(PagePost post, AnswerSheet sheet, ResponseRow row, bool isFirstTime)
    {
        var view = post.ViewOf(sheet);
        var holds = OpenQuestions.Holds(post, sheet, isFirstTime);
        if (row.IsSubmitted && view.IsGuest) return view.Address("receipt");
        if (row.IsSubmitted && post.Go == PagePost.Correct && holds) return view.Address($"answers/{post.Page.Key}", "ask=1");
        if (row.IsSubmitted) return post.Go == PagePost.Correct ? view.Address("answers", "changed=1") : view.Address("receipt");
        if (post.Go == "later") return view.Address("later");
        if (post.Go == PagePost.End) return view.Address();
        if (holds || AsksForSum(post, sheet) || NeededAnswers.AreAskedOnce(post, view, sheet)) return view.Address(post.Page.Key, "ask=1");
        return view.Address(TargetOf(post, view.Plan).Key);
    }

    private static SurveyPage TargetOf(PagePost post, PagePlan plan) => post.Go switch
    {
        "back" => plan.Before(post.Page) ?? post.Page,
        ['t', 'o', ':', .. var key] => plan.Find(key) ?? post.Page,
        ['l', 'a', 'n', 'g', 'u', 'a', 'g', 'e', ':', ..] => post.Page,
        _ => plan.After(post.Page) ?? post.Page,
    };

    /// <summary>Points that do not add up are saved all the same, but asked about once on the way on.</summary>
    private static bool AsksForSum(PagePost post, AnswerSheet sheet) =>
        post.Page.Kind == PageKind.Importance && post.Go == "next" && !post.WasAsked && sheet.Importance.Any(points => points is not null)
        && Math.Abs(sheet.Importance.Sum(points => points ?? 0) - post.Survey.Questionnaire.Importance!.Total) > 1e-9;

    /// <summary>The posted page once more as it was typed, with what is wrong.</summary>
    private Task AgainAsync(HttpContext http, PagePost post, IFormCollection form, AnswerSheet sheet, string problem, int status)
    {
        if (QuietAnswer.IsWanted(http, form))
        {
            RespondPages.RetryLater(http, status);
            return QuietAnswer.SendAsync(http, status == StatusCodes.Status400BadRequest ? StatusCodes.Status422UnprocessableEntity : status, problem);
        }
        var view = post.ViewOf(sheet);
        var values = PageFilling.AsTyped(view, post.Page, sheet, post);
        RespondPages.Explain(http, values, view, problem, status);
        return pages.QuestionsAsync(http, view, post.Page, values, status);
    }

    /// <summary>Says that nothing of the post was stored.</summary>
    private Task RefuseAsync(HttpContext http, IFormCollection? form, int status, string name, Visit? visit, string slug) => QuietAnswer.IsWanted(http, form)
        ? QuietAnswer.SendAsync(http, status, name)
        : pages.MessageAsync(http, name, status, visit, visit is null ? $"/s/{slug}" : visit.NewestView.Address(), "ToStart");

    /// <summary>Nothing can be stored for a draft, so its answers travel in the form and the next page comes at once.</summary>
    private async Task TakeDraftAsync(HttpContext http, Visit visit, PagePost post, IFormCollection form)
    {
        var state = DraftState.Read(form[FieldNames.Draft].ToString(), visit) ?? DraftState.Blank(visit, post.Token);
        var before = AnswerSheet.Of(state, post.Survey.Questionnaire);
        if (post.Posted.Problems.Length > 0)
        {
            var again = post.ViewOf(before);
            var values = PageFilling.AsTyped(again, post.Page, before, post);
            values.Texts["draft"] = DraftState.Write(state);
            RespondPages.Explain(http, values, again, "Wrong", StatusCodes.Status400BadRequest);
            await pages.QuestionsAsync(http, again, post.Page, values, StatusCodes.Status400BadRequest);
            return;
        }
        var revision = before.Saved.GetValueOrDefault(post.Page.Key).Revision + 1;
        var row = (post with { Revision = revision }).ToSave(visit, time.GetUtcNow()).Apply(state)!;
        var sheet = AnswerSheet.Of(row, post.Survey.Questionnaire);
        var view = post.ViewOf(sheet);
        if (row.IsSubmitted) await pages.ReceiptAsync(http, view);
        else
        {
            var holds = OpenQuestions.Holds(post, sheet, isFirstTime: true) || AsksForSum(post, sheet);
            await pages.DraftAsync(http, view, holds ? post.Page : TargetOf(post, view.Plan), row, post.Token, asks: holds);
        }
    }
}
