using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Web.Features.Respond;

/// <summary>The answers to further questions without which a page does not go on, or asks once.</summary>
internal static class NeededAnswers
{
    /// <summary>Whether a post goes on from a page, or finishes a response, that needs answers.</summary>
    public static bool Concern(PagePost post) =>
        post.Survey.Questionnaire.Questions.Any(question => question.Requirement == Requirement.Hard)
        && ((post.Page.Kind == PageKind.Questions && post.Go is "next" or PagePost.Correct) || (post.Page.Kind == PageKind.Review && post.Go == "submit"));

    /// <summary>The fields of a page that must not stay empty, are asked, and are empty.</summary>
    public static ImmutableArray<string> Missing(RespondView view, SurveyPage page, AnswerSheet sheet) => [.. Empty(view, page, sheet, Requirement.Hard).Select(FieldNames.Question)];

    /// <summary>Whether the page asks once for answers that may stay away; it has not done so yet.</summary>
    public static bool AreAskedOnce(PagePost post, RespondView view, AnswerSheet sheet) =>
        post.Page.Kind == PageKind.Questions && post.Go == "next" && !post.WasAsked && Empty(view, post.Page, sheet, Requirement.Soft).Any();

    private static IEnumerable<int> Empty(RespondView view, SurveyPage page, AnswerSheet sheet, Requirement requirement) =>
        page.QuestionsOf(view.Questionnaire).Where(k =>
            view.Questionnaire.Questions[k].Requirement == requirement && sheet.Questions[k] is null && view.Asked.Question(k));
}
