using System.Collections.Immutable;
using System.Globalization;
using static Survey.Scoring.Instrument.Exchange.XlsFormNames;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>Reads an XLSForm that was not made here: groups, choices, rankings, ranges, numbers, days and texts.</summary>
internal sealed class ForeignXlsFormReader
{
    private readonly QuestionnaireProblems _problems = new();
    private readonly SheetTable _survey;
    private readonly SheetTable _choices;
    private readonly SheetTable _settings;
    private readonly Dictionary<string, List<SheetRow>> _lists;
    private readonly string _language;
    private readonly SortedSet<string> _languages = new(StringComparer.Ordinal);

    private ForeignXlsFormReader(ImmutableArray<Sheet> sheets)
    {
        (_survey, _choices, _settings) = (Table(sheets, SurveySheet), Table(sheets, ChoicesSheet), Table(sheets, SettingsSheet));
        var list = _choices.Has(Columns.ListName) ? Columns.ListName : "list name";
        _lists = _choices.Rows.GroupBy(row => row[list], StringComparer.Ordinal).ToDictionary(own => own.Key, own => own.ToList(), StringComparer.Ordinal);
        _language = DefaultLanguageOf();
    }

    /// <summary>Whether there is a sheet survey with types and names.</summary>
    public static bool Fits(ImmutableArray<Sheet> sheets) => sheets.FirstOrDefault(sheet => string.Equals(sheet.Name.Trim(), SurveySheet, StringComparison.OrdinalIgnoreCase)) is { Rows: [var header, ..] }
        && new[] { Columns.Type, Columns.Name }.All(name => header.Any(own => string.Equals(own.Trim(), name, StringComparison.OrdinalIgnoreCase)));

    public static QuestionnaireReading Read(ImmutableArray<Sheet> sheets, string id)
    {
        var reader = new ForeignXlsFormReader(sheets);
        return ImportedMapping.Read(reader.Form(id), id, reader._problems);
    }

    private SheetTable Table(ImmutableArray<Sheet> sheets, string name) =>
        new(name, sheets.FirstOrDefault(sheet => string.Equals(sheet.Name.Trim(), name, StringComparison.OrdinalIgnoreCase))?.Rows ?? [], _problems);

    private string DefaultLanguageOf()
    {
        var row = _settings.Rows.FirstOrDefault();
        if (row.Table is not null && LanguageOf(row[Columns.DefaultLanguage]) is { } language) return language;
        var labels = string.Concat(_survey.Rows.Select(own => own[Columns.Label]));
        return labels.Count(letter => letter is >= '\u0600' and <= '\u06FF') > labels.Length / 4 ? "fa" : "en";
    }

    private ImportedSurvey Form(string id)
    {
        var groups = new List<ImportedGroup>();
        var open = new Stack<(string Name, LocalizedText Title, LocalizedText Description, string Appearance)>();
        var pending = new List<(ImportedQuestion Question, string List)>();
        foreach (var row in _survey.Rows)
        {
            var words = row[Columns.Type].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var type = words.Length > 1 && words[0] is "begin" or "end" or "select" ? string.Join('_', words[..2]) : words.Length > 0 ? words[0] : "";
            switch (type.ToLowerInvariant())
            {
                case "begin_group" or "begin_repeat":
                    Close();
                    if (type.EndsWith("repeat", StringComparison.OrdinalIgnoreCase)) _problems.Warning(row.Place(Columns.Type), "import-type-unsupported", type);
                    Condition(row);
                    open.Push((row[Columns.Name], Text(row, Columns.Label), Text(row, Columns.Hint), row[Columns.Appearance]));
                    break;
                case "end_group" or "end_repeat":
                    Close();
                    open.TryPop(out _);
                    break;
                case "":
                    break;
                default:
                    if (Question(row, type.ToLowerInvariant(), words) is { } question) pending.Add((question, words.Length > 1 ? words[^1] : ""));
                    break;
            }
        }
        Close();
        var title = _settings.Rows.Select(row => row.Text(Columns.FormTitle).Trim()).FirstOrDefault(text => text.Length > 0) ?? id;
        IEnumerable<string> languages = _languages.Count == 0 ? [_language] : _languages.OrderBy(language => language == _language ? 0 : 1);
        return new(new(languages.Select(language => KeyValuePair.Create(language, title))), [.. groups]);

        void Close()
        {
            if (pending.Count == 0) return;
            var (name, own, description, appearance) = open.TryPeek(out var group) ? group : ("", new([]), new([]), "");
            groups.Add(new(name, own, description, [.. appearance.Contains("table-list", StringComparison.OrdinalIgnoreCase) ? Tables(name, pending) : pending.Select(entry => entry.Question)]));
            pending.Clear();
        }
    }

    // A group that is shown as a table: its choices from one list are the rows.
    private static IEnumerable<ImportedQuestion> Tables(string name, List<(ImportedQuestion Question, string List)> questions)
    {
        foreach (var list in questions.GroupBy(entry => entry.Question is ImportedChoice ? entry.List : ""))
        {
            var choices = list.Select(entry => entry.Question).OfType<ImportedChoice>().ToList();
            if (list.Key.Length > 0 && choices.Count > 1 && ImportedScales.Of(choices[0].Options) is { } scale)
                yield return new ImportedTable(choices[0].Place, name, new([]), [.. choices.Select(choice => new ImportedRow(choice.Place, choice.Name, choice.Text))], [scale]);
            else
                foreach (var (question, _) in list) yield return question;
        }
    }

    private ImportedQuestion? Question(SheetRow row, string type, string[] words)
    {
        var (place, name) = (row.Place(Columns.Type), row[Columns.Name]);
        if (type is "note" or "start" or "end" or "today" or "deviceid" or "username" or "audit" or "calculate" or "hidden") return null;
        Condition(row);
        ImportedQuestion? question = type switch
        {
            "select_one" or "select_one_external" when words.Length > 1 && _lists.TryGetValue(words[^1] == "or_other" ? words[^2] : words[^1], out var list) =>
                new ImportedChoice(place, name, Text(row, Columns.Label), [.. list.Select(Point)]),
            "select_multiple" or "rank" when words.Length > 1 && _lists.TryGetValue(words[^1] == "or_other" ? words[^2] : words[^1], out var several) && several.Count > 1 =>
                new ImportedFurther(place, name, Text(row, Columns.Label), type == "rank" ? QuestionKind.Ranking : QuestionKind.Multiple, [.. several.Select(Point)]),
            "integer" or "decimal" => new ImportedFurther(place, name, Text(row, Columns.Label), QuestionKind.Number, []),
            "date" => new ImportedFurther(place, name, Text(row, Columns.Label), QuestionKind.Date, []),
            "range" when Range(row) is { } scale => new ImportedRating(place, name, Text(row, Columns.Label), scale),
            "text" when row[Columns.Appearance].Contains("multiline", StringComparison.OrdinalIgnoreCase) => new ImportedComment(place, name, Text(row, Columns.Label)),
            "text" => new ImportedFurther(place, name, Text(row, Columns.Label), QuestionKind.ShortText, []),
            _ => null,
        };
        if (question is null) _problems.Warning(place, "import-type-unsupported", FileNode.Shorten(row[Columns.Type]));
        else if (words[^1] == "or_other") _problems.Warning(place, "import-other-dropped");
        return question;
    }

    private ImportedPoint Point(SheetRow choice) => new(choice[Columns.Name].Length > 0 ? choice[Columns.Name] : choice["value"], Text(choice, Columns.Label));

    private static ImportedScale? Range(SheetRow row)
    {
        var parameters = row["parameters"].Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('='))
            .Where(part => part.Length == 2).ToDictionary(part => part[0].Trim().ToLowerInvariant(), part => part[1].Trim(), StringComparer.Ordinal);
        return Number("step", 1) == 1 ? ImportedScales.Of(Number("start", 0), Number("end", 10), null, null) : null;

        int Number(string parameter, int otherwise) => !parameters.TryGetValue(parameter, out var value) ? otherwise
            : int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : int.MinValue;
    }

    private void Condition(SheetRow row)
    {
        foreach (var column in new[] { "relevant", "relevance", "choice_filter", "calculation" })
            if (row[column].Length > 0) _problems.Warning(row.Place(column), "import-condition-dropped", FileNode.Shorten(row[column]));
    }

    private LocalizedText Text(SheetRow row, string column)
    {
        var texts = row.Table.Headers.Where(header => string.Equals(header, column, StringComparison.OrdinalIgnoreCase) || header.StartsWith(column + ":", StringComparison.OrdinalIgnoreCase))
            .Select(header => (Language: header.Length == column.Length ? _language : LanguageOf(header[column.Length..].TrimStart(':')), Text: PlainText.Of(row.Text(header))))
            .Where(own => own.Language is not null && own.Text.Length is > 0 and <= QuestionnaireLimits.TextLength).DistinctBy(own => own.Language)
            .Select(own => KeyValuePair.Create(own.Language!, own.Text)).ToList();
        foreach (var (language, text) in texts)
        {
            _languages.Add(language);
            if (text.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start) _problems.Warning(row.Place(column), "import-expression", FileNode.Shorten(text[start..(text.IndexOf('}', start) is > 0 and var end ? end + 1 : text.Length)]));
        }
        return new(texts);
    }
}
