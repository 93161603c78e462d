using System.Collections.Immutable;
using Survey.Scoring.Moments.Pairs;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>Adds batches of responses to the moments of a study: one per thread.</summary>
internal sealed class BatchAccumulator
{
    private readonly StudyMoments _moments;
    private readonly TableRows _rows;
    private readonly CompleteRows _sorted;
    private readonly BatchScores _batch;
    private readonly BlockAccumulator _blocks;
    private readonly GroupAdder _groups;
    private readonly PairAdder? _pairs;
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
        var capacity = Math.Clamp(rows, 1, BatchScores.MostRows);
        _rows = new TableRows(table, Math.Clamp(rows, 1, ResponseTable.ChunkRows));
        _sorted = new CompleteRows(table.Layout.Width, _rows.Capacity);
        _batch = new BatchScores(plan, table, capacity, isPortable);
        _blocks = new BlockAccumulator(plan, plan.ItemBlocks, plan.ScoreBlocks, moments.Blocks, table.Layout.Width, capacity, isPortable);
        _groups = new GroupAdder(plan, table, _batch.ScoreColumns.Stride, isPortable);
        _pairs = moments.Pairs is null ? null : new PairAdder(moments, table);
        _hasher = new ResponseHasher(table, isPortable);
    }

    /// <summary>The tallies that count the same rows.</summary>
    public ImmutableArray<IScoreTally> Beside { get; }

    /// <summary>Adds neighbouring rows.</summary>
    public void Add(int row, int count)
    {
        while (count > 0)
        {
            _rows.Take(row, count);
            _hasher.Add(_rows, ref _moments.DataHash);
            _sorted.Sort(_rows.Answers);
            Add(row, _sorted.Complete, _batch.Items.CanBeComplete);
            Add(row, _sorted.Others, areComplete: false);
            row += _rows.Count;
            count -= _rows.Count;
        }
    }

    /// <summary>Adds some rows in any order, each as often as it is named.</summary>
    public void Add(ReadOnlySpan<int> rows)
    {
        for (; rows.Length > 0; rows = rows[_batch.Count..])
        {
            _batch.Read(rows[..Math.Min(rows.Length, _batch.Rows.Capacity)]);
            _hasher.Add(_batch.Rows, ref _moments.DataHash);
            AddBatch();
        }
    }

    private void Add(int first, ReadOnlySpan<int> places, bool areComplete)
    {
        for (; places.Length > 0; places = places[_batch.Count..])
        {
            _batch.Read(first, places[..Math.Min(places.Length, _batch.Rows.Capacity)], areComplete);
            AddBatch();
        }
    }

    /// <summary>The moments of all rows that were added.</summary>
    public StudyMoments Finish()
    {
        _blocks.Finish();
        _groups.Finish(_moments);
        _pairs?.Finish(_moments);
        return _moments;
    }

    private void AddBatch()
    {
        _moments.Responses += _batch.Count;
        for (var column = 0; column < _moments.AnswerCounts.Length; column++) _moments.AnswerCounts[column].Add(_batch.Items.Codes(column), _batch.Count, _batch.Items.Columns.AreComplete);
        for (var outcome = 0; outcome < _moments.OutcomeCounts.Length; outcome++) _moments.OutcomeCounts[outcome].Add(_batch.OutcomeColumn(outcome), _batch.Count);
        _groups.Add(_batch);
        _pairs?.Add(_batch);
        foreach (var tally in Beside) tally.Add(_batch);
        _blocks.Add(_batch);
    }
}
