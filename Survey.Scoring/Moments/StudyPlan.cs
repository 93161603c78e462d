using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Survey.Scoring.Instrument;
using Survey.Scoring.Moments.Pairs;

namespace Survey.Scoring.Moments;

/// <summary>
/// Which variables a questionnaire has and which listwise sets of them the definitions ask for: the plan by which responses become
/// moments and moments become figures.
/// </summary>
/// <remarks>
/// Item columns hold 16-bit values (an answer or an item score above the lowest possible one). Score columns hold 64-bit values: half-rule
/// means over a common denominator where that fits, otherwise rounded to a multiple of 2⁻⁴⁰, as weighted scores and importance are.
/// </remarks>
internal sealed class StudyPlan
{
    // Squares of values of 49 bits can be summed over 2²⁸ respondents in 128 bits.
    private const int LargestBits = 49;

    // To be raised when the blocks change, so that stored moments of an earlier layout are recognised.
    private const int LayoutVersion = 1;

    private readonly ImmutableArray<(int Minuend, int Subtrahend)?> _differences;
    private readonly ImmutableArray<int?> _answers;
    private readonly List<ScoreColumn> _itemColumns = [];
    private readonly List<ScoreColumn> _scoreColumns = [];
    private readonly List<BlockPlan> _itemBlocks = [];
    private readonly List<BlockPlan> _scoreBlocks = [];
    private readonly Dictionary<int, ImmutableArray<int>> _totals = [];

    private static readonly ConditionalWeakTable<Questionnaire, StudyPlan> Plans = [];

    /// <summary>The plan of a questionnaire, made once per object.</summary>
    /// <exception cref="ArgumentException">The questionnaire names a model that does not exist.</exception>
    public static StudyPlan Of(Questionnaire questionnaire) => Plans.GetValue(questionnaire, asked => new StudyPlan(asked));

    private StudyPlan(Questionnaire questionnaire)
    {
        Questionnaire = questionnaire;
        Models = [.. questionnaire.Models.Select(MeasurementModels.Get)];
        Bases = [.. Models.Select(model => MeasurementModels.Get((model.Unweighted ?? model).Code)).Distinct()];
        GapModel = MeasurementModels.GapModelOf(questionnaire);
        ItemCount = questionnaire.Dimensions.Sum(dimension => dimension.Items.Length);
        var start = 0;
        Dimensions = [.. questionnaire.Dimensions.Select(dimension => (start += dimension.Items.Length, dimension.Items.Length)).Select(range => (range.Item1 - range.Length, range.Length))];
        Denominator = CommonDenominator();

        _differences = [.. Bases.Select(model => HasBatteries(model.Difference)
            ? (BatteryOf(model.Difference!.Minuend), BatteryOf(model.Difference.Subtrahend)) : default((int, int)?))];
        _answers = [.. Bases.Select(BatteryThatIsTheScore)];
        PlanItemColumns();
        bool[] isReversed = [.. questionnaire.Items.Select(item => item.IsReversed)];
        BatteryItems = [.. Batteries.Select(battery => Items.Select(item => new BlockPlan(_itemColumns, [BatteryItem(battery, item)])
        {
            Answers = (BatteryItem(battery, item), isReversed[item]),
        }).ToImmutableArray())];
        JointItems = GapModel is null ? null : PlanJointItems(GapModel.Difference!);
        DifferenceItems = [.. Bases.Select((_, model) => PlanDifferenceItems(model))];
        BaseItems = [.. Bases.Select((_, model) => PlanBaseItems(model))];
        BaseDimensionItems = [.. Bases.Select((_, model) => Dimensions.Select((range, dimension) => PlanBaseDimensionItems(model, dimension, [.. Range(range).Select(item => ModelItem(model, item))])).ToImmutableArray())];
        GapItems = GapModel is null ? [] : [.. Dimensions.SelectMany((range, dimension) => Range(range).Select(item => PlanGapItem(dimension, item)))];

        BatteryDimensions = [.. Batteries.Select(battery => ByDimension(_ => HalfRuleMean(_itemColumns[BatteryItem(battery, 0)])))];
        BaseDimensions = [.. Bases.Select((_, model) => AnswerOf(model) is { } battery ? BatteryDimensions[battery] : ByDimension(_ => HalfRuleMean(_itemColumns[ModelItem(model, 0)])))];
        BaseOverall = [.. Bases.Select((_, model) => AddScore(Overall(_itemColumns[ModelItem(model, 0)])))];
        WeightedDimensions = [.. Models.Select(model => model.IsWeighted ? ByDimension(_ => Weighted(model)) : [])];
        WeightedOverall = [.. Models.Select(model => model.IsWeighted ? AddScore(Weighted(model)) : -1)];
        for (var model = 0; model < Bases.Length && Denominator is not null; model++) _totals.Add(BaseOverall[model], BaseDimensions[model]);
        for (var model = 0; model < Models.Length; model++)
            if (Models[model].IsWeighted) _totals.Add(WeightedOverall[model], WeightedDimensions[model]);
        Importance = questionnaire.Importance is null ? [] : ByDimension(_ => new ScoreColumn(0, ScoreColumn.FixedPoint, 100 * ScoreColumn.FixedPoint));
        Outcomes = [.. questionnaire.Outcomes.Select(outcome => AddScore(new ScoreColumn(outcome.Scale.From, 1, outcome.Scale.Points - 1)))];
        PairedMinuend = GapModel is null ? [] : ByDimension(_ => HalfRuleMean(_itemColumns[BatteryItem(GapMinuend, 0)]));

        BatteryDimensionScores = [.. BatteryDimensions.Select(columns => columns.Select(column => Score([column])).ToImmutableArray())];
        ImportanceScores = [.. Importance.Select(column => Score([column]))];
        // Where the gap of a dimension is, the mean of its minuends is too: it takes part without asking for more.
        var models = Enumerable.Range(0, Models.Length).ToImmutableArray();
        var gap = GapModel is null ? -1 : Models.IndexOf(GapModel);
        var everything = Score([.. models.SelectMany(model => Scores(model)), .. PairedMinuend, .. Outcomes], [.. ProductsOf(models, Outcomes), .. MinuendProducts(Outcomes)]);
        CommonSample = [.. Outcomes.Select(outcome => Score(
            [.. models.SelectMany(model => Scores(model)), .. PairedMinuend, outcome], [.. ProductsOf(models, [outcome]), .. MinuendProducts([outcome])], everything))];
        ComponentOutcomes = gap < 0 ? [] : [.. Outcomes.Select((outcome, place) => Score(
            [.. Scores(gap), .. PairedMinuend, outcome], [.. ProductsOf([gap], [outcome]), .. MinuendProducts([outcome])], CommonSample[place]))];
        ModelOutcomes = [.. models.Select(model => Outcomes.Select((outcome, place) =>
            Score([.. Scores(model), outcome], ProductsOf([model], [outcome]), model == gap ? ComponentOutcomes[place] : CommonSample[place], model == gap)).ToImmutableArray())];
        PairOutcomes = [.. Outcomes.Select((outcome, place) => Pairs.Select(pair =>
            Score([OverallOf(pair.Left), OverallOf(pair.Right), outcome], parent: CommonSample[place])).ToImmutableArray())];
        ModelOverall = [.. models.Select(model => Score(
            [.. Scores(model), .. model == gap ? PairedMinuend : []], Scores(model).Select(column => (column, column)), everything))];
        GapDimensions = [.. PairedMinuend.Select((minuend, dimension) => Score(
            [BaseDimensions[GapBase][dimension], minuend], [(BaseDimensions[GapBase][dimension], BaseDimensions[GapBase][dimension])], ModelOverall[gap]))];
        ModelDimensions = [.. models.Select(model => DimensionsOf(model).Select((column, dimension) =>
            Score([column], parent: model == gap ? GapDimensions[dimension] : ModelOverall[model], hasParentsRows: model == gap)).ToImmutableArray())];
        Segments = DimensionsOf(GapModel is null ? 0 : Models.IndexOf(GapModel));

        DrawsItems = questionnaire.DrawsItems;
        if (DrawsItems || questionnaire.DrawsBatteries) ItemPairs = new PairVariables(this);
        SegmentSource = ItemPairs is null || Bases.IsEmpty ? -1 : ItemPairs.SourceOf(GapModel is null ? BaseOf(0) : GapBase);

        ShapeHash = HashOfShape();
        ItemColumns = [.. _itemColumns];
        ScoreColumns = [.. _scoreColumns];
        ItemBlocks = [.. _itemBlocks];
        ScoreBlocks = [.. _scoreBlocks];
        foreach (var (index, block) in ItemBlocks.Concat(ScoreBlocks).Index()) block.Index = index;
    }

    /// <summary>What was asked.</summary>
    public Questionnaire Questionnaire { get; }

    /// <summary>
    /// The SHA-256 of all that gives the numbers of moments their meaning: batteries, scale, items, dimensions, importance, outcomes,
    /// attributes and models in their order, and the layout of the moments. Wordings, id and version of the questionnaire are not in it.
    /// </summary>
    public ImmutableArray<byte> ShapeHash { get; }

    /// <summary>The models of the questionnaire, in its order.</summary>
    public ImmutableArray<MeasurementModel> Models { get; }

    /// <summary>The models without weights that the models are or build on.</summary>
    public ImmutableArray<MeasurementModel> Bases { get; }

    /// <summary>The model of the gaps; null when there is none.</summary>
    public MeasurementModel? GapModel { get; }

    /// <summary>The number of items.</summary>
    public int ItemCount { get; }

    /// <summary>
    /// Whether respondents are shown different items. No respondent then has a dimension score of all items: the score columns are empty, and the
    /// figures come from <see cref="ItemPairs"/>.
    /// </summary>
    public bool DrawsItems { get; }

    /// <summary>The variables whose pairs are counted; null where neither items nor batteries are drawn.</summary>
    public PairVariables? ItemPairs { get; }

    /// <summary>The source whose items segments show by dimension: the gap model's, else the first model's; −1 where no pairs are counted.</summary>
    public int SegmentSource { get; }

    /// <summary>Where each dimension's items stand.</summary>
    public ImmutableArray<(int Start, int Length)> Dimensions { get; }

    /// <summary>The common denominator of all half-rule means; <see cref="FixedPointOf"/> where the smallest one is too large.</summary>
    public long? Denominator { get; }

    /// <summary>Pairs of models, in the order of the questionnaire.</summary>
    public IEnumerable<(int Left, int Right)> Pairs =>
        Enumerable.Range(0, Models.Length).SelectMany(left => Enumerable.Range(left + 1, Models.Length - left - 1).Select(right => (left, right)));

    /// <summary>All item columns: battery by battery, then base model by base model.</summary>
    public ImmutableArray<ScoreColumn> ItemColumns { get; }

    /// <summary>All score columns.</summary>
    public ImmutableArray<ScoreColumn> ScoreColumns { get; }

    /// <summary>The narrow score columns that are multiplied by wide ones.</summary>
    public ImmutableArray<int> WideFactors => field.IsDefault ? field = [.. ScoreBlocks.SelectMany(block => block.Schedule.Factors).Distinct().Where(column => ScoreColumns[column].IsNarrow)] : field;

    /// <summary>The blocks over item columns, a parent before its children; those that answer counts give (<see cref="BatteryItems"/>) are not among them.</summary>
    public ImmutableArray<BlockPlan> ItemBlocks { get; }

    /// <summary>The blocks over score columns, a parent before its children.</summary>
    public ImmutableArray<BlockPlan> ScoreBlocks { get; }

    /// <summary>The answers to an item in a battery: [battery][item].</summary>
    public ImmutableArray<ImmutableArray<BlockPlan>> BatteryItems { get; }

    /// <summary>Listwise over the answers to all items of both batteries of the gap model, recoded, the minuend's before the subtrahend's; null without a gap model.</summary>
    public BlockPlan? JointItems { get; }

    /// <summary>Listwise over all items of a base model.</summary>
    public ImmutableArray<BlockPlan> BaseItems { get; }

    /// <summary>Listwise over a dimension's items of a base model: [base][dimension].</summary>
    public ImmutableArray<ImmutableArray<BlockPlan>> BaseDimensionItems { get; }

    /// <summary>Listwise over both batteries of a dimension's items, minuend first: [base][dimension]; empty but for difference models.</summary>
    public ImmutableArray<ImmutableArray<BlockPlan>> DifferenceItems { get; }

    /// <summary>An item's gap and its minuend, over the pairs; empty without a gap model.</summary>
    public ImmutableArray<BlockPlan> GapItems { get; }

    /// <summary>Columns of the batteries' half-rule means: [battery][dimension].</summary>
    public ImmutableArray<ImmutableArray<int>> BatteryDimensions { get; }

    /// <summary>Columns of the base models' dimension scores: [base][dimension]; those of the battery where a model's scores are its answers.</summary>
    public ImmutableArray<ImmutableArray<int>> BaseDimensions { get; }

    /// <summary>Columns of the base models' overall scores.</summary>
    public ImmutableArray<int> BaseOverall { get; }

    /// <summary>Columns of the weighted models' dimension scores: [model][dimension]; empty for the others.</summary>
    public ImmutableArray<ImmutableArray<int>> WeightedDimensions { get; }

    /// <summary>Columns of the weighted models' overall scores; −1 for the others.</summary>
    public ImmutableArray<int> WeightedOverall { get; }

    /// <summary>Columns of the importance, 100 · w / Σw, by dimension; empty when not asked.</summary>
    public ImmutableArray<int> Importance { get; }

    /// <summary>Columns of the outcomes.</summary>
    public ImmutableArray<int> Outcomes { get; }

    /// <summary>Columns of the minuend's mean over the same pairs as the dimension gap.</summary>
    public ImmutableArray<int> PairedMinuend { get; }

    /// <summary>The half-rule means of a battery: [battery][dimension].</summary>
    public ImmutableArray<ImmutableArray<BlockPlan>> BatteryDimensionScores { get; }

    /// <summary>The importance of each dimension.</summary>
    public ImmutableArray<BlockPlan> ImportanceScores { get; }

    /// <summary>A dimension's gap and its minuend, over the pairs.</summary>
    public ImmutableArray<BlockPlan> GapDimensions { get; }

    /// <summary>Listwise over the dimension scores of all models and an outcome.</summary>
    public ImmutableArray<BlockPlan> CommonSample { get; }

    /// <summary>
    /// Listwise over the gap model's dimension scores, the minuend's means over the same pairs, and an outcome, by outcome; empty without a gap
    /// model. The respondents are those of the gap model in <see cref="ModelOutcomes"/>; the mean of the subtrahend is the difference of both.
    /// </summary>
    public ImmutableArray<BlockPlan> ComponentOutcomes { get; }

    /// <summary>Listwise over a model's dimension scores and an outcome: [model][outcome].</summary>
    public ImmutableArray<ImmutableArray<BlockPlan>> ModelOutcomes { get; }

    /// <summary>Listwise over two overall scores and an outcome: [outcome][pair].</summary>
    public ImmutableArray<ImmutableArray<BlockPlan>> PairOutcomes { get; }

    /// <summary>Listwise over a model's dimension scores: its overall score.</summary>
    public ImmutableArray<BlockPlan> ModelOverall { get; }

    /// <summary>A model's dimension score: [model][dimension].</summary>
    public ImmutableArray<ImmutableArray<BlockPlan>> ModelDimensions { get; }

    /// <summary>Columns of the dimension scores that segments show: the gap model's, else the first model's.</summary>
    public ImmutableArray<int> Segments { get; }

    /// <summary>Whether the moments of both plans are the same numbers, whatever the wordings, the id and the version.</summary>
    public bool AsksTheSame(StudyPlan other) => ShapeHash.AsSpan().SequenceEqual(other.ShapeHash.AsSpan());

    /// <summary>The place of the battery in the questionnaire, −1 when it is not there.</summary>
    public int BatteryOf(string id) => Questionnaire.Batteries.Select(battery => battery.Id).ToList().IndexOf(id);

    /// <summary>The column of an item's answer.</summary>
    public int BatteryItem(int battery, int item) => battery * ItemCount + item;

    /// <summary>The column of an item's score under a base model.</summary>
    public int ModelItem(int baseModel, int item) => (Questionnaire.Batteries.Length + baseModel) * ItemCount + item;

    /// <summary>The place among <see cref="Bases"/> of what a model builds on.</summary>
    public int BaseOf(int model) => Bases.IndexOf(MeasurementModels.Get((Models[model].Unweighted ?? Models[model]).Code));

    /// <summary>The batteries whose difference the item scores of a base model are; null when they are none or a battery is not there.</summary>
    public (int Minuend, int Subtrahend)? DifferenceOf(int baseModel) => _differences[baseModel];

    /// <summary>
    /// Whether all that is counted of a base model in respondents with every answer follows from the answers: its item scores are the gaps, whose blocks
    /// <see cref="JointItems"/> gives, and its dimension scores the differences of the batteries' in 16 bits.
    /// </summary>
    public bool FollowsFromAnswers(int baseModel) =>
        JointItems is not null && Bases[baseModel] == GapModel && Denominator is not null && ScoreColumns[BaseDimensions[baseModel][0]].IsNarrow;

    /// <summary>The battery whose answers the item scores of a base model are; null when they are something else.</summary>
    public int? AnswerOf(int baseModel) => _answers[baseModel];

    /// <summary>The earlier item column that equals a column in every response; −1 when there is none.</summary>
    public int SameItemColumn(int column) =>
        column / Math.Max(ItemCount, 1) - Questionnaire.Batteries.Length is >= 0 and var model && AnswerOf(model) is { } battery ? BatteryItem(battery, column % ItemCount) : -1;

    /// <summary>The columns of a model's dimension scores.</summary>
    public ImmutableArray<int> DimensionsOf(int model) => Models[model].IsWeighted ? WeightedDimensions[model] : BaseDimensions[BaseOf(model)];

    /// <summary>The column of a model's overall score.</summary>
    public int OverallOf(int model) => Models[model].IsWeighted ? WeightedOverall[model] : BaseOverall[BaseOf(model)];

    /// <summary>The place of the gap model among <see cref="Bases"/>.</summary>
    public int GapBase => Bases.IndexOf(GapModel!);

    /// <summary>The battery that the gap model subtracts from.</summary>
    public int GapMinuend => BatteryOf(GapModel!.Difference!.Minuend);

    private IEnumerable<int> Batteries => Enumerable.Range(0, Questionnaire.Batteries.Length);

    private IEnumerable<int> Items => Enumerable.Range(0, ItemCount);

    /// <summary>The multiple of 2⁻ᵏ that scores of a magnitude are rounded to: k = 40, less only where that would not leave room for the sums.</summary>
    public static long FixedPointOf(long magnitude) => 1L << Math.Clamp(LargestBits - BitsOf(magnitude), 0, 40);

    private static int BitsOf(BigInteger value) => (int)value.GetBitLength();

    private static IEnumerable<int> Range((int Start, int Length) range) => Enumerable.Range(range.Start, range.Length);

    private long? CommonDenominator()
    {
        var denominator = BigInteger.One;
        foreach (var (_, length) in Dimensions)
        {
            for (var answered = (length + 1) / 2; answered <= length; answered++)
                denominator = denominator / BigInteger.GreatestCommonDivisor(denominator, answered) * answered;
            if (BitsOf(denominator) > LargestBits) return null;
        }

        var span = Bases.Select(model => model.ItemRange(Questionnaire.Scale).Span).Append(Questionnaire.Scale.Points - 1).Max();
        return BitsOf(denominator * Math.Max(span, 1) * Dimensions.Length) <= LargestBits ? (long)denominator : null;
    }

    private void PlanItemColumns()
    {
        foreach (var _ in Questionnaire.Batteries)
            _itemColumns.AddRange(Items.Select(_ => new ScoreColumn(Questionnaire.Scale.From, 1, Questionnaire.Scale.Points - 1)));
        foreach (var model in Bases)
        {
            var range = model.ItemRange(Questionnaire.Scale);
            _itemColumns.AddRange(Items.Select(_ => new ScoreColumn(range.Lowest, 1, range.Span)));
        }
    }

    private ImmutableArray<byte> HashOfShape()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(LayoutVersion);
        List(Questionnaire.Batteries, battery => writer.Write(battery.Id));
        Scale(Questionnaire.Scale);
        List(Questionnaire.Dimensions, dimension =>
        {
            writer.Write(dimension.Id);
            List(dimension.Items, item =>
            {
                writer.Write(item.Id);
                writer.Write(item.IsReversed);
            });
        });
        writer.Write(Questionnaire.Importance is not null);
        List(Questionnaire.Outcomes, outcome =>
        {
            writer.Write(outcome.Id);
            Scale(outcome.Scale);
        });
        List(Questionnaire.Attributes, attribute => writer.Write(attribute.Id));
        List(Questionnaire.Models, writer.Write);
        if (ItemPairs is not null)
        {
            List(Questionnaire.Dimensions, dimension => writer.Write(dimension.Draw is not null));
            List(Questionnaire.Batteries, battery => writer.Write(battery.Share is not null));
        }

        writer.Flush();
        return [.. SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length))];

        void Scale(RatingScale scale)
        {
            writer.Write(scale.From);
            writer.Write(scale.To);
        }

        void List<T>(ImmutableArray<T> list, Action<T> write)
        {
            writer.Write(list.Length);
            foreach (var entry in list) write(entry);
        }
    }

    private bool HasBatteries(BatteryDifference? difference) =>
        difference is not null && BatteryOf(difference.Minuend) >= 0 && BatteryOf(difference.Subtrahend) >= 0;

    private ImmutableArray<int> DifferenceColumns(BatteryDifference difference, IEnumerable<int> items) =>
        [.. new[] { difference.Minuend, difference.Subtrahend }.SelectMany(battery => items.Select(item => BatteryItem(BatteryOf(battery), item)))];

    private BlockPlan? PlanJointItems(BatteryDifference difference) => HasBatteries(difference) ? Item(DifferenceColumns(difference, Items)) : null;

    private ImmutableArray<BlockPlan> PlanDifferenceItems(int model)
    {
        var difference = Bases[model].Difference;
        return HasBatteries(difference)
            ? [.. Dimensions.Select(range => Item(DifferenceColumns(difference!, Range(range)), parent: Bases[model] == GapModel ? JointItems : null))]
            : [];
    }

    private BlockPlan PlanBaseItems(int model)
    {
        var form = ItemForms(model);
        var parent = form is not null && JointItems is not null && Items.All(item => form(ModelItem(model, item)).Terms.All(term => JointItems.Columns.Contains(term.Column)))
            ? JointItems : null;
        return Item([.. Items.Select(item => ModelItem(model, item))], parent: parent, form: form, hasParentsRows: parent is not null && Bases[model] == GapModel);
    }

    private BlockPlan PlanBaseDimensionItems(int model, int dimension, ImmutableArray<int> columns) => DifferenceItems[model].Length > 0
        ? Item(columns, parent: DifferenceItems[model][dimension], form: ItemForms(model), hasParentsRows: true)
        : Item(columns, parent: BaseItems[model]);

    // The gap with its minuend: the mean of the subtrahend is the difference of both.
    private BlockPlan PlanGapItem(int dimension, int item)
    {
        var (gap, minuend, forms) = (ModelItem(GapBase, item), BatteryItem(GapMinuend, item), ItemForms(GapBase)!);
        return Item([gap, minuend], [(gap, gap)], DifferenceItems[GapBase].Length > 0 ? DifferenceItems[GapBase][dimension] : null,
            column => column == minuend ? LinearForm.Of(minuend) : forms(column));
    }

    // The item scores of a model as combinations of answers; null for a model whose scores are none.
    private Func<int, LinearForm>? ItemForms(int model)
    {
        (int Battery, int Factor)[] terms;
        if (DifferenceOf(model) is var (minuend, subtrahend)) terms = [(minuend, 1), (subtrahend, -1)];
        else if (AnswerOf(model) is { } battery) terms = [(battery, 1)];
        else return null;
        return column => new LinearForm(
            terms.Sum(term => term.Factor * Questionnaire.Scale.From) - _itemColumns[column].Offset,
            [.. terms.Select(term => (BatteryItem(term.Battery, column % ItemCount), term.Factor))]);
    }

    private int? BatteryThatIsTheScore(MeasurementModel model) =>
        model.Batteries is [var only] && BatteryOf(only) is >= 0 and var battery
        && Enumerable.Range(Questionnaire.Scale.From, Questionnaire.Scale.Points).All(answer => model.ItemScore([answer]) == answer)
            ? battery : null;

    private ScoreColumn HalfRuleMean(ScoreColumn item)
    {
        var denominator = Denominator ?? FixedPointOf(item.Bound);
        return new ScoreColumn(item.Offset, denominator, item.Bound * denominator);
    }

    private ScoreColumn Overall(ScoreColumn item)
    {
        var mean = HalfRuleMean(item);
        return Denominator is null ? mean : mean with { Denominator = mean.Denominator * Dimensions.Length, Bound = mean.Bound * Dimensions.Length };
    }

    private ScoreColumn Weighted(MeasurementModel model)
    {
        var range = model.ItemRange(Questionnaire.Scale);
        var magnitude = Math.Max(Math.Abs((long)range.Lowest), Math.Abs((long)range.Highest));
        var denominator = FixedPointOf(magnitude);
        return new ScoreColumn(0, denominator, (magnitude + 1) * denominator);
    }

    private int AddScore(ScoreColumn column)
    {
        _scoreColumns.Add(column);
        return _scoreColumns.Count - 1;
    }

    private ImmutableArray<int> ByDimension(Func<int, ScoreColumn> column) => [.. Enumerable.Range(0, Dimensions.Length).Select(dimension => AddScore(column(dimension)))];

    private BlockPlan Item(
        ImmutableArray<int> columns, IEnumerable<(int, int)>? products = null, BlockPlan? parent = null, Func<int, LinearForm>? form = null,
        bool hasParentsRows = false) =>
        Register(_itemBlocks, new BlockPlan(_itemColumns, columns, products, parent, form) { HasParentsRows = hasParentsRows });

    private BlockPlan Score(ImmutableArray<int> columns, IEnumerable<(int, int)>? products = null, BlockPlan? parent = null, bool hasParentsRows = false) =>
        Register(_scoreBlocks, new BlockPlan(_scoreColumns, columns, products, parent, totals: _totals) { HasParentsRows = hasParentsRows });

    private static BlockPlan Register(List<BlockPlan> blocks, BlockPlan block)
    {
        blocks.Add(block);
        return block;
    }

    private ImmutableArray<int> Scores(int model) => [.. DimensionsOf(model), OverallOf(model)];

    private IEnumerable<(int, int)> MinuendProducts(ImmutableArray<int> outcomes)
    {
        for (var left = 0; left < PairedMinuend.Length; left++)
        {
            for (var right = left; right < PairedMinuend.Length; right++) yield return (PairedMinuend[left], PairedMinuend[right]);
            foreach (var gap in Scores(Models.IndexOf(GapModel!))) yield return (PairedMinuend[left], gap);
            foreach (var outcome in outcomes) yield return (PairedMinuend[left], outcome);
        }
    }

    // Per model its dimension scores with each other, over the models the overall scores with each other, and each with the outcomes.
    private IEnumerable<(int, int)> ProductsOf(ImmutableArray<int> models, ImmutableArray<int> outcomes)
    {
        foreach (var model in models)
        {
            var dimensions = DimensionsOf(model);
            for (var left = 0; left < dimensions.Length; left++)
                for (var right = left; right < dimensions.Length; right++)
                    yield return (dimensions[left], dimensions[right]);
            foreach (var other in models) yield return (OverallOf(model), OverallOf(other));
            foreach (var outcome in outcomes)
            {
                foreach (var score in Scores(model)) yield return (score, outcome);
            }
        }

        foreach (var outcome in outcomes) yield return (outcome, outcome);
    }
}
