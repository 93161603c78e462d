using System.Collections.Immutable;
using System.Globalization;

namespace Survey.Scoring.Instrument;

/// <summary>What conditions may look at: every CSV column that a respondent fills in, with when it is asked and what may stand in it.</summary>
internal sealed class QuestionColumns
{
    private readonly Dictionary<string, QuestionColumn> _columns = new(StringComparer.Ordinal);

    public QuestionColumns(Questionnaire questionnaire)
    {
        foreach (var attribute in questionnaire.Attributes)
            Add(attribute.Id, new(0, attribute.Options.Length > 0 ? [.. attribute.Options.Select(option => option.Id)] : null, null));
        for (var d = 0; d < questionnaire.Dimensions.Length; d++)
            foreach (var item in questionnaire.Dimensions[d].Items)
                foreach (var battery in questionnaire.Batteries)
                    Add(battery.Prefix + item.Id, new(OfDimension(d), Points(questionnaire.Scale.From, questionnaire.Scale.To), questionnaire.Dimensions[d].When));
        foreach (var outcome in questionnaire.Outcomes)
            Add(outcome.Id, new(OfDimension(questionnaire.Dimensions.Length), Points(outcome.Scale.From, outcome.Scale.To), null));
        foreach (var question in questionnaire.Questions)
            Add(question.Id, new(OfQuestion(question, questionnaire), Answers(question), question.When) { Question = question });

        void Add(string name, QuestionColumn column)
        {
            if (name.Length > 0) _columns.TryAdd(name, column);
        }
    }

    public QuestionColumn? Find(string name) => _columns.GetValueOrDefault(name);

    /// <summary>The page of a dimension among all pages, from 0; what is asked about the whole comes after the last.</summary>
    public static int OfDimension(int dimension) => 2 + 2 * dimension;

    /// <summary>The page of a further question among all pages; −1 where its place does not exist.</summary>
    public static int OfQuestion(Question question, Questionnaire questionnaire)
    {
        if (question.Place == Question.Start) return 1;
        if (question.Place == Question.End) return OfDimension(questionnaire.Dimensions.Length) + 1;
        for (var d = 0; d < questionnaire.Dimensions.Length; d++)
            if (questionnaire.Dimensions[d].Id == question.Place) return OfDimension(d) + 1;
        return -1;
    }

    private static ImmutableArray<string>? Answers(Question question) => question.Kind switch
    {
        QuestionKind.Nps => Points(0, QuestionAnswer.Recommendation),
        _ when question.HasOptions => [.. question.Options.Select(option => option.Id)],
        _ => null,
    };

    private static ImmutableArray<string> Points(int from, int to) =>
        [.. Enumerable.Range(from, Math.Max(0, to - from + 1)).Select(point => point.ToString(CultureInfo.InvariantCulture))];
}

/// <summary>A column that conditions may look at.</summary>
/// <param name="Page">When it is asked: the number of its page.</param>
/// <param name="Answers">What may stand in it; null where that is not a list.</param>
/// <param name="When">Who is asked; null for everybody.</param>
internal sealed record QuestionColumn(int Page, ImmutableArray<string>? Answers, Condition? When)
{
    /// <summary>The further question that it belongs to, if to one.</summary>
    public Question? Question { get; init; }

    /// <summary>Whether several of the answers may stand in it at once.</summary>
    public bool TakesSeveral => Question?.Kind is QuestionKind.Multiple or QuestionKind.Ranking;
}
