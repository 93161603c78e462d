using System.Collections.Immutable;
using System.Globalization;
using static Survey.Scoring.Instrument.Exchange.XlsFormNames;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>Reads the sheets that <see cref="XlsFormWriter"/> writes, also after people have edited them: every problem names its cell.</summary>
internal sealed partial class XlsFormReader
{
    private readonly QuestionnaireProblems _problems = new();
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private readonly SheetTable _survey;
    private readonly SheetTable _choices;
    private readonly SheetTable _settings;
    private readonly Dictionary<string, List<SheetRow>> _lists;

    private XlsFormReader(ImmutableArray<Sheet> sheets)
    {
        (_survey, _choices, _settings) = (Table(sheets, SurveySheet), Table(sheets, ChoicesSheet), Table(sheets, SettingsSheet));
        _lists = _choices.Rows.GroupBy(row => row[Columns.ListName], StringComparer.Ordinal).ToDictionary(list => list.Key, list => list.ToList(), StringComparer.Ordinal);
    }

    /// <summary>Whether the rows of the sheet survey have roles: then it holds a questionnaire of this program.</summary>
    public static bool Fits(ImmutableArray<Sheet> sheets) =>
        sheets.FirstOrDefault(sheet => sheet.Name == SurveySheet) is { Rows: [var header, ..] } && header.Any(name => string.Equals(name.Trim(), Columns.Role, StringComparison.OrdinalIgnoreCase));

    public static QuestionnaireReading Read(ImmutableArray<Sheet> sheets) => new XlsFormReader(sheets).Read();

    private SheetTable Table(ImmutableArray<Sheet> sheets, string name)
    {
        var sheet = sheets.FirstOrDefault(candidate => candidate.Name == name);
        if (sheet is null) _problems.Error(name, "sheet-missing", name);
        return new(name, sheet?.Rows ?? [], _problems);
    }

    private QuestionnaireReading Read()
    {
        foreach (var column in new[] { Columns.Type, Columns.Role, Columns.Id, Columns.Battery }) Require(_survey, SurveySheet, column);
        foreach (var column in new[] { Columns.ListName, Columns.Name }) Require(_choices, ChoicesSheet, column);
        foreach (var column in new[] { Columns.FormId, Columns.Version, Columns.Models }) Require(_settings, SettingsSheet, column);
        if (_problems.HasErrors) return new(null, _problems.ToImmutable(null));

        var rows = _survey.Rows.ToList();
        CheckRoles(rows);
        var settings = _settings.Rows.FirstOrDefault();
        if (settings.Table is null) _problems.Error(Sheet.Cell(SettingsSheet, 1, 0), "sheet-row-missing");
        if (_problems.HasErrors) return new(null, _problems.ToImmutable(null));

        _places["$.id"] = settings.Place(Columns.FormId);
        _places["$.version"] = settings.Place(Columns.Version);
        _places["$.title"] = settings.Place(_settings.Headers.FirstOrDefault(header => header.StartsWith(Columns.FormTitle, StringComparison.OrdinalIgnoreCase)) ?? Columns.FormId);
        _places["$.models"] = settings.Place(Columns.Models);
        var (scale, allows, notApplicable) = Scale(rows);
        var questionnaire = new Questionnaire
        {
            Id = settings[Columns.FormId],
            Version = Whole(settings, Columns.Version) ?? 0,
            Title = Title(settings),
            Field = Optional(settings, Columns.Field),
            Source = settings.Text(Columns.Source),
            Batteries = [.. Of(rows, Roles.Battery).Select((row, b) => Place($"$.batteries[{b}]", row, new Battery(row[Columns.Id], row[Columns.Prefix], Text(row, Columns.Label), Optional(row, Columns.Hint)) { Share = OptionalWhole(row, Columns.Share) }))],
            Scale = scale,
            AllowsNotApplicable = allows,
            NotApplicableText = notApplicable,
            Dimensions = Dimensions(rows),
            Importance = Of(rows, Roles.Importance).Select(row => Place("$.importance", row, new Importance(row[Columns.Prefix], Whole(row, Columns.Total) ?? 0, Text(row, Columns.Label)))).FirstOrDefault(),
            Outcomes = [.. Of(rows, Roles.Outcome).Select((row, o) => Place($"$.outcomes[{o}]", row, new Outcome(row[Columns.Id], Text(row, Columns.Label), Points($"$.outcomes[{o}].scale", row).Scale, KindOf(row))))],
            Attributes = [.. Of(rows, Roles.Attribute).Select((row, a) => Place($"$.attributes[{a}]", row, new RespondentAttribute(row[Columns.Id], Text(row, Columns.Label), Options(row, $"$.attributes[{a}]"))))],
            Questions = [.. Of(rows, Roles.Question).Select(Further)],
            Comment = Of(rows, Roles.Comment).Select(row => Place("$.comment", row, Text(row, Columns.Label))).FirstOrDefault(),
            Models = [.. settings[Columns.Models].Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries)],
        };
        if (_problems.HasErrors) return new(null, _problems.ToImmutable(null));
        var reading = QuestionnaireFile.Check(questionnaire);
        foreach (var problem in reading.Problems) _problems.Add(problem with { Path = PlaceOf(problem.Path) });
        return new(reading.Questionnaire, _problems.ToImmutable(null));
    }

    private void Require(SheetTable table, string sheet, string column)
    {
        if (table.Headers.Length > 0 && !table.Has(column)) _problems.Error(Sheet.Cell(sheet, 0, 0), "sheet-column-missing", column);
        else if (table.Headers.Length == 0 && !_problems.HasErrors) _problems.Error(Sheet.Cell(sheet, 0, 0), "sheet-empty", sheet);
    }

    private void CheckRoles(List<SheetRow> rows)
    {
        foreach (var row in rows)
        {
            var isEnd = row[Columns.Type].Replace(' ', '_') is "end_group";
            if (row[Columns.Role].Length == 0 && !isEnd) _problems.Warning(row.Place(Columns.Role), "sheet-row-without-role", FileNode.Shorten(row[Columns.Name].Length > 0 ? row[Columns.Name] : row[Columns.Type]));
            else if (row[Columns.Role].Length > 0 && !Roles.All.Contains(row[Columns.Role])) _problems.Error(row.Place(Columns.Role), "sheet-role-unknown", FileNode.Shorten(row[Columns.Role]), string.Join(", ", Roles.All));
        }
    }

    private static IEnumerable<SheetRow> Of(IEnumerable<SheetRow> rows, string role) => rows.Where(row => row[Columns.Role] == role);

    private ImmutableArray<Dimension> Dimensions(List<SheetRow> rows)
    {
        var batteries = Of(rows, Roles.Battery).Select(row => row[Columns.Id]).ToList();
        var dimensions = ImmutableArray.CreateBuilder<Dimension>();
        var starts = rows.Index().Where(entry => entry.Item[Columns.Role] == Roles.Dimension).Select(entry => entry.Index).ToList();
        foreach (var row in Of(rows.Take(starts.Count > 0 ? starts[0] : rows.Count), Roles.Item)) _problems.Error(row.Place(Columns.Role), "sheet-item-outside", row[Columns.Id]);
        foreach (var (d, start) in starts.Index())
        {
            var inside = rows.Skip(start + 1).TakeWhile(row => row[Columns.Role] != Roles.Dimension).ToList();
            var path = $"$.dimensions[{d}]";
            var items = Items(Of(inside, Roles.Item).ToList(), batteries, path);
            dimensions.Add(Place(path, rows[start], new Dimension(rows[start][Columns.Id], Text(rows[start], Columns.Label), Optional(rows[start], Columns.Hint), items)
            {
                When = When(rows[start]),
                HasRandomOrder = Truth(rows[start], Columns.RandomOrder),
                Draw = OptionalWhole(rows[start], Columns.Draw),
                Subdimensions = [.. Of(inside, Roles.Subdimension).Select((row, s) => Place($"{path}.subdimensions[{s}]", row, new Subdimension(row[Columns.Id], Text(row, Columns.Label))))],
            }));
        }
        return dimensions.ToImmutable();
    }

    /// <summary>Rows of one id are one item; what concerns the item as a whole may stand in any of them, but not differ.</summary>
    private ImmutableArray<Item> Items(List<SheetRow> rows, List<string> batteries, string dimension)
    {
        var items = ImmutableArray.CreateBuilder<Item>();
        foreach (var own in rows.GroupBy(row => row[Columns.Id], StringComparer.Ordinal))
        {
            var first = own.First();
            var path = $"{dimension}.items[{items.Count}]";
            _places[path] = first.Place(Columns.Id);
            var texts = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
            foreach (var row in own)
            {
                if (!batteries.Contains(row[Columns.Battery])) _problems.Error(row.Place(Columns.Battery), "battery-unknown", FileNode.Shorten(row[Columns.Battery]));
                else if (!texts.TryAdd(row[Columns.Battery], Text(row, Columns.Label))) _problems.Error(row.Place(Columns.Battery), "sheet-item-repeated", own.Key, row[Columns.Battery]);
                foreach (var column in new[] { Columns.Subdimension, Columns.Wording, Columns.Reversed, Columns.Meaning, Columns.Mirrors, Columns.CommonItem })
                    if (row[column] != first[column]) _problems.Error(row.Place(column), "sheet-item-differs", own.Key, column);
                _places[$"{path}.text.{row[Columns.Battery]}"] = row.Place(_survey.Headers.FirstOrDefault(header => header.StartsWith(Columns.Label, StringComparison.OrdinalIgnoreCase)) ?? Columns.Id);
            }
            foreach (var battery in batteries.Where(battery => !texts.ContainsKey(battery))) _problems.Error(first.Place(Columns.Id), "sheet-item-incomplete", own.Key, battery);
            var isCommon = first[Columns.Wording] == Common;
            if (isCommon && texts.Values.Distinct().Count() > 1) _problems.Error(own.Last().Place(Columns.Wording), "sheet-wording-differs", own.Key);
            items.Add(new Item(
                own.Key,
                isCommon && texts.Count > 0 ? ImmutableDictionary<string, LocalizedText>.Empty.Add("", texts.Values.First()) : texts.ToImmutableDictionary(),
                Truth(first, Columns.Reversed))
            {
                Meaning = OptionalWhole(first, Columns.Meaning),
                IsCommon = Truth(first, Columns.CommonItem),
                Subdimension = first[Columns.Subdimension].Length == 0 ? null : first[Columns.Subdimension],
                Mirrors = Mirrored(first),
            });
        }
        return items.ToImmutable();
    }

    private MirroredItem? Mirrored(SheetRow row)
    {
        if (row[Columns.Mirrors].Length == 0) return null;
        if (row[Columns.Mirrors].Split(':') is [var questionnaire, var item]) return new(questionnaire, item);
        _problems.Error(row.Place(Columns.Mirrors), "sheet-mirrors-malformed", FileNode.Shorten(row[Columns.Mirrors]));
        return null;
    }

    private (RatingScale Scale, bool Allows, LocalizedText? NotApplicable) Scale(List<SheetRow> rows)
    {
        var first = Of(rows, Roles.Item).FirstOrDefault();
        if (first.Table is null)
        {
            _problems.Error(Sheet.Cell(SurveySheet, 0, 0), "sheet-items-missing");
            return (new(0, 0, ImmutableSortedDictionary<int, LocalizedText>.Empty), false, null);
        }
        foreach (var row in Of(rows, Roles.Item))
            if (ListOf(row) != ListOf(first)) _problems.Error(row.Place(Columns.Type), "sheet-scale-differs", ListOf(first));
        var (scale, notApplicable) = Points("$.scale", first);
        return (scale, notApplicable.Table is not null, notApplicable.Table is null || IsUnlabelled(notApplicable) ? null : Text(notApplicable, Columns.Label));
    }

    private static string ListOf(SheetRow row) =>
        row[Columns.Type].Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["select_one" or "select_multiple" or "rank", .., var list] ? list : "";

    /// <summary>The points of a question's list, and what is chosen where it does not apply.</summary>
    private (RatingScale Scale, SheetRow NotApplicable) Points(string path, SheetRow question)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<int, LocalizedText>();
        var points = new SortedSet<int>();
        SheetRow notApplicable = default;
        foreach (var row in List(question))
        {
            if (row[Columns.Name] == NotApplicable)
            {
                notApplicable = row;
                continue;
            }
            if (Whole(row, Columns.Name) is not { } point) continue;
            _places[$"{path}.labels['{FileNode.Number(point)}']"] = row.Place(Columns.Name);
            if (!points.Add(point)) _problems.Error(row.Place(Columns.Name), "id-repeated", FileNode.Number(point), FileNode.Shorten(row[Columns.ListName]));
            if (!IsUnlabelled(row)) labels[point] = Text(row, Columns.Label);
        }
        _places[path] = question.Place(Columns.Type);
        if (points.Count > 1 && points.Max - points.Min + 1 != points.Count) _problems.Error(question.Place(Columns.Type), "sheet-points-missing", ListOf(question));
        return (points.Count == 0 ? new(0, 0, labels.ToImmutable()) : new(points.Min, points.Max, labels.ToImmutable()), notApplicable);
    }

    // Marked, and showing no more than the writer put there: somebody may have typed a label since.
    private bool IsUnlabelled(SheetRow row) =>
        Truth(row, Columns.Unlabelled) && Text(row, Columns.Label).Texts.All(text => text.Value == row[Columns.Name] || text.Value == NoLabel);

    private ImmutableArray<AttributeOption> Options(SheetRow question, string path) => ListOf(question).Length == 0 ? [] :
        [.. List(question).Select((row, i) => Place($"{path}.options[{i}]", row, new AttributeOption(row.Text(Columns.Name), Text(row, Columns.Label)), Columns.Name))];

    private List<SheetRow> List(SheetRow question)
    {
        if (_lists.TryGetValue(ListOf(question), out var list)) return list;
        _problems.Error(question.Place(Columns.Type), "sheet-list-missing", FileNode.Shorten(question[Columns.Type]));
        return [];
    }

    private OutcomeKind? KindOf(SheetRow row)
    {
        if (row[Columns.Kind].Length == 0) return null;
        if (QuestionnaireWriter.KindCodes.ContainsValue(row[Columns.Kind])) return QuestionnaireWriter.KindCodes.First(kind => kind.Value == row[Columns.Kind]).Key;
        _problems.Error(row.Place(Columns.Kind), "outcome-kind-unknown", FileNode.Shorten(row[Columns.Kind]));
        return null;
    }

    /// <summary>The title in its languages; in the default language alone where only <c>form_title</c> is filled.</summary>
    private static LocalizedText Title(SheetRow settings)
    {
        var title = Text(settings, Columns.FormTitle);
        return title.Languages.Any() ? title : new([new(LanguageOf(settings[Columns.DefaultLanguage]) ?? "en", settings.Text(Columns.FormTitle))]);
    }

    private static LocalizedText? Optional(SheetRow row, string column) => Text(row, column) is var text && text.Languages.Any() ? text : null;

    /// <summary>The text in every language that has a column; the order of the columns is that of the languages.</summary>
    private static LocalizedText Text(SheetRow row, string column) => new(
        row.Table.Headers.Where(header => header.StartsWith(column + "::", StringComparison.OrdinalIgnoreCase))
            .Select(header => (Language: LanguageOf(header[(column.Length + 2)..]), Text: row.Text(header)))
            .Where(own => own.Language is not null && !string.IsNullOrWhiteSpace(own.Text)).DistinctBy(own => own.Language)
            .Select(own => KeyValuePair.Create(own.Language!, own.Text)));

    private int? Whole(SheetRow row, string column)
    {
        if (int.TryParse(row[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        _problems.Error(row.Place(column), "integer-expected", FileNode.Shorten(row[column].Length == 0 ? "–" : row[column]));
        return null;
    }

    private int? OptionalWhole(SheetRow row, string column) => row[column].Length == 0 ? null : Whole(row, column);

    private bool Truth(SheetRow row, string column)
    {
        var value = row[column].ToLowerInvariant();
        if (value is "yes" or "true" or "1") return true;
        if (value is not ("" or "no" or "false" or "0")) _problems.Error(row.Place(column), "sheet-truth-expected", FileNode.Shorten(row[column]));
        return false;
    }

    private T Place<T>(string path, SheetRow row, T read, string column = Columns.Id)
    {
        _places[path] = row.Place(column);
        return read;
    }

    private string PlaceOf(string path)
    {
        while (path.Length > 1)
        {
            if (_places.TryGetValue(path, out var place)) return place;
            path = path[..Math.Max(1, path.LastIndexOfAny(['.', '[']))];
        }
        return SurveySheet;
    }
}
