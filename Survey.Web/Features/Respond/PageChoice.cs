using System.Collections.Immutable;
using System.Globalization;

namespace Survey.Web.Features.Respond;

/// <summary>A page that two tabs or devices have answered differently: what is stored beside what came later from the other.</summary>
/// <param name="Revision">The revision with which the choice is posted.</param>
/// <param name="Same">The fields that both hold alike.</param>
/// <param name="Differing">The questions with two answers, in the order of the page.</param>
public sealed record PageChoice(int Revision, ImmutableArray<KeyValuePair<string, string>> Same, ImmutableArray<ChoiceQuestion> Differing)
{
    internal static PageChoice Of(RespondView view, SurveyPage page, AnswerSheet sheet)
    {
        var stored = PageFields.Values(page, view.Questionnaire, sheet, view.Language);
        var sent = sheet.Unsettled[page.Key].Other!;
        var names = PageFields.Names(page, view.Questionnaire, sheet.Drawn).Where(name => stored.ContainsKey(name) || sent.ContainsKey(name)).ToList();
        return new(
            sheet.Saved.GetValueOrDefault(page.Key).Revision + 1,
            [.. names.Where(IsSame).Select(name => KeyValuePair.Create(name, stored[name]))],
            [.. names.Where(name => !IsSame(name)).Select(name => new ChoiceQuestion(name, QuestionOf(view, page, name), Of(name, stored), Of(name, sent)))]);

        bool IsSame(string name) => stored.GetValueOrDefault(name) == sent.GetValueOrDefault(name);

        ChoiceAnswer Of(string name, SortedDictionary<string, string> fields) =>
            fields.GetValueOrDefault(name) is { } value ? new(value, ShownAs(view, page, name, value)) : new("", view.Texts["NotAnswered"]);
    }

    public static string QuestionOf(RespondView view, SurveyPage page, string name)
    {
        var questionnaire = view.Questionnaire;
        if (name == FieldNames.Comment) return view.Plain(questionnaire.Comment);
        var number = NumberOf(name);
        switch (page.Kind)
        {
            case PageKind.About:
                return view.In(questionnaire.Attributes[number].Text);
            case PageKind.Importance:
                return view.In(questionnaire.Dimensions[number].Title);
            case PageKind.Questions:
                return view.Plain(questionnaire.Questions[number].Text);
            case PageKind.Overall:
                return view.Plain(questionnaire.Outcomes[number].Text);
            default:
                var items = questionnaire.Items.ToList();
                var battery = questionnaire.Batteries[number / items.Count];
                return $"{view.Plain(items[number % items.Count].TextIn(battery.Id))} – {view.In(battery.Title)}";
        }
    }

    public static string ShownAs(RespondView view, SurveyPage page, string name, string value)
    {
        var questionnaire = view.Questionnaire;
        return page.Kind switch
        {
            _ when name == FieldNames.Comment => value,
            PageKind.About => questionnaire.Attributes[NumberOf(name)].Options.FirstOrDefault(option => option.Id == value) is { } option ? view.In(option.Text) : value,
            PageKind.Overall => view.Rating(questionnaire.Outcomes[NumberOf(name)].Scale, value),
            PageKind.Dimension => view.Rating(questionnaire.Scale, value),
            PageKind.Questions when QuestionField.TryRead(questionnaire.Questions[NumberOf(name)], value, out var answer) && answer is not null =>
                QuestionField.Shown(questionnaire.Questions[NumberOf(name)], answer, view),
            _ => value,
        };
    }

    private static int NumberOf(string name) => int.Parse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>A question that has two answers.</summary>
/// <param name="Name">Its field.</param>
/// <param name="Text">The question as it was asked.</param>
/// <param name="Stored">What is stored.</param>
/// <param name="Sent">What came from the other tab.</param>
public sealed record ChoiceQuestion(string Name, string Text, ChoiceAnswer Stored, ChoiceAnswer Sent);

/// <summary>One of two answers: the value of its field and how people read it.</summary>
public sealed record ChoiceAnswer(string Value, string Text);
