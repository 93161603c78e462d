using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>
/// A questionnaire from a survey of another program: tables become dimensions and their rows items, tables that rate the same rows for
/// different things become the batteries, single ratings become outcomes, choices of one attributes, the first longer text the comment, all else further questions. What does not fit is a warning at its place.
/// </summary>
internal sealed partial class ImportedMapping
{
    private static readonly LocalizedText NoText = new([]);

    // What a table is taken for that does not say what it is rated for.
    private static readonly string[] UsualOrder = ["perception", "expectation", "minimum", "desired", "ideal"];

    private readonly ImportedSurvey _survey;
    private readonly QuestionnaireProblems _problems;
    private readonly ImmutableArray<string> _languages;
    private readonly ImportedNames _names = new();
    private readonly ImportedNames _columns = new();
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    private ImportedMapping(ImportedSurvey survey, QuestionnaireProblems problems)
    {
        (_survey, _problems) = (RatedTables.WithRatings(survey), problems);
        _languages = [.. survey.Title.Languages];
    }

    /// <summary>Maps a survey; the problems hold what its reader left out already.</summary>
    public static QuestionnaireReading Read(ImportedSurvey survey, string id, QuestionnaireProblems problems) => new ImportedMapping(survey, problems).Read(id);

    private QuestionnaireReading Read(string id)
    {
        var sets = Sets(OnOneScale(RatedTables.Of(_survey)));
        if (sets.Count == 0)
        {
            _problems.Error("", "import-no-ratings");
            return new(null, _problems.ToImmutable(null));
        }

        var batteries = ImportedBatteries.Order.Where(sets[0].ContainsKey).ToImmutableArray();
        var models = MeasurementModels.PossibleFor(batteries);
        if (models.Length == 0)
        {
            _problems.Error(sets[0][batteries[^1]].Place, "import-no-model", string.Join(", ", batteries));
            return new(null, _problems.ToImmutable(null));
        }

        var scale = sets[0][batteries[^1]].Scale;
        var instructions = batteries.ToDictionary(battery => battery, battery => Instruction([.. sets.Select(set => set[battery])]));
        var dimensions = Dimensions(sets, batteries, instructions);
        foreach (var battery in batteries)
            foreach (var item in dimensions.SelectMany(dimension => dimension.Items)) _columns.Take(ImportedBatteries.New(battery, _languages, null).Prefix + item.Id);
        if (!scale.IsNumbered) _problems.Warning(sets[0][batteries[^1]].Place, "import-scale-order", FileNode.Number(scale.Scale.Points));
        if (dimensions.Length == 1) _problems.Warning(sets[0][batteries[^1]].Place, "import-one-dimension");
        _places["$.scale"] = sets[0][batteries[^1]].Place;

        var used = sets.SelectMany(set => set.Values).SelectMany(table => table.Rows.Select(row => row.Place)).ToHashSet(StringComparer.Ordinal);
        var questionnaire = new Questionnaire
        {
            Id = ImportedNames.OfQuestionnaire(id),
            Version = 1,
            Title = _survey.Title,
            Batteries = [.. batteries.Select(battery => ImportedBatteries.New(battery, _languages, instructions[battery]))],
            Scale = scale.Scale,
            AllowsNotApplicable = scale.NotApplicable is not null,
            NotApplicableText = scale.NotApplicable,
            Dimensions = dimensions,
            Outcomes = Outcomes(used),
            Attributes = Attributes(),
            Comment = Comment(),
            Models = models,
        };
        questionnaire = questionnaire with { Questions = Questions(dimensions, sets.ConvertAll(set => set[batteries[^1]].Place)) };
        var reading = QuestionnaireFile.Check(questionnaire);
        foreach (var problem in reading.Problems) _problems.Add(problem with { Path = PlaceOf(problem.Path) });
        return new(reading.Questionnaire, _problems.ToImmutable(null));
    }

    /// <summary>The tables on the scale that most rows have; a questionnaire has one.</summary>
    private List<RatedTable> OnOneScale(ImmutableArray<RatedTable> tables)
    {
        if (tables.Length == 0) return [];
        var common = tables.GroupBy(table => (table.Scale.Scale.From, table.Scale.Scale.To)).MaxBy(group => group.Sum(table => table.Rows.Length))!.Key;
        var kept = new List<RatedTable>();
        foreach (var table in tables)
        {
            var scale = table.Scale.Scale;
            if ((scale.From, scale.To) == common) kept.Add(table);
            else _problems.Warning(table.Place, "import-scale-other", FileNode.Number(scale.From), FileNode.Number(scale.To), FileNode.Number(common.From), FileNode.Number(common.To));
        }
        return kept;
    }

    /// <summary>Tables that rate the same rows, by battery; every set has the same batteries.</summary>
    private List<Dictionary<string, RatedTable>> Sets(List<RatedTable> tables)
    {
        var groups = new List<List<RatedTable>>();
        foreach (var table in tables)
        {
            var partner = groups.FirstOrDefault(group => group.All(other => table.RatesTheSame(other)));
            if (partner is null) groups.Add([table]);
            else partner.Add(table);
        }

        var sets = groups.Select(Named).ToList();
        if (sets.Count == 0) return [];
        var batteries = sets.GroupBy(set => string.Join(' ', set.Keys.Order(StringComparer.Ordinal))).MaxBy(group => group.Sum(set => set.Values.First().Rows.Length * set.Count))!.Key;
        var kept = new List<Dictionary<string, RatedTable>>();
        foreach (var set in sets)
        {
            if (string.Join(' ', set.Keys.Order(StringComparer.Ordinal)) == batteries) kept.Add(set);
            else foreach (var table in set.Values) _problems.Warning(table.Place, "import-pair-missing", batteries);
        }
        return kept;
    }

    /// <summary>Each table with its battery: what its words say, otherwise perception, and expectation for the first of two.</summary>
    private Dictionary<string, RatedTable> Named(List<RatedTable> tables)
    {
        var named = new Dictionary<string, RatedTable>(StringComparer.Ordinal);
        foreach (var table in tables.Where(table => table.Battery is not null)) named.TryAdd(table.Battery!, table);
        var free = new Queue<string>(UsualOrder.Where(id => !named.ContainsKey(id)));
        foreach (var table in Enumerable.Reverse(tables).Where(table => table.Battery is null || named[table.Battery] != table))
        {
            if (!free.TryDequeue(out var battery)) break;
            named[battery] = table;
            if (tables.Count > 1) _problems.Warning(table.Place, "import-battery-guessed", battery);
        }
        return named;
    }

    /// <summary>A text that stands at all tables of a battery says how to answer; one of several that differ says what is asked.</summary>
    private static LocalizedText? Instruction(ImmutableArray<RatedTable> tables) =>
        tables.Length > 1 && tables[0].Text.Languages.Any() && tables.All(table => table.Text.Equals(tables[0].Text)) ? tables[0].Text : null;

    private ImmutableArray<Dimension> Dimensions(
        List<Dictionary<string, RatedTable>> sets, ImmutableArray<string> batteries, Dictionary<string, LocalizedText?> instructions)
    {
        var last = batteries[^1];
        var rows = sets.SelectMany(set => set[last].Rows).ToList();
        var keepsNames = sets.All(set => batteries.All(battery => set[battery].Rows.Select(row => row.Name).SequenceEqual(set[last].Rows.Select(row => row.Name))))
            && rows.All(row => QuestionnaireLimits.IsId(row.Name)) && rows.Select(row => row.Name).Distinct(StringComparer.Ordinal).Count() == rows.Count;
        if (!keepsNames) _problems.Warning("", "import-items-numbered", FileNode.Number(rows.Count));
        var number = 0;
        var dimensions = ImmutableArray.CreateBuilder<Dimension>();
        foreach (var set in sets)
        {
            var (table, place) = (set[last], $"$.dimensions[{dimensions.Count}]");
            _places[place] = table.Place;
            var isAlone = sets.Count(other => other[last].Group == table.Group) == 1;
            var text = instructions[last] is null ? table.Text : NoText;
            var (title, description) = isAlone && table.Group.Title.Languages.Any()
                ? (table.Group.Title, text.Languages.Any() ? text : table.Group.Description)
                : (text.Languages.Any() ? text : table.Group.Title, NoText);
            if (!title.Languages.Any()) title = new(_languages.Select(language => KeyValuePair.Create(language, table.Name.Length > 0 ? table.Name : FileNode.Number(dimensions.Count + 1))));
            var items = ImmutableArray.CreateBuilder<Item>();
            for (var i = 0; i < table.Rows.Length; i++)
            {
                _places[$"{place}.items[{i}]"] = table.Rows[i].Place;
                items.Add(new Item(keepsNames ? table.Rows[i].Name : FileNode.Number(++number), Texts(batteries, set, i), IsReversed: false));
            }
            dimensions.Add(new(_names.New(table.Name.Length > 0 ? table.Name : table.Group.Name, "dimension"), title, description.Languages.Any() && !description.Equals(title) ? description : null, items.ToImmutable()));
        }
        return dimensions.ToImmutable();
    }

    private ImmutableDictionary<string, LocalizedText> Texts(ImmutableArray<string> batteries, Dictionary<string, RatedTable> set, int row)
    {
        var texts = batteries.Select(battery => KeyValuePair.Create(battery, Named(set[battery].Rows[row]))).ToArray();
        return texts.All(text => text.Value.Equals(texts[0].Value))
            ? ImmutableDictionary<string, LocalizedText>.Empty.Add("", texts[0].Value)
            : ImmutableDictionary<string, LocalizedText>.Empty.AddRange(texts);
    }

    private LocalizedText Named(ImportedRow row) => Named(row.Text, row.Name);

    /// <summary>A text, or the name where there is none.</summary>
    private LocalizedText Named(LocalizedText text, string name) => text.Languages.Any() ? text : new([new(_languages[0], name.Length > 0 ? name : "-")]);

    private ImmutableArray<Outcome> Outcomes(HashSet<string> used)
    {
        var outcomes = ImmutableArray.CreateBuilder<Outcome>();
        foreach (var rating in Questions<ImportedRating>().Where(rating => !used.Contains(rating.Place)))
        {
            if (IsBeyond(rating, outcomes.Count, QuestionnaireLimits.Outcomes)) break;
            _places[$"$.outcomes[{outcomes.Count}]"] = rating.Place;
            if (!rating.Scale.IsNumbered) _problems.Warning(rating.Place, "import-scale-order", FileNode.Number(rating.Scale.Scale.Points));
            outcomes.Add(new(_columns.New(rating.Name, "outcome"), Named(rating.Text, rating.Name), rating.Scale.Scale, KindOf(rating)));
        }
        return outcomes.ToImmutable();
    }

    private static OutcomeKind? KindOf(ImportedRating rating)
    {
        var words = string.Join(' ', rating.Text.Texts.Select(text => text.Value).Prepend(rating.Name));
        if (RatedTables.IsRecommendation(rating.Scale) && Recommendation().IsMatch(words)) return OutcomeKind.Nps;
        return rating.Scale.Scale.Points >= QuestionnaireLimits.SatisfactionPoints && Satisfaction().IsMatch(words) ? OutcomeKind.Csat : null;
    }

    private ImmutableArray<RespondentAttribute> Attributes()
    {
        var attributes = ImmutableArray.CreateBuilder<RespondentAttribute>();
        foreach (var choice in Questions<ImportedChoice>())
        {
            if (IsBeyond(choice, attributes.Count, QuestionnaireLimits.Attributes)) break;
            _places[$"$.attributes[{attributes.Count}]"] = choice.Place;
            var options = choice.Options.Where(option => option.Value.Length is > 0 and <= QuestionnaireLimits.OptionLength).DistinctBy(option => option.Value)
                .Select(option => new AttributeOption(option.Value, Named(option.Label, option.Value)));
            attributes.Add(new(_columns.New(choice.Name, "attribute"), Named(choice.Text, choice.Name), [.. options]));
        }
        return attributes.ToImmutable();
    }

    private LocalizedText? Comment()
    {
        if (Questions<ImportedComment>().FirstOrDefault() is not { } comment) return null;
        _places["$.comment"] = comment.Place;
        return Named(comment.Text, comment.Name);
    }

    private bool IsBeyond(ImportedQuestion question, int count, int most)
    {
        if (count < most) return false;
        _problems.Warning(question.Place, "import-too-many", FileNode.Number(most));
        return true;
    }

    private IEnumerable<T> Questions<T>() where T : ImportedQuestion => _survey.Groups.SelectMany(group => group.Questions).OfType<T>();

    private string PlaceOf(string path)
    {
        while (path.Length > 1)
        {
            if (_places.TryGetValue(path, out var place)) return place;
            path = path[..Math.Max(1, path.LastIndexOfAny(['.', '[']))];
        }
        return "";
    }

    [GeneratedRegex("recommend|nps|promoter|توصیه|پیشنهاد", RegexOptions.IgnoreCase)]
    private static partial Regex Recommendation();

    [GeneratedRegex("satisf|csat|رضایت|راضی", RegexOptions.IgnoreCase)]
    private static partial Regex Satisfaction();
}
