using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;

namespace Survey.Web.Features.Designer;

/// <summary>What can be done with further questions and their options, each giving a new questionnaire.</summary>
internal static class QuestionEdits
{
    public static (Questionnaire Questionnaire, string Id) Add(Questionnaire questionnaire, NewIds ids, LocalizedText text, QuestionKind kind)
    {
        var question = new Question(ids.Question(questionnaire, text), kind, text);
        if (question.HasOptions) question = question with { Options = QuestionReader.NewOptions() };
        return (questionnaire with { Questions = questionnaire.Questions.Add(question) }, question.Id);
    }

    public static Questionnaire Delete(Questionnaire questionnaire, string id) => questionnaire with { Questions = questionnaire.Questions.RemoveAll(question => question.Id == id) };

    /// <summary>Moves a question among those of its place.</summary>
    public static Questionnaire Move(Questionnaire questionnaire, string id, int by)
    {
        var question = questionnaire.Questions.First(own => own.Id == id);
        var same = questionnaire.Questions.Where(own => own.Place == question.Place).ToList();
        var to = same.IndexOf(question) + by;
        if (to < 0 || to >= same.Count) return questionnaire;
        var (from, other) = (questionnaire.Questions.IndexOf(question), questionnaire.Questions.IndexOf(same[to]));
        return questionnaire with { Questions = questionnaire.Questions.SetItem(from, same[to]).SetItem(other, question) };
    }

    /// <summary>Adds an option behind the others, with an id that none had.</summary>
    public static Questionnaire AddOption(Questionnaire questionnaire, string id, LocalizedText text) => With(questionnaire, id, options =>
    {
        var number = options.Select(option => int.TryParse(option.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : 0).DefaultIfEmpty().Max() + 1;
        return options.Add(new(number.ToString(CultureInfo.InvariantCulture), text));
    });

    public static Questionnaire DeleteOption(Questionnaire questionnaire, string id, string option) =>
        With(questionnaire, id, options => options.RemoveAll(own => own.Id == option));

    private static Questionnaire With(Questionnaire questionnaire, string id, Func<ImmutableArray<AttributeOption>, ImmutableArray<AttributeOption>> change) => questionnaire with
    {
        Questions = [.. questionnaire.Questions.Select(question => question.Id == id ? question with { Options = change(question.Options) } : question)],
    };
}
