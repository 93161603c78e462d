using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>
/// The JSON of SurveyJS: matrices and ratings, choices, ranking, numbers, days and texts. Texts are strings, or objects from language to string, in which
/// <c>default</c> is the language of the survey.
/// </summary>
internal sealed class SurveyJsReader
{
    // Properties that decide who is asked, or what an answer does.
    private static readonly string[] Conditions = ["visibleIf", "enableIf", "requiredIf", "choicesVisibleIf", "rowsVisibleIf", "columnsVisibleIf", "setValueIf", "resetValueIf"];

    private static readonly string[] ValueNames = ["value", "name"];

    private static readonly string[] Hosts = ["elements", "questions", "templateElements"];

    private readonly QuestionnaireProblems _problems;
    private readonly string _language;
    private readonly SortedSet<string> _languages = new(StringComparer.Ordinal);
    private readonly List<ImportedGroup> _groups = [];

    private SurveyJsReader(JsonElement survey, QuestionnaireProblems problems)
    {
        _problems = problems;
        var locale = survey.TryGetProperty("locale", out var own) && own.ValueKind == JsonValueKind.String ? own.GetString()! : "";
        _language = QuestionnaireLimits.IsLanguageTag(locale) ? locale : LanguageOf(survey);
    }

    /// <summary>Whether a JSON document looks like a survey of SurveyJS: pages or elements, and no batteries.</summary>
    public static bool Fits(JsonElement root) => root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("batteries", out _)
        && (IsArray(root, "pages") || Hosts.Any(host => IsArray(root, host)));

    /// <summary>Reads a document.</summary>
    public static QuestionnaireReading Read(JsonElement root, string id)
    {
        var problems = new QuestionnaireProblems();
        var survey = new SurveyJsReader(root, problems).Survey(root, id);
        return ImportedMapping.Read(survey, id, problems);
    }

    private ImportedSurvey Survey(JsonElement root, string id)
    {
        if (IsArray(root, "pages"))
        {
            foreach (var (index, page) in root.GetProperty("pages").EnumerateArray().Index())
                if (page.ValueKind == JsonValueKind.Object) Group(page, JsonPath.Entry("$.pages", index), NoText, NoText);
        }
        Group(root, "$", NoText, NoText);
        if (root.TryGetProperty("triggers", out var triggers) && triggers is { ValueKind: JsonValueKind.Array } && triggers.GetArrayLength() > 0)
            _problems.Warning("$.triggers", "import-condition-dropped", "triggers");
        if (root.TryGetProperty("calculatedValues", out var values) && values is { ValueKind: JsonValueKind.Array } && values.GetArrayLength() > 0)
            _problems.Warning("$.calculatedValues", "import-condition-dropped", "calculatedValues");

        var title = Text(root, "title", "$");
        IEnumerable<string> languages = _languages.Count == 0 ? [_language] : _languages.OrderBy(language => language == _language ? 0 : 1);
        var complete = new LocalizedText(languages.Select(language => KeyValuePair.Create(language, title.Languages.Any() ? title.In(language) : id)));
        return new(complete, [.. _groups]);
    }

    private static LocalizedText NoText { get; } = new([]);

    /// <summary>A page or panel with its questions; panels within it are groups of their own.</summary>
    private void Group(JsonElement host, string path, LocalizedText title, LocalizedText description)
    {
        var own = path == "$" ? NoText : Text(host, "title", path);
        if (path != "$" && own.Languages.Any()) (title, description) = (own, Text(host, "description", path));
        if (path != "$") Condition(host, path);
        var questions = ImmutableArray.CreateBuilder<ImportedQuestion>();
        var inner = new List<(JsonElement Panel, string Path)>();
        foreach (var list in Hosts.Where(list => IsArray(host, list)))
        {
            var index = 0;
            foreach (var element in host.GetProperty(list).EnumerateArray())
            {
                var place = JsonPath.Entry(JsonPath.Property(path, list), index++);
                if (element.ValueKind != JsonValueKind.Object) continue;
                if (TypeOf(element) == "panel") inner.Add((element, place));
                else if (Question(element, place) is { } question) questions.Add(question);
            }
        }
        if (questions.Count > 0) _groups.Add(new(NameOf(host), title, description, questions.ToImmutable()));
        foreach (var (panel, place) in inner) Group(panel, place, title, description);
    }

    private ImportedQuestion? Question(JsonElement element, string path)
    {
        var (type, name) = (TypeOf(element), NameOf(element));
        if (type is "html" or "image") return null;
        Condition(element, path);
        var question = Read();
        if (question is null) _problems.Warning(path, "import-type-unsupported", FileNode.Shorten(element.TryGetProperty("inputType", out var input) ? $"{type} ({input})" : type));
        return question;

        ImportedQuestion? Read() => type switch
        {
            "matrix" => Matrix(element, path, name),
            "matrixdropdown" => MatrixOfColumns(element, path, name),
            "rating" => Rating(element) is { } scale ? new ImportedRating(path, name, Title(element, path), scale) : null,
            "radiogroup" or "dropdown" or "buttongroup" => Choice(element, path, name),
            "boolean" => new ImportedChoice(path, name, Title(element, path), [Boolean(element, path, "true", "labelTrue", "Yes", "بله"), Boolean(element, path, "false", "labelFalse", "No", "خیر")]),
            "comment" => new ImportedComment(path, name, Title(element, path)),
            "checkbox" or "tagbox" => Several(element, path, name, QuestionKind.Multiple),
            "ranking" => Several(element, path, name, QuestionKind.Ranking),
            "text" => Written(element, path, name),
            _ => null,
        };
    }

    private ImportedTable? Matrix(JsonElement element, string path, string name)
    {
        var rows = Rows(element, path);
        return rows.Length > 0 && ImportedScales.Of(Points(element, "columns", path)) is { } scale ? new(path, name, Title(element, path), rows, [scale]) : null;
    }

    // Columns of which each is a choice of one among the same points: a rating per column.
    private ImportedTable? MatrixOfColumns(JsonElement element, string path, string name)
    {
        if (!IsArray(element, "columns")) return null;
        var rows = Rows(element, path);
        var scales = new List<ImportedScale>();
        var index = 0;
        foreach (var column in element.GetProperty("columns").EnumerateArray())
        {
            var place = JsonPath.Entry(JsonPath.Property(path, "columns"), index++);
            var cell = column.ValueKind == JsonValueKind.Object && column.TryGetProperty("cellType", out var own) ? own.GetString() : element.TryGetProperty("cellType", out var all) ? all.GetString() : "dropdown";
            var points = column.ValueKind == JsonValueKind.Object && IsArray(column, "choices") ? Points(column, "choices", place) : Points(element, "choices", path);
            var scale = cell switch
            {
                "rating" => Rating(column),
                "radiogroup" or "dropdown" or "default" => ImportedScales.Of(points),
                _ => null,
            };
            if (scale is null)
            {
                _problems.Warning(place, "import-type-unsupported", FileNode.Shorten(cell ?? ""));
                continue;
            }
            var title = column.ValueKind == JsonValueKind.Object ? Text(column, "title", place) : NoText;
            scales.Add(scale with { Title = title.Languages.Any() || column.ValueKind != JsonValueKind.Object ? title : new([new(_language, NameOf(column))]) });
        }
        return rows.Length > 0 && scales.Count > 0 ? new(path, name, Title(element, path), rows, [.. scales]) : null;
    }

    private ImmutableArray<ImportedRow> Rows(JsonElement element, string path)
    {
        if (!IsArray(element, "rows")) return [];
        var rows = JsonPath.Property(path, "rows");
        return [.. element.GetProperty("rows").EnumerateArray().Select((row, index) => new ImportedRow(JsonPath.Entry(rows, index), ValueOf(row), PointText(row, JsonPath.Entry(rows, index))))];
    }

    private ImportedScale? Rating(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        if (IsArray(element, "rateValues")) return ImportedScales.Of(Points(element, "rateValues", ""));
        var (from, step) = (Number(element, "rateMin", 1), Number(element, "rateStep", 1));
        var to = Number(element, "rateMax", from + Number(element, "rateCount", 5) - 1);
        return step == 1 ? ImportedScales.Of(from, to, Text(element, "minRateDescription", ""), Text(element, "maxRateDescription", "")) : null;
    }

    private ImportedChoice Choice(JsonElement element, string path, string name)
    {
        foreach (var further in new[] { "hasOther", "showOtherItem" })
            if (element.TryGetProperty(further, out var other) && other.ValueKind == JsonValueKind.True) _problems.Warning(path, "import-other-dropped");
        if (element.TryGetProperty("choicesByUrl", out _)) _problems.Warning(path, "import-condition-dropped", "choicesByUrl");
        return new(path, name, Title(element, path), [.. Points(element, "choices", path)]);
    }

    private ImportedFurther? Several(JsonElement element, string path, string name, QuestionKind kind)
    {
        var choice = Choice(element, path, name);
        return choice.Options.Length < 2 ? null : new(path, name, choice.Text, kind, choice.Options);
    }

    private ImportedFurther? Written(JsonElement element, string path, string name)
    {
        var kind = element.TryGetProperty("inputType", out var own) ? own.GetString() : "text";
        return kind switch
        {
            "number" or "range" => new(path, name, Title(element, path), QuestionKind.Number, []) { Least = Bound(element, "min"), Most = Bound(element, "max") },
            "date" => new(path, name, Title(element, path), QuestionKind.Date, []),
            "text" or "email" or "tel" or "url" => new(path, name, Title(element, path), QuestionKind.ShortText, []),
            _ => null,
        };
    }

    private static decimal? Bound(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var bound) ? bound : null;

    private ImportedPoint Boolean(JsonElement element, string path, string value, string label, string english, string persian)
    {
        var text = Text(element, label, path);
        return new(value, text.Languages.Any() ? text : new([new(_language, _language == "fa" ? persian : english)]));
    }

    private List<ImportedPoint> Points(JsonElement element, string list, string path) => IsArray(element, list)
        ? [.. element.GetProperty(list).EnumerateArray().Select((point, index) => new ImportedPoint(ValueOf(point), PointText(point, JsonPath.Entry(JsonPath.Property(path, list), index))))]
        : [];

    /// <summary>An entry is a value, or an object with value and text; without a text the value is what people see.</summary>
    private LocalizedText PointText(JsonElement point, string path)
    {
        var text = point.ValueKind == JsonValueKind.Object ? Text(point, "text", path) : NoText;
        return text.Languages.Any() ? text : Spoken([new(_language, PlainText.Of(ValueOf(point)))]);
    }

    private static string ValueOf(JsonElement point) => point.ValueKind switch
    {
        JsonValueKind.Object => ValueNames.Where(name => point.TryGetProperty(name, out _)).Select(name => ValueOf(point.GetProperty(name))).FirstOrDefault() ?? "",
        JsonValueKind.String => point.GetString()!.Trim(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => point.GetRawText(),
        _ => "",
    };

    private LocalizedText Title(JsonElement element, string path) => Text(element, "title", path);

    private LocalizedText Text(JsonElement host, string property, string path)
    {
        if (!host.TryGetProperty(property, out var text)) return NoText;
        IEnumerable<KeyValuePair<string, string>> texts = text.ValueKind switch
        {
            JsonValueKind.String => [new(_language, text.GetString()!)],
            JsonValueKind.Object => text.EnumerateObject().Where(own => own.Value.ValueKind == JsonValueKind.String)
                .Select(own => KeyValuePair.Create(own.Name == "default" ? _language : own.Name, own.Value.GetString()!))
                .Where(own => QuestionnaireLimits.IsLanguageTag(own.Key)).DistinctBy(own => own.Key),
            _ => [],
        };
        var spoken = Spoken(texts.Select(own => KeyValuePair.Create(own.Key, PlainText.Of(own.Value))));
        if (path.Length > 0 && spoken.Texts.Select(own => Piped(own.Value)).FirstOrDefault(piped => piped is not null) is { } expression)
            _problems.Warning(JsonPath.Property(path, property), "import-expression", expression);
        return spoken;
    }

    private LocalizedText Spoken(IEnumerable<KeyValuePair<string, string>> texts)
    {
        var spoken = new LocalizedText(texts.Where(text => text.Value.Length > 0 && text.Value.Length <= QuestionnaireLimits.TextLength));
        _languages.UnionWith(spoken.Languages);
        return spoken;
    }

    private void Condition(JsonElement element, string path)
    {
        foreach (var condition in Conditions)
            if (element.TryGetProperty(condition, out var expression) && expression.ValueKind == JsonValueKind.String && expression.GetString() is { Length: > 0 } text)
                _problems.Warning(JsonPath.Property(path, condition), "import-condition-dropped", FileNode.Shorten(text));
    }

    // {name}: what another question was answered.
    private static string? Piped(string text)
    {
        var open = text.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf('}', open);
        return close > open + 1 ? FileNode.Shorten(text[open..(close + 1)]) : null;
    }

    // Without a locale the language is that of the letters.
    private static string LanguageOf(JsonElement survey) => survey.GetRawText().AsSpan().IndexOfAnyInRange('\u0600', '\u06FF') >= 0
        && survey.GetRawText().Count(letter => letter is >= '\u0600' and <= '\u06FF') > survey.GetRawText().Length / 20 ? "fa" : "en";

    private static string TypeOf(JsonElement element) => element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "text";

    private static string NameOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()!.Trim() : "";

    private static int Number(JsonElement element, string property, int otherwise) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : value.ValueKind == JsonValueKind.String && int.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) ? number : otherwise;

    private static bool IsArray(JsonElement element, string property) => element.TryGetProperty(property, out var list) && list.ValueKind == JsonValueKind.Array;
}
