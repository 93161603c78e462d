using System.Collections.Immutable;

namespace Survey.Web.Features.Respond;

/// <summary>The answers of a page as people read them.</summary>
/// <param name="Page">The page that asks them.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Questions">Its questions in the order of asking.</param>
public sealed record AnswersShown(SurveyPage Page, string Title, ImmutableArray<QuestionShown> Questions)
{
    /// <summary>All pages that hold answers, those that a link has given included.</summary>
    internal static ImmutableArray<AnswersShown> Of(RespondView view, AnswerSheet sheet)
    {
        var plan = PagePlan.Of(view.Questionnaire, asksAbout: true, view.Asked);
        return [.. plan.Pages.Where(page => page.Kind != PageKind.Review).Select(page => new AnswersShown(page, TitleOf(view, page), [.. QuestionsOf(view, page, sheet)]))];
    }

    internal static string TitleOf(RespondView view, SurveyPage page) => page.Kind switch
    {
        PageKind.About => view.Texts["AboutTitle"],
        PageKind.Dimension => view.In(view.Questionnaire.Dimensions[page.Dimension].Title),
        PageKind.Importance => view.Texts["ImportanceTitle"],
        PageKind.Questions => view.Texts["QuestionsTitle"],
        _ => view.Texts["OverallTitle"],
    };

    private static IEnumerable<QuestionShown> QuestionsOf(RespondView view, SurveyPage page, AnswerSheet sheet)
    {
        var questionnaire = view.Questionnaire;
        // What a link has given is no field of the page, and is shown all the same.
        var values = PageFields.Values(page, questionnaire, sheet with { SetByLink = [.. sheet.SetByLink.Select(_ => false)] }, view.Language);
        if (page.Kind != PageKind.Dimension)
        {
            var left = page.QuestionsOf(questionnaire).Where(k => !view.Asked.Question(k)).Select(FieldNames.Question).ToHashSet();
            foreach (var name in PageFields.Names(page, questionnaire, sheet.Drawn).Where(name => !left.Contains(name)))
                yield return new(PageChoice.QuestionOf(view, page, name), [new("", Shown(name))]);
            yield break;
        }
        var items = questionnaire.Items.ToList();
        foreach (var places in PostedPage.AnswersOf(questionnaire, page.Dimension).Where(sheet.Drawn.Answer).GroupBy(place => place % items.Count))
        {
            var item = items[places.Key];
            var answers = places.Select(place => (Battery: questionnaire.Batteries[place / items.Count], Name: FieldNames.Answer(place)));
            if (item.Texts.ContainsKey(""))
            {
                yield return new(view.Plain(item.Text), [.. answers.Select(answer => new AnswerShown(view.In(answer.Battery.Title), Shown(answer.Name)))]);
                continue;
            }
            foreach (var (battery, name) in answers) yield return new(view.Plain(item.TextIn(battery.Id)), [new("", Shown(name))]);
        }

        string Shown(string name) => values.GetValueOrDefault(name) is { } value ? PageChoice.ShownAs(view, page, name, value) : view.Texts["NotAnswered"];
    }
}

/// <summary>A question with its answers: one, or one for each battery.</summary>
public sealed record QuestionShown(string Text, ImmutableArray<AnswerShown> Answers);

/// <summary>An answer in words.</summary>
/// <param name="Battery">What it was asked about, where that is not the question itself; otherwise empty.</param>
/// <param name="Text">The answer.</param>
public sealed record AnswerShown(string Battery, string Text);
