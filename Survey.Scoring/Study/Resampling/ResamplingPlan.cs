using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Survey.Scoring.Moments;

namespace Survey.Scoring.Study.Resampling;

/// <summary>
/// The blocks of moments that resampled statistics read: those of a study's plan that they name, and nothing else. What a set of columns has in
/// common with a larger one is counted there, so that few respondents cost more than one block.
/// </summary>
internal sealed class ResamplingPlan
{
    private static readonly ConditionalWeakTable<StudyPlan, ResamplingPlan> Plans = [];

    private readonly StudyPlan _plan;
    private readonly List<BlockPlan> _items = [];
    private readonly List<BlockPlan> _scores = [];
    private readonly List<BlockPlan> _itemOutcomes = [];

    private ResamplingPlan(StudyPlan plan)
    {
        _plan = plan;
        foreach (var (model, whole) in plan.BaseItems.Index())
        {
            var items = Add(_items, plan.ItemColumns, whole.Columns, Products(whole), null);
            // Dimensions with fewer items have no figure that is resampled.
            foreach (var block in plan.BaseDimensionItems[model].Where(block => block.Columns.Length > 2)) Add(_items, plan.ItemColumns, block.Columns, Products(block), items);
        }

        PlanScores();
        PlanPriorities();
        foreach (var (index, block) in Blocks.Index()) block.Index = index;
    }

    /// <summary>The blocks over item columns, a parent before its children.</summary>
    public IReadOnlyCollection<BlockPlan> ItemBlocks => _items;

    /// <summary>The blocks over score columns, a parent before its children.</summary>
    public IReadOnlyCollection<BlockPlan> ScoreBlocks => _scores;

    /// <summary>The blocks over <see cref="ItemOutcomeColumns"/>, none with a parent.</summary>
    public IReadOnlyCollection<BlockPlan> ItemOutcomeBlocks => _itemOutcomes;

    /// <summary>The item columns that importance of items is derived from, then the outcomes; none where nothing is derived.</summary>
    public ImmutableArray<ScoreColumn> ItemOutcomeColumns { get; private set; } = [];

    /// <summary>The first item column of <see cref="ItemOutcomeColumns"/> among all item columns.</summary>
    public int FirstItemOfOutcomes { get; private set; }

    /// <summary>All blocks, by their <see cref="BlockPlan.Index"/>.</summary>
    public IEnumerable<BlockPlan> Blocks => _items.Concat(_scores).Concat(_itemOutcomes);

    /// <summary>How many numbers the moments of a group are.</summary>
    public int Size => Blocks.Sum(block => 1 + block.Columns.Length + block.Products.Length);

    /// <summary>The moments of no respondents, by the <see cref="BlockPlan.Index"/> of a block.</summary>
    public BlockMoments[] Empty() => [.. Blocks.Select(block => new BlockMoments(block.Columns.Length, block.Products.Length))];

    /// <summary>The blocks of a study's plan, made once per object.</summary>
    public static ResamplingPlan Of(StudyPlan plan) => Plans.GetValue(plan, study => new ResamplingPlan(study));

    /// <summary>The block over the columns of a set.</summary>
    /// <exception cref="InvalidOperationException">No block has them: a statistic asks for what is not counted.</exception>
    public BlockPlan BlockOf(ListwiseSet set)
    {
        var (blocks, columns) = set.ItemColumns == 0 ? (_scores, set.Columns) : set.ItemColumns == set.Columns.Length ? (_items, set.Columns)
            : (_itemOutcomes, [.. set.Columns.Select((column, place) => place < set.ItemColumns ? column - FirstItemOfOutcomes : _plan.ItemCount + _plan.Outcomes.IndexOf(column))]);
        return blocks.Find(block => block.Columns.AsSpan().SequenceEqual(columns.AsSpan()))
            ?? throw new InvalidOperationException("A resampled statistic asks for columns that groups of respondents do not count.");
    }

    private void PlanScores()
    {
        var everything = _plan.CommonSample.Length == 0 ? null
            : Add(_scores, _plan.ScoreColumns, [.. _plan.CommonSample.SelectMany(block => block.Columns).Distinct()], _plan.CommonSample.SelectMany(ScoreProducts), null);
        foreach (var (outcome, common) in _plan.CommonSample.Index())
        {
            var parent = Add(_scores, _plan.ScoreColumns, common.Columns, ScoreProducts(common), everything);
            foreach (var own in _plan.ModelOutcomes) Add(_scores, _plan.ScoreColumns, own[outcome].Columns, ScoreProducts(own[outcome]), parent);
        }

        var performance = Priorities.PerformanceBattery(_plan);
        foreach (var column in _plan.Segments.Concat(performance < 0 ? [] : _plan.BatteryDimensions[performance]).Concat(_plan.Importance).Distinct())
            Add(_scores, _plan.ScoreColumns, [column], [], null);
    }

    // The answers to each item, and the items of every dimension with each outcome.
    private void PlanPriorities()
    {
        var performance = Priorities.PerformanceBattery(_plan);
        if (performance < 0 || _plan.Models.IsEmpty) return;
        for (var item = 0; item < _plan.ItemCount; item++)
        {
            var column = _plan.BatteryItem(performance, item);
            Add(_items, _plan.ItemColumns, [column], [(column, column)], null);
        }

        FirstItemOfOutcomes = _plan.ModelItem(_plan.BaseOf(Priorities.ModelOf(_plan)), 0);
        ItemOutcomeColumns =
        [
            .. Enumerable.Range(FirstItemOfOutcomes, _plan.ItemCount).Select(column => _plan.ItemColumns[column]), .. _plan.Outcomes.Select(column => _plan.ScoreColumns[column]),
        ];
        for (var outcome = 0; outcome < _plan.Outcomes.Length; outcome++)
        {
            foreach (var (start, length) in _plan.Dimensions)
                _itemOutcomes.Add(new BlockPlan(ItemOutcomeColumns, [.. Enumerable.Range(start, length), _plan.ItemCount + outcome]));
        }
    }

    private static IEnumerable<(int Left, int Right)> Products(BlockPlan block) =>
        block.Products.Select(product => (block.Columns[product.Left], block.Columns[product.Right]));

    // The means of the minuend stand in the common sample for other figures.
    private IEnumerable<(int Left, int Right)> ScoreProducts(BlockPlan block) =>
        Products(block).Where(product => !_plan.PairedMinuend.Contains(product.Left) && !_plan.PairedMinuend.Contains(product.Right));

    private static BlockPlan Add(List<BlockPlan> blocks, ImmutableArray<ScoreColumn> definitions, ImmutableArray<int> columns, IEnumerable<(int, int)> products, BlockPlan? parent)
    {
        blocks.Add(new BlockPlan(definitions, columns, products, parent));
        return blocks[^1];
    }
}
