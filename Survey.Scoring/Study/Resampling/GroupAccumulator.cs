using Survey.Scoring.Moments;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Study.Resampling;

/// <summary>Counts the rows of groups, one group after the other. One per thread.</summary>
internal sealed class GroupAccumulator
{
    private readonly GroupedMoments _groups;
    private readonly int _capacity;
    private readonly BatchScores _scores;
    private readonly BlockMoments[] _moments;
    private readonly BlockAccumulator _blocks;

    /// <summary>An accumulator of rows of a table.</summary>
    /// <param name="groups">Takes the moments.</param>
    /// <param name="responses">The responses.</param>
    /// <param name="capacity">The most rows that are taken at a time.</param>
    public GroupAccumulator(GroupedMoments groups, ResponseTable responses, int capacity)
    {
        (_groups, _capacity) = (groups, capacity);
        var blocks = ResamplingPlan.Of(groups.Plan);
        _scores = new BatchScores(groups.Plan, responses, capacity);
        _moments = blocks.Empty();
        _blocks = new BlockAccumulator(groups.Plan, blocks.ItemBlocks, blocks.ScoreBlocks, _moments, responses.Layout.Width, capacity);
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
        }

        _blocks.Finish();
        var moments = _groups.MomentsOf(group);
        for (var block = 0; block < moments.Length; block++)
        {
            moments[block].Add(_moments[block], 1);
            _moments[block].Clear();
        }
    }
}
