using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>The ratings that have no answer, by the cards that show them: <c>i3</c> for the third item, <c>o0</c> for the first outcome.</summary>
internal static class OpenQuestions
{
    /// <summary>The cards of the whole questionnaire on which something is missing.</summary>
    public static IEnumerable<string> Of(Questionnaire questionnaire, AnswerSheet sheet) =>
        PagePlan.Of(questionnaire, asksAbout: true, AskedParts.Of(questionnaire, sheet)).Pages.Where(page => page.Kind != PageKind.Review).SelectMany(page => Of(questionnaire, page, sheet));

    /// <summary>Whether a page that was sent is shown again because of what is missing: once where the survey asks, always where it requires.</summary>
    public static bool Holds(PagePost post, AnswerSheet sheet, bool isFirstTime) => (post.Survey.Settings.Unanswered, post.Go) switch
    {
        (Unanswered.Ask, "next") => isFirstTime && !post.WasAsked && Of(post.Survey.Questionnaire, post.Page, sheet).Any(),
        (Unanswered.Require, "next" or PagePost.Correct) => Of(post.Survey.Questionnaire, post.Page, sheet).Any(),
        _ => false,
    };

    /// <summary>Says on a page that is shown again what is asked about: how many of its questions are open, and which; or the points that do not add up, or further questions.</summary>
    public static void Tell(PageValues values, RespondView view, SurveyPage page, AnswerSheet sheet)
    {
        if (page.Kind is PageKind.Importance or PageKind.Questions) values.Parts.Add("ask");
        string[] open = [.. Of(view.Questionnaire, page, sheet)];
        if (open.Length == 0) return;
        values.Parts.Add("ask");
        values.Texts["ask-count"] = open.Length == 1 ? view.Texts["AskOne"] : view.Texts["AskMany", open.Length];
        foreach (var card in open) values.Parts.Add($"ask-{card}");
    }

    /// <summary>Those of one page, in its order; none on pages without ratings.</summary>
    private static IEnumerable<string> Of(Questionnaire questionnaire, SurveyPage page, AnswerSheet sheet)
    {
        var items = questionnaire.Items.Count();
        return page.Kind switch
        {
            PageKind.Dimension => PostedPage.AnswersOf(questionnaire, page.Dimension).Where(place => sheet.Drawn.Answer(place) && !AnswerSheet.IsGiven(sheet.Answers[place]))
                .Select(place => string.Create(CultureInfo.InvariantCulture, $"i{place % items + 1}")).Distinct(),
            PageKind.Overall => Enumerable.Range(0, sheet.Outcomes.Length).Where(k => !AnswerSheet.IsGiven(sheet.Outcomes[k])).Select(FieldNames.Outcome),
            _ => [],
        };
    }
}
