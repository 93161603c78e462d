using System.Collections.Immutable;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>
/// Adds batches of responses to moments: one per thread. Respondents that the block of a tree of blocks leaves out, because it asks for the
/// most, are kept until there is a batch of them; then they go through the rest of the tree.
/// </summary>
internal sealed class BatchAccumulator
{
    private readonly StudyMoments _moments;
    private readonly StudyPlan _plan;
    private readonly BatchScores _batch;
    private readonly GroupAdder _groups;
    private readonly ResponseHasher _hasher;
    private readonly BlockTree _itemTree;
    private readonly BlockTree _scoreTree;
    private readonly int _width;
    private readonly int[] _left;
    private readonly byte[] _leftAnswers;
    private readonly ItemScores _leftItems;
    private readonly ColumnStore _leftScores;
    private int _leftAnswerRows;

    /// <summary>An accumulator that adds rows of the table to the moments.</summary>
    /// <param name="moments">Takes the moments.</param>
    /// <param name="table">The responses.</param>
    /// <param name="rows">How many rows will be added, as far as that is known: few need little memory.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the moments are the same.</param>
    /// <param name="beside">Tallies that count the same rows.</param>
    public BatchAccumulator(StudyMoments moments, ResponseTable table, int rows = int.MaxValue, bool isPortable = false, ImmutableArray<IScoreTally> beside = default)
    {
        Beside = beside.IsDefault ? [] : beside;
        (_moments, _plan, _width) = (moments, moments.Plan, table.Layout.Width);
        var capacity = Math.Clamp(rows, 1, BatchScores.Rows);
        _batch = new BatchScores(_plan, table, capacity, isPortable);
        var stride = _batch.ScoreColumns.Stride;
        var buffers = new ColumnBuffers([.. _plan.ItemBlocks, .. _plan.ScoreBlocks], stride);
        _groups = new GroupAdder(_plan, table, stride, isPortable);
        _hasher = new ResponseHasher(table, isPortable);
        (_itemTree, _scoreTree) = (new BlockTree(_plan.ItemBlocks, moments, buffers, isPortable), new BlockTree(_plan.ScoreBlocks, moments, buffers, isPortable));
        _left = new int[stride];
        _leftAnswers = new byte[_width * stride];
        _leftItems = new ItemScores(_plan, capacity, isPortable);
        _leftScores = new ColumnStore(_plan.ScoreColumns, capacity);
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
        AddLeftItems();
        AddLeftScores();
        _itemTree.Finish();
        _scoreTree.Finish();
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

        var left = _itemTree.AddRoots(_batch.Items.Columns, _left);
        if (_leftAnswerRows + left > _leftItems.Columns.Capacity) AddLeftItems();
        var answers = _batch.AnswerCodes;
        foreach (var row in _left.AsSpan(0, left)) answers.Slice(row * _width, _width).CopyTo(_leftAnswers.AsSpan(_leftAnswerRows++ * _width));

        left = _scoreTree.AddRoots(_batch.ScoreColumns, _left);
        if (_leftScores.Count + left > _leftScores.Capacity) AddLeftScores();
        _leftScores.Append(_batch.ScoreColumns, _left.AsSpan(0, left));
    }

    private void AddLeftItems()
    {
        if (_leftAnswerRows == 0) return;
        _leftItems.Read(_leftAnswers.AsSpan(0, _leftAnswerRows * _width), _leftAnswerRows);
        _itemTree.AddOthers(_leftItems.Columns);
        _leftAnswerRows = 0;
    }

    private void AddLeftScores()
    {
        if (_leftScores.Count == 0) return;
        _leftScores.Pad();
        _scoreTree.AddOthers(_leftScores);
        _leftScores.Count = 0;
    }
}
