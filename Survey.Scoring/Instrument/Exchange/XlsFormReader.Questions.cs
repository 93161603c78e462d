using System.Globalization;
using static Survey.Scoring.Instrument.Exchange.XlsFormNames;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>The further questions and the conditions of a spreadsheet.</summary>
internal sealed partial class XlsFormReader
{
    private Question Further(SheetRow row, int q)
    {
        var path = $"$.questions[{q}]";
        _places[path + ".when"] = row.Place(Columns.When);
        _places[path + ".place"] = row.Place(Columns.Position);
        return Place(path, row, new Question(row[Columns.Id], Code(row, Columns.Kind, QuestionnaireWriter.QuestionKindCodes, "question-kind-unknown", QuestionKind.ShortText), Text(row, Columns.Label))
        {
            Hint = Optional(row, Columns.Hint),
            Options = Options(row, path),
            Least = Number(row, Columns.Least),
            Most = Number(row, Columns.Most),
            Place = row[Columns.Position].Length == 0 ? Question.End : row[Columns.Position],
            Requirement = row[Columns.Requirement].Length == 0 ? Requirement.None : Code(row, Columns.Requirement, QuestionnaireWriter.RequirementCodes, "requirement-unknown", Requirement.None),
            When = When(row),
        });
    }

    private Condition? When(SheetRow row) => row[Columns.When].Length == 0 ? null : QuestionnaireReader.Condition(row[Columns.When], row.Place(Columns.When), _problems);

    private T Code<T>(SheetRow row, string column, IReadOnlyDictionary<T, string> codes, string unknown, T otherwise)
        where T : struct, Enum
    {
        foreach (var (value, code) in codes)
            if (code == row[column]) return value;
        _problems.Error(row.Place(column), unknown, FileNode.Shorten(row[column]), string.Join(", ", codes.Values));
        return otherwise;
    }

    private decimal? Number(SheetRow row, string column)
    {
        if (row[column].Length == 0) return null;
        if (decimal.TryParse(row[column], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return number;
        _problems.Error(row.Place(column), "number-expected", FileNode.Shorten(row[column]));
        return null;
    }
}
