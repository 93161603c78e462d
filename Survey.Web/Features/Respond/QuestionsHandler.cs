using System.Globalization;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>The pages of questions and the receipt: shown from what is stored, saved as they are posted.</summary>
internal sealed class QuestionsHandler(
    Visits visits, ResponseReader responses, ResponseWriter writer, RespondPages pages, RespondLimits limits, TimeProvider time)
{
    public async Task GetAsync(HttpContext http, string slug, string page)
    {
        try
        {
            if (await visits.OpenAsync(http, slug, withRow: true) is not { } visit) await StartHandler.UnknownAsync(http, pages);
            else if (visit.Survey.IsDraft) await ShowDraftAsync(http, visit, page);
            else if (visit.Row is null) RespondRequests.SeeOther(http, visit.NewestView.Address(null, http.Request.Query["begun"] == "1" ? "cookies=1" : null));
            else if (visit.Row.IsSubmitted) RespondRequests.SeeOther(http, visit.NewestView.Address("receipt"));
            else if (!visit.LetsFinish) await pages.RefuseAsync(http, visit);
            else await ShowAsync(http, visit, page);
        }
        catch (Exception exception) when (Dialect.IsUnavailable(exception))
        {
            await pages.AwayAsync(http, visits.Recall(http, slug));
        }
    }

    public async Task GetReceiptAsync(HttpContext http, string slug)
    {
        try
        {
            if (await visits.OpenAsync(http, slug, withRow: true) is not { } visit) await StartHandler.UnknownAsync(http, pages);
            else if (visit.Row is { IsSubmitted: true } row) await pages.ReceiptAsync(http, visit.ViewOf(visit.Sheet), row.ReceiptCode);
            else RespondRequests.SeeOther(http, visit.NewestView.Address());
        }
        catch (Exception exception) when (Dialect.IsUnavailable(exception))
        {
            await pages.AwayAsync(http, visits.Recall(http, slug));
        }
    }

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
            await pages.MessageAsync(http, exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? "TooLarge" : "Forged", exception.StatusCode, visits.Recall(http, slug), $"/s/{slug}", "ToStart");
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
            if (visit is null || Post.Read(visit, page, form) is not { } post) await pages.AwayAsync(http, visit);
            else await AgainAsync(http, post, AnswerSheet.Empty(post.Survey.Questionnaire), post.Revision, "Away", StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task TakeAsync(HttpContext http, Visit visit, string page, IFormCollection form)
    {
        var post = RespondOrigin.IsOwn(http.Request) ? await ReadAsync(http, visit, page, form) : null;
        if (!RespondOrigin.IsOwn(http.Request))
            await pages.MessageAsync(http, "Foreign", StatusCodes.Status403Forbidden, visit, visit.NewestView.Address(), "ToStart");
        else if (post is null)
            await pages.MessageAsync(http, "Forged", StatusCodes.Status400BadRequest, visit, visit.NewestView.Address(), "ToStart");
        else if (!visit.LetsFinish)
            await pages.RefuseAsync(http, visit);
        else if (!limits.TakesPost(post.Token, http.Connection.RemoteIpAddress))
            await AgainAsync(http, post, AnswerSheet.Empty(post.Survey.Questionnaire), post.Revision, "TooFast", StatusCodes.Status429TooManyRequests);
        else if (visit.Survey.IsDraft)
            await TakeDraftAsync(http, visit, post, form);
        else
            await SaveAsync(http, visit, post, page, form);
    }

    /// <summary>The post, read with the newest version; what is wrong in that may be right in the version that this response began with.</summary>
    private async Task<Post?> ReadAsync(HttpContext http, Visit visit, string page, IFormCollection form)
    {
        var post = Post.Read(visit, page, form);
        if (post is { Posted.Problems.Length: 0 } || visit.Survey.IsDraft || !ResponseToken.IsWellFormed(form[FieldNames.Token])) return post;
        var id = ResponseToken.ResponseIdOf(form[FieldNames.Token]!);
        var row = await responses.FindAsync(new ResponseKey(visit.Survey.Organisation, visit.Survey.SurveyId, id), http.RequestAborted);
        if (row is null || row.VersionNumber == visit.Survey.VersionNumber) return post;
        return Post.Read(visit with { Survey = await visits.InVersionAsync(visit.Newest, row.VersionNumber, http.RequestAborted) }, page, form);
    }

    private async Task SaveAsync(HttpContext http, Visit visit, Post post, string page, IFormCollection form)
    {
        var key = new ResponseKey(post.Survey.Organisation, post.Survey.SurveyId, ResponseToken.ResponseIdOf(post.Token));
        if (post.Posted.Problems.Length > 0)
        {
            var present = await responses.FindAsync(key, http.RequestAborted);
            await AgainAsync(http, post, AnswerSheet.Of(present, post.Survey.Questionnaire), post.Revision, "Wrong", StatusCodes.Status400BadRequest);
            return;
        }
        var save = post.ToSave(time.GetUtcNow());
        var row = await writer.SaveAsync(key, save.Apply, http.RequestAborted);
        if (save.Outcome == SaveOutcome.OtherVersion)
        {
            var survey = await visits.InVersionAsync(visit.Newest, row!.VersionNumber, http.RequestAborted);
            if (Post.Read(visit with { Survey = survey }, page, form) is not { Posted.Problems.Length: 0 } other)
            {
                await pages.MessageAsync(http, "Forged", StatusCodes.Status400BadRequest, visit, visit.NewestView.Address(), "ToStart");
                return;
            }
            post = other;
            save = post.ToSave(time.GetUtcNow());
            row = await writer.SaveAsync(key, save.Apply, http.RequestAborted);
        }
        switch (save.Outcome)
        {
            case SaveOutcome.Saved:
                var sheet = AnswerSheet.Of(row, post.Survey.Questionnaire);
                Visits.Remember(http, post.Survey, post.IsPreview, post.Token);
                RespondRequests.SeeOther(http, AddressAfter(post, sheet, row!));
                break;
            case SaveOutcome.Stale:
                var stored = AnswerSheet.Of(row, post.Survey.Questionnaire);
                await AgainAsync(http, post, stored, stored.Saved[post.Page.Key] + 1, "Stale", StatusCodes.Status409Conflict);
                break;
            case SaveOutcome.Finished:
                Visits.Remember(http, post.Survey, post.IsPreview, post.Token);
                await pages.MessageAsync(http, "Finished", StatusCodes.Status409Conflict, visit, visit.NewestView.Address("receipt"), "ToReceipt");
                break;
            default:
                await pages.MessageAsync(http, "NotBegun", StatusCodes.Status400BadRequest, visit, visit.NewestView.Address(), "ToStart");
                break;
        }
    }

    private static string AddressAfter(Post post, AnswerSheet sheet, ResponseRow row)
    {
        var view = post.ViewOf(sheet);
        if (row.IsSubmitted) return view.Address("receipt");
        if (AsksForSum(post, sheet)) return view.Address(post.Page.Key, "ask=1");
        return view.Address(TargetOf(post, view.Plan).Key);
    }

    private static SurveyPage TargetOf(Post post, PagePlan plan) => post.Go switch
    {
        "back" => plan.Before(post.Page) ?? post.Page,
        ['t', 'o', ':', .. var key] => plan.Find(key) ?? post.Page,
        ['l', 'a', 'n', 'g', 'u', 'a', 'g', 'e', ':', ..] => post.Page,
        _ => plan.After(post.Page) ?? post.Page,
    };

    /// <summary>Points that do not add up are saved all the same, but asked about once on the way on.</summary>
    private static bool AsksForSum(Post post, AnswerSheet sheet) =>
        post.Page.Kind == PageKind.Importance && post.Go == "next" && !post.WasAsked && sheet.Importance.Any(points => points is not null)
        && Math.Abs(sheet.Importance.Sum(points => points ?? 0) - post.Survey.Questionnaire.Importance!.Total) > 1e-9;

    private async Task ShowAsync(HttpContext http, Visit visit, string key)
    {
        var sheet = visit.Sheet;
        var view = visit.ViewOf(sheet);
        if (view.Plan.Find(key) is not { } page)
        {
            await pages.MessageAsync(http, "NoPage", StatusCodes.Status404NotFound, visit, view.Address(), "ToStart");
            return;
        }
        var values = PageFilling.Of(view, page, sheet, visit.Token!, sheet.Saved.GetValueOrDefault(page.Key) + 1);
        if (http.Request.Query["ask"] == "1") values.Parts.Add("ask");
        await pages.QuestionsAsync(http, view, page, values);
    }

    /// <summary>The posted page once more as it was typed, with what is wrong.</summary>
    private Task AgainAsync(HttpContext http, Post post, AnswerSheet sheet, int revision, string problem, int status)
    {
        var view = post.ViewOf(sheet);
        var values = PageFilling.AsTyped(view, post.Page, sheet, post.Posted, post.Token, revision);
        RespondPages.Explain(http, values, view, problem, status);
        return pages.QuestionsAsync(http, view, post.Page, values, status);
    }

    private Task ShowDraftAsync(HttpContext http, Visit visit, string key)
    {
        var view = visit.NewestView;
        return view.Plan.Find(key) is { } page
            ? pages.DraftAsync(http, view, page, DraftState.Blank(visit), ResponseToken.Mint())
            : pages.MessageAsync(http, "NoPage", StatusCodes.Status404NotFound, visit, view.Address(), "ToStart");
    }

    /// <summary>Nothing can be stored for a draft, so its answers travel in the form and the next page comes at once.</summary>
    private async Task TakeDraftAsync(HttpContext http, Visit visit, Post post, IFormCollection form)
    {
        var state = DraftState.Read(form[FieldNames.Draft].ToString(), visit) ?? DraftState.Blank(visit);
        var before = AnswerSheet.Of(state, post.Survey.Questionnaire);
        if (post.Posted.Problems.Length > 0)
        {
            var again = post.ViewOf(before);
            var values = PageFilling.AsTyped(again, post.Page, before, post.Posted, post.Token, post.Revision);
            values.Texts["draft"] = DraftState.Write(state);
            RespondPages.Explain(http, values, again, "Wrong", StatusCodes.Status400BadRequest);
            await pages.QuestionsAsync(http, again, post.Page, values, StatusCodes.Status400BadRequest);
            return;
        }
        var row = (post with { Revision = before.Saved.GetValueOrDefault(post.Page.Key) + 1 }).ToSave(time.GetUtcNow()).Apply(state)!;
        var sheet = AnswerSheet.Of(row, post.Survey.Questionnaire);
        var view = post.ViewOf(sheet);
        if (row.IsSubmitted) await pages.ReceiptAsync(http, view, null);
        else await pages.DraftAsync(http, view, AsksForSum(post, sheet) ? post.Page : TargetOf(post, view.Plan), row, post.Token, asks: AsksForSum(post, sheet));
    }

    /// <summary>A post that has the form of one of our pages.</summary>
    private sealed record Post
    {
        public required PublishedSurvey Survey { get; init; }
        public required bool IsPreview { get; init; }
        public required string Tag { get; init; }
        public required SurveyPage Page { get; init; }
        public required string Token { get; init; }
        public required int Revision { get; init; }
        public required string Go { get; init; }
        public required bool WasAsked { get; init; }
        public required PostedPage Posted { get; init; }

        /// <summary>Reads the fields; null when token, page or revision cannot come from a page of ours.</summary>
        public static Post? Read(Visit visit, string key, IFormCollection form)
        {
            var survey = visit.Survey;
            var token = form[FieldNames.Token].ToString();
            if (!ResponseToken.IsWellFormed(token)) return null;
            if (PagePlan.Of(survey.Questionnaire, asksAbout: true).Find(key) is not { } page) return null;
            if (!int.TryParse(form[FieldNames.Revision], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) || revision < 1) return null;
            var go = form[FieldNames.Go].ToString();
            var tag = go.StartsWith("language:", StringComparison.Ordinal) ? go["language:".Length..] : form[FieldNames.Language].ToString();
            return new Post
            {
                Survey = survey,
                IsPreview = visit.IsPreview,
                Tag = survey.Settings.Languages.Contains(tag) ? tag : visit.Tag,
                Page = page,
                Token = token,
                Revision = revision,
                Go = go.Length == 0 ? "next" : go,
                WasAsked = form[FieldNames.Asked] == "1",
                Posted = PostedPage.Read(page, survey.Questionnaire, form),
            };
        }

        public RespondView ViewOf(AnswerSheet sheet) => new(Survey, Tag) { IsPreview = IsPreview, AsksAbout = sheet.AsksAbout };

        public PageSave ToSave(DateTimeOffset now) => new(
            Page, Survey.Questionnaire, Survey.VersionNumber, Posted, Revision, Tag, submits: Page.Kind == PageKind.Review && Go == "submit", now);
    }
}
