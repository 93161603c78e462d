using System.Globalization;
using static Survey.Scoring.Instrument.Exchange.XlsFormNames;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>The further questions and the conditions of a spreadsheet.</summary>
internal sealed partial class XlsFormWriter
{
    private void Questions(string place)
    {
        foreach (var question in _questionnaire.Questions.Where(question => question.Place == place)) Further(question);
    }

    private void Further(Question question)
    {
        var list = "question_" + question.Id;
        Row(
            question.Kind switch
            {
                QuestionKind.Single => "select_one " + list,
                QuestionKind.Multiple => "select_multiple " + list,
                QuestionKind.Ranking => "rank " + list,
                QuestionKind.Number => "decimal",
                QuestionKind.Date => "date",
                QuestionKind.Nps => "integer",
                _ => "text",
            },
            ElementName(question.Id), question.Text, question.Hint,
            (Columns.Role, Roles.Question), (Columns.Id, question.Id), (Columns.Kind, QuestionnaireWriter.QuestionKindCodes[question.Kind]),
            (Columns.Appearance, question.Kind == QuestionKind.LongText ? "multiline" : ""), (Columns.Constraint, ConstraintOf(question)),
            (Columns.Required, question.Requirement == Requirement.Hard ? Yes : ""), (Columns.Requirement, question.Requirement == Requirement.None ? "" : QuestionnaireWriter.RequirementCodes[question.Requirement]),
            (Columns.Least, Number(question.Least)), (Columns.Most, Number(question.Most)), (Columns.Position, question.Place),
            (Columns.When, WhenOf(question.When)), (Columns.Relevant, RelevantTo(question.When)));
        foreach (var option in question.Options) Choice(list, option.Id, option.Text, "");
    }

    private static string ConstraintOf(Question question) => question.Kind == QuestionKind.Nps
        ? $". >= 0 and . <= {FileNode.Number(QuestionAnswer.Recommendation)}"
        : string.Join(" and ", new[] { (">=", question.Least), ("<=", question.Most) }.Where(bound => bound.Item2 is not null).Select(bound => $". {bound.Item1} {Number(bound.Item2)}"));

    private static string WhenOf(Condition? condition) => condition is null ? "" : QuestionnaireWriter.Json(condition);

    /// <summary>The condition as programs that collect answers read it (XPath).</summary>
    private string RelevantTo(Condition? condition) =>
        condition is null ? "" : string.Join(condition.NeedsAll ? " and " : " or ", condition.Terms.Select(RelevantTo));

    private string RelevantTo(ConditionTerm term)
    {
        var name = $"${{{ElementName(term.Column)}}}";
        var takesSeveral = _questionnaire.Questions.Any(question => question.Id == term.Column && question.Kind is QuestionKind.Multiple or QuestionKind.Ranking);
        var parts = new List<string>();
        if (term.Values.Length > 0) parts.Add("(" + string.Join(" or ", term.Values.Select(value => takesSeveral ? $"selected({name}, {Quoted(value)})" : $"{name} = {Quoted(value)}")) + ")");
        if (term.From is { } from) parts.Add($"{name} >= {Number(from)}");
        if (term.To is { } to) parts.Add($"{name} <= {Number(to)}");
        if (parts.Count == 0) parts.Add($"{name} != ''");
        var all = string.Join(" and ", parts);
        return term.IsDenied ? $"not({all})" : $"({all})";
    }

    // XPath has no escape within quotation marks.
    private static string Quoted(string value) => value.Contains('\'', StringComparison.Ordinal) ? $"\"{value.Replace("\"", "", StringComparison.Ordinal)}\"" : $"'{value}'";

    private static string Number(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
