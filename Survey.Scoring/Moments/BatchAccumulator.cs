using System.Collections.Immutable;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>Adds batches of responses to the moments of a study: one per thread.</summary>
internal sealed class BatchAccumulator
{
    private readonly StudyMoments _moments;
    private readonly BatchScores _batch;
    private readonly BlockAccumulator _blocks;
    private readonly GroupAdder _groups;
    private readonly ResponseHasher _hasher;

    /// <summary>An accumulator that adds rows of the table to the moments.</summary>
    /// <param name="moments">Takes the moments.</param>
    /// <param name="table">The responses.</param>
    /// <param name="rows">How many rows will be added, as far as that is known: few need little memory.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the moments are the same.</param>
    /// <param name="beside">Tallies that count the same rows.</param>
    public BatchAccumulator(StudyMoments moments, ResponseTable table, int rows = int.MaxValue, bool isPortable = false, ImmutableArray<IScoreTally> beside = default)
    {
        Beside = beside.IsDefault ? [] : beside;
        _moments = moments;
        var plan = moments.Plan;
        var capacity = Math.Clamp(rows, 1, BatchScores.Rows);
        _batch = new BatchScores(plan, table, capacity, isPortable);
        _blocks = new BlockAccumulator(plan, plan.ItemBlocks, plan.ScoreBlocks, moments.Blocks, table.Layout.Width, capacity, isPortable);
        _groups = new GroupAdder(plan, table, _batch.ScoreColumns.Stride, isPortable);
        _hasher = new ResponseHasher(table, isPortable);
    }

    /// <summary>The tallies that count the same rows.</summary>
    public ImmutableArray<IScoreTally> Beside { get; }

    /// <summary>Adds neighbouring rows.</summary>
    public void Add(int row, int count)
    {
        while (count > 0)
        {
            _batch.Read(row, count);
            AddBatch();
            row += _batch.Count;
            count -= _batch.Count;
        }
    }

    /// <summary>Adds some rows in any order, each as often as it is named.</summary>
    public void Add(ReadOnlySpan<int> rows)
    {
        for (; rows.Length > 0; rows = rows[_batch.Count..])
        {
            _batch.Read(rows[..Math.Min(rows.Length, BatchScores.Rows)]);
            AddBatch();
        }
    }

    /// <summary>The moments of all rows that were added.</summary>
    public StudyMoments Finish()
    {
        _blocks.Finish();
        _groups.Finish(_moments);
        return _moments;
    }

    private void AddBatch()
    {
        _moments.Responses += _batch.Count;
        _hasher.Add(_batch, ref _moments.DataHash);
        for (var column = 0; column < _moments.AnswerCounts.Length; column++) _moments.AnswerCounts[column].Add(_batch.Items.Codes(column), _batch.Count);
        for (var outcome = 0; outcome < _moments.OutcomeCounts.Length; outcome++) _moments.OutcomeCounts[outcome].Add(_batch.OutcomeColumn(outcome), _batch.Count);
        _groups.Add(_batch);
        foreach (var tally in Beside) tally.Add(_batch);
        _blocks.Add(_batch);
    }
}
