using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses;

/// <summary>The columns of a file: matched to those of the questionnaire by name, the exact name first, then without regard to case, spaces and digits.</summary>
internal sealed class CsvHeader
{
    private CsvHeader(ImmutableArray<CsvColumn> columns, ImmutableArray<string> missing)
    {
        Columns = columns;
        Missing = missing;
    }

    public ImmutableArray<CsvColumn> Columns { get; }

    /// <summary>The questionnaire's columns that the file lacks.</summary>
    public ImmutableArray<string> Missing { get; }

    public IEnumerable<string> Matched => Columns.Where(IsKnown).Select(column => column.Name);

    public IEnumerable<string> Unknown => Columns.Where(column => column.Kind == CsvColumnKind.Further).Select(column => column.Name);

    /// <summary>How many of the names the questionnaire knows: tells the right delimiter from the wrong ones.</summary>
    public static int CountKnown(IReadOnlyList<string> names, Questionnaire questionnaire)
    {
        var folded = Known(questionnaire).Select(known => CsvText.Fold(known.Name)).ToHashSet(StringComparer.Ordinal);
        return names.Count(name => folded.Contains(CsvText.Fold(name)));
    }

    public static CsvHeader Match(IReadOnlyList<string> names, Questionnaire questionnaire, CsvProblemList problems, List<CsvAssumption> assumptions)
    {
        var known = Known(questionnaire);
        var exact = known.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var folded = known.ToLookup(column => CsvText.Fold(column.Name), StringComparer.Ordinal);
        var present = names.ToHashSet(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var columns = new CsvColumn[names.Count];
        var renamed = new List<string>();
        var unnamed = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            var name = names[i];
            if (CsvText.Fold(name).Length == 0)
            {
                columns[i] = new("", CsvColumnKind.Unnamed, 0, 0);
                unnamed++;
                continue;
            }
            if (!exact.TryGetValue(name, out var column))
            {
                // Two names of the questionnaire that differ in case only are told apart by their exact form alone.
                var candidates = folded[CsvText.Fold(name)].ToList();
                column = candidates.Count == 1 ? candidates[0] : new(name, CsvColumnKind.Further, 0, 0);
                if (candidates.Count == 1) renamed.Add($"{name} → {column.Name}");
            }
            columns[i] = column;
            if (!taken.Add(column.Name) || (column.Name != name && present.Contains(column.Name))) problems.Header(i + 1, name, "column-repeated", column.Name);
        }

        if (renamed.Count > 0) assumptions.Add(new("assumed-names", [Number(renamed.Count), List(renamed)]));
        if (unnamed > 0) assumptions.Add(new("assumed-unnamed", [Number(unnamed)]));
        ImmutableArray<string> missing = [.. known.Where(column => !taken.Contains(column.Name) && !IsOptional(column.Kind)).Select(column => column.Name)];
        ReportMissing(questionnaire, taken, missing, problems);
        return new([.. WithRuns(columns)], missing);
    }

    private static void ReportMissing(Questionnaire questionnaire, HashSet<string> taken, ImmutableArray<string> missing, CsvProblemList problems)
    {
        if (!taken.Contains(ResponseColumns.Id)) problems.Header(0, null, "id-column-missing");
        var refused = new HashSet<string>(StringComparer.Ordinal) { ResponseColumns.Id };
        foreach (var battery in questionnaire.Batteries)
        {
            var columns = questionnaire.Items.Select(item => battery.Prefix + item.Id).ToList();
            var models = questionnaire.Models.Where(code => MeasurementModels.Find(code)?.Batteries.Contains(battery.Id) == true).ToList();
            if (models.Count == 0 || columns.Any(taken.Contains)) continue;
            problems.Header(0, null, "battery-columns-missing", battery.Id, List(columns), string.Join(", ", models));
            refused.UnionWith(columns);
        }
        var others = missing.Where(name => !refused.Contains(name)).ToList();
        if (others.Count > 0) problems.Warning("columns-missing", Number(others.Count), List(others));
    }

    /// <summary>Every column of a questionnaire, in the order of writing.</summary>
    public static List<CsvColumn> Known(Questionnaire questionnaire)
    {
        var columns = new List<CsvColumn> { new(ResponseColumns.Id, CsvColumnKind.Id, 0, 0) };
        foreach (var answer in new AnswerLayout(questionnaire).Columns) columns.Add(new(answer.Name, CsvColumnKind.Answer, columns.Count - 1, 0));
        if (questionnaire.Importance is { } importance)
            for (var k = 0; k < questionnaire.Dimensions.Length; k++) columns.Add(new(importance.Prefix + Number(k + 1), CsvColumnKind.Importance, k, 0));
        for (var i = 0; i < questionnaire.Outcomes.Length; i++) columns.Add(new(questionnaire.Outcomes[i].Id, CsvColumnKind.Outcome, i, 0));
        for (var i = 0; i < questionnaire.Attributes.Length; i++) columns.Add(new(questionnaire.Attributes[i].Id, CsvColumnKind.Attribute, i, 0));
        for (var i = 0; i < questionnaire.Questions.Length; i++) columns.Add(new(questionnaire.Questions[i].Id, CsvColumnKind.Question, i, 0));
        columns.Add(new(ResponseColumns.Comment, CsvColumnKind.Comment, 0, 0));
        columns.Add(new(ResponseColumns.Submitted, CsvColumnKind.Submitted, 0, 0));
        columns.Add(new(ResponseColumns.Started, CsvColumnKind.Started, 0, 0));
        columns.Add(new(ResponseColumns.Language, CsvColumnKind.Language, 0, 0));
        columns.Add(new(ResponseColumns.Status, CsvColumnKind.Status, 0, 0));
        columns.Add(new(ResponseColumns.Channel, CsvColumnKind.Channel, 0, 0));
        columns.Add(new(ResponseColumns.Version, CsvColumnKind.Version, 0, 0));
        return columns;
    }

    private static CsvColumn[] WithRuns(CsvColumn[] columns)
    {
        for (var i = columns.Length - 1; i >= 0; i--)
        {
            if (columns[i].Kind != CsvColumnKind.Answer) continue;
            var goesOn = i + 1 < columns.Length && columns[i + 1].Kind == CsvColumnKind.Answer && columns[i + 1].Index == columns[i].Index + 1;
            columns[i] = columns[i] with { Run = goesOn ? columns[i + 1].Run + 1 : 1 };
        }
        return columns;
    }

    private static bool IsKnown(CsvColumn column) => column.Kind is not (CsvColumnKind.Further or CsvColumnKind.Unnamed);

    private static bool IsOptional(CsvColumnKind kind) => kind is CsvColumnKind.Question or CsvColumnKind.Comment or CsvColumnKind.Submitted or CsvColumnKind.Started
        or CsvColumnKind.Language or CsvColumnKind.Status or CsvColumnKind.Channel or CsvColumnKind.Version;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string List(List<string> names) => string.Join(", ", names.Take(12)) + (names.Count > 12 ? " …" : "");
}
