using System.Collections.Immutable;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>
/// The tab-separated structure of LimeSurvey: a row per setting (S, SL), group (G), question (Q), subquestion (SQ) and answer (A), repeated
/// for every language.
/// </summary>
internal sealed class LimeSurveyReader
{
    private static readonly string[] Columns = ["class", "type/scale", "name", "text"];

    private const int FivePoints = 5, TenPoints = 10;

    private static readonly LocalizedText NoText = new([]);

    private readonly QuestionnaireProblems _problems;
    private readonly List<GroupRows> _groups = [];
    private readonly Dictionary<string, QuestionRows> _questions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _titles = new(StringComparer.Ordinal);
    private string _language = "en";

    private LimeSurveyReader(QuestionnaireProblems problems) => _problems = problems;

    /// <summary>Whether the first row has the names of LimeSurvey's columns.</summary>
    public static bool Fits(ImmutableArray<string> header) => Columns.All(header.Contains);

    /// <summary>Reads the rows of a file.</summary>
    public static QuestionnaireReading Read(ImmutableArray<ImmutableArray<string>> rows, string id)
    {
        var problems = new QuestionnaireProblems();
        var reader = new LimeSurveyReader(problems);
        reader.Take(new SheetTable("", rows, problems));
        return ImportedMapping.Read(reader.Survey(id), id, problems);
    }

    private void Take(SheetTable table)
    {
        _language = table.Rows.Where(row => row["class"] == "S" && row["name"] == "language").Select(row => row["text"]).FirstOrDefault(QuestionnaireLimits.IsLanguageTag) ?? "en";
        GroupRows? group = null;
        QuestionRows? question = null;
        foreach (var row in table.Rows)
        {
            switch (row["class"])
            {
                case "SL" when row["name"] == "surveyls_title":
                    if (Text(row, "text") is { Length: > 0 } title) _titles[Language(row)] = title;
                    break;
                case "G":
                    (group, question) = (Group(row), null);
                    break;
                case "Q":
                    question = group is null ? null : Question(row, group);
                    break;
                case "SQ" when question is not null:
                    Into(question.Subquestions, row);
                    break;
                case "A" when question is not null:
                    Into(question.Answers, row);
                    break;
                case "QTA" or "QTAM" or "QTALS" or "AS" or "ASS" or "C":
                    _problems.Warning(row.Place("class"), "import-type-unsupported", row["class"]);
                    break;
            }
        }
    }

    // In further languages a group is known by its number, a question by its code.
    private GroupRows Group(SheetRow row)
    {
        var number = row["type/scale"];
        var known = number.Length == 0 || Language(row) == _language ? null : _groups.FirstOrDefault(group => group.Number == number);
        if (known is null) _groups.Add(known = new(number));
        if (Text(row, "name") is { Length: > 0 } name) known.Title[Language(row)] = name;
        if (Text(row, "text") is { Length: > 0 } text) known.Description[Language(row)] = text;
        if (Language(row) == _language && row["relevance"] is not ("" or "1")) _problems.Warning(row.Place("relevance"), "import-condition-dropped", FileNode.Shorten(row["relevance"]));
        return known;
    }

    private QuestionRows Question(SheetRow row, GroupRows group)
    {
        var code = row["name"];
        if (!_questions.TryGetValue(code, out var question))
        {
            _questions[code] = question = new(row.Place("type/scale"), row.Place("text"), row["type/scale"], code, row["other"] == "Y");
            group.Questions.Add(question);
            if (row["relevance"] is not ("" or "1")) _problems.Warning(row.Place("relevance"), "import-condition-dropped", FileNode.Shorten(row["relevance"]));
        }
        if (Text(row, "text") is { Length: > 0 } text) question.Text[Language(row)] = text;
        foreach (var (column, titles) in new[] { ("dualscale_headerA", question.FirstScale), ("dualscale_headerB", question.SecondScale) })
            if (PlainText.Of(row.Text(column)) is { Length: > 0 } title) titles[Language(row)] = title;
        return question;
    }

    private void Into(List<PartRows> parts, SheetRow row)
    {
        var (scale, code) = (row["type/scale"] is { Length: > 0 } own ? own : "0", row["name"]);
        var part = parts.FirstOrDefault(known => known.Scale == scale && known.Code == code);
        if (part is null)
        {
            parts.Add(part = new(row.Place("text"), scale, code));
            // For a subquestion a condition stands here, for an answer its value in an assessment.
            if (row["class"] == "SQ" && row["relevance"] is not ("" or "1")) _problems.Warning(row.Place("relevance"), "import-condition-dropped", FileNode.Shorten(row["relevance"]));
        }
        if (Text(row, "text") is { Length: > 0 } text) part.Text[Language(row)] = text;
    }

    private string Language(SheetRow row) => row["language"] is { Length: > 0 } language && QuestionnaireLimits.IsLanguageTag(language) ? language : _language;

    private string Text(SheetRow row, string column)
    {
        var text = PlainText.Of(row.Text(column));
        if (text.Length > QuestionnaireLimits.TextLength) text = "";
        var open = text.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf('}', open);
        if (close > open + 1 && row["class"] != "SL" && Language(row) == _language) _problems.Warning(row.Place(column), "import-expression", FileNode.Shorten(text[open..(close + 1)]));
        return text;
    }

    private ImportedSurvey Survey(string id)
    {
        var languages = _titles.Keys.Concat(_groups.SelectMany(group => group.Questions).SelectMany(question => question.Text.Keys)).Append(_language).Distinct()
            .OrderBy(language => language == _language ? 0 : 1);
        var title = _titles.GetValueOrDefault(_language) ?? _titles.Values.FirstOrDefault() ?? id;
        return new(
            new LocalizedText(languages.Select(language => KeyValuePair.Create(language, _titles.GetValueOrDefault(language) ?? title))),
            [.. _groups.Select(group => new ImportedGroup(group.Title.GetValueOrDefault(_language, ""), Localized(group.Title), Localized(group.Description), [.. group.Questions.Select(Imported).OfType<ImportedQuestion>()]))]);
    }

    private ImportedQuestion? Imported(QuestionRows question)
    {
        if (question.Type is "X" or "*") return null;
        if (question.HasOther) _problems.Warning(question.Place, "import-other-dropped");
        var text = Localized(question.Text);
        ImportedQuestion? imported = question.Type switch
        {
            "F" => Table(question, ImportedScales.Of(Points(question, "0"))),
            "A" => Table(question, ImportedScales.Of(1, FivePoints, null, null)),
            "B" => Table(question, ImportedScales.Of(1, TenPoints, null, null)),
            "1" => Table(question, ImportedScales.Of(Points(question, "0"), Localized(question.FirstScale)), ImportedScales.Of(Points(question, "1"), Localized(question.SecondScale))),
            "5" => new ImportedRating(question.TextPlace, question.Code, text, ImportedScales.Of(1, FivePoints, null, null)!),
            "L" or "!" or "O" when question.Answers.Count > 0 => new ImportedChoice(question.TextPlace, question.Code, text, [.. Points(question, "0")]),
            "G" => new ImportedChoice(question.TextPlace, question.Code, text, [Point("F", "Female", "زن"), Point("M", "Male", "مرد")]),
            "Y" => new ImportedChoice(question.TextPlace, question.Code, text, [Point("Y", "Yes", "بله"), Point("N", "No", "خیر")]),
            "T" or "U" => new ImportedComment(question.TextPlace, question.Code, text),
            "M" when question.Subquestions.Count > 1 => new ImportedFurther(
                question.TextPlace, question.Code, text, QuestionKind.Multiple, [.. question.Subquestions.Select(part => new ImportedPoint(part.Code, Localized(part.Text)))]),
            "R" when question.Answers.Count > 1 => new ImportedFurther(question.TextPlace, question.Code, text, QuestionKind.Ranking, [.. Points(question, "0")]),
            "N" => new ImportedFurther(question.TextPlace, question.Code, text, QuestionKind.Number, []),
            "D" => new ImportedFurther(question.TextPlace, question.Code, text, QuestionKind.Date, []),
            "S" => new ImportedFurther(question.TextPlace, question.Code, text, QuestionKind.ShortText, []),
            _ => null,
        };
        if (imported is null) _problems.Warning(question.Place, "import-type-unsupported", FileNode.Shorten(question.Type));
        return imported;
    }

    private static ImportedTable? Table(QuestionRows question, params ReadOnlySpan<ImportedScale?> scales)
    {
        var rows = ImmutableArray.CreateBuilder<ImportedRow>();
        foreach (var row in question.Subquestions.Where(row => row.Scale == "0")) rows.Add(new(row.Place, row.Code, Localized(row.Text)));
        var known = ImmutableArray.CreateBuilder<ImportedScale>();
        foreach (var scale in scales)
            if (scale is not null) known.Add(scale);
        return rows.Count > 0 && known.Count == scales.Length ? new(question.TextPlace, question.Code, Localized(question.Text), rows.ToImmutable(), known.ToImmutable()) : null;
    }

    private static List<ImportedPoint> Points(QuestionRows question, string scale) =>
        [.. question.Answers.Where(answer => answer.Scale == scale).Select(answer => new ImportedPoint(answer.Code, Localized(answer.Text)))];

    private ImportedPoint Point(string value, string english, string persian) => new(value, new([new(_language, _language == "fa" ? persian : english)]));

    private static LocalizedText Localized(Dictionary<string, string> texts) => texts.Count == 0 ? NoText : new(texts);

    private sealed record GroupRows(string Number)
    {
        public Dictionary<string, string> Title { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Description { get; } = new(StringComparer.Ordinal);

        public List<QuestionRows> Questions { get; } = [];
    }

    private sealed record QuestionRows(string Place, string TextPlace, string Type, string Code, bool HasOther)
    {
        public Dictionary<string, string> Text { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> FirstScale { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> SecondScale { get; } = new(StringComparer.Ordinal);

        public List<PartRows> Subquestions { get; } = [];

        public List<PartRows> Answers { get; } = [];
    }

    private sealed record PartRows(string Place, string Scale, string Code)
    {
        public Dictionary<string, string> Text { get; } = new(StringComparer.Ordinal);
    }
}
