using Survey.Scoring.Moments;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Study.Resampling;

/// <summary>Counts the rows of groups, one group after the other. One per thread.</summary>
internal sealed class GroupAccumulator
{
    private readonly GroupedMoments _groups;
    private readonly ResamplingPlan _plan;
    private readonly int _capacity;
    private readonly BatchScores _scores;
    private readonly BlockMoments[] _moments;
    private readonly BlockAccumulator _blocks;
    private readonly ColumnStore _itemOutcomes;
    private readonly BlockTree? _itemOutcomeBlocks;

    /// <summary>An accumulator of rows of a table.</summary>
    /// <param name="groups">Takes the moments.</param>
    /// <param name="responses">The responses.</param>
    /// <param name="capacity">The most rows that are taken at a time.</param>
    public GroupAccumulator(GroupedMoments groups, ResponseTable responses, int capacity)
    {
        (_groups, _plan, _capacity) = (groups, ResamplingPlan.Of(groups.Plan), capacity);
        _scores = new BatchScores(groups.Plan, responses, capacity);
        _moments = _plan.Empty();
        _blocks = new BlockAccumulator(groups.Plan, _plan.ItemBlocks, _plan.ScoreBlocks, _moments, responses.Layout.Width, capacity);
        _itemOutcomes = new ColumnStore(_plan.ItemOutcomeColumns, capacity);
        if (_plan.ItemOutcomeBlocks.Count == 0) return;
        _itemOutcomeBlocks = new BlockTree(_plan.ItemOutcomeBlocks, _moments, new ColumnBuffers(_plan.ItemOutcomeBlocks, _itemOutcomes.Stride), isPortable: false);
    }

    /// <summary>Adds rows to a group that no other thread adds to.</summary>
    public void Add(int group, ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty) return;
        _groups.Sizes[group] += rows.Length;
        for (; rows.Length > 0; rows = rows[_scores.Count..])
        {
            _scores.Read(rows[..Math.Min(rows.Length, _capacity)]);
            _blocks.Add(_scores);
            AddItemOutcomes();
        }

        _blocks.Finish();
        _itemOutcomeBlocks?.Finish();
        var moments = _groups.MomentsOf(group);
        for (var block = 0; block < moments.Length; block++)
        {
            moments[block].Add(_moments[block], 1);
            _moments[block].Clear();
        }
    }

    private void AddItemOutcomes()
    {
        if (_itemOutcomeBlocks is null) return;
        var (plan, items) = (_groups.Plan, _groups.Plan.ItemCount);
        _itemOutcomes.Count = _scores.Count;
        for (var item = 0; item < items; item++) _scores.ItemValues(_plan.FirstItemOfOutcomes + item)[.._scores.Count].CopyTo(_itemOutcomes.Narrow(item));
        for (var outcome = 0; outcome < plan.Outcomes.Length; outcome++)
            _scores.ScoreColumns.Narrow(plan.Outcomes[outcome])[.._scores.Count].CopyTo(_itemOutcomes.Narrow(items + outcome));
        _itemOutcomes.Pad();
        // No block has a parent, so that no row is left for another.
        _itemOutcomeBlocks.AddRoots(_itemOutcomes, []);
    }
}
