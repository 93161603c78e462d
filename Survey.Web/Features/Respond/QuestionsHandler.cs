using Survey.Web.Platform;

namespace Survey.Web.Features.Respond;

/// <summary>The pages of questions, shown from what is stored.</summary>
internal sealed class QuestionsHandler(Visits visits, RespondPages pages)
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

    private async Task ShowAsync(HttpContext http, Visit visit, string key)
    {
        var sheet = visit.Sheet;
        var view = visit.ViewOf(sheet);
        if (view.Plan.Find(key) is not { } page)
        {
            // A changed answer has taken the page away: on to what is asked.
            if (PagePlan.Of(view.Questionnaire).Find(key) is not null)
            {
                RespondRequests.SeeOther(http, view.Address(view.Plan.FirstUnsaved(sheet.Saved).Key));
                return;
            }
            await pages.MessageAsync(http, "NoPage", StatusCodes.Status404NotFound, visit, view.Address(), "ToStart");
            return;
        }
        if (sheet.Unsettled.GetValueOrDefault(page.Key)?.Other is not null)
        {
            await pages.ChoiceAsync(http, view, page, sheet, visit.Token!, StatusCodes.Status200OK);
            return;
        }
        var values = PageFilling.Of(view, page, sheet, visit.Token!);
        if (http.Request.Query["ask"] == "1") OpenQuestions.Tell(values, view, page, sheet);
        if (http.Request.Query["needed"] == "1" && NeededAnswers.Missing(view, page, sheet) is { Length: > 0 } missing)
        {
            foreach (var field in missing) values.Parts.Add($"missing-{field}");
            RespondPages.Explain(http, values, view, "Needed", StatusCodes.Status200OK);
        }
        await pages.QuestionsAsync(http, view, page, values);
    }

    private Task ShowDraftAsync(HttpContext http, Visit visit, string key)
    {
        var (view, token) = (visit.NewestView, ResponseToken.Mint());
        return view.Plan.Find(key) is { } page
            ? pages.DraftAsync(http, view, page, DraftState.Blank(visit, token), token)
            : pages.MessageAsync(http, "NoPage", StatusCodes.Status404NotFound, visit, view.Address(), "ToStart");
    }
}
