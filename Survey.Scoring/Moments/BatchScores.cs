using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>
/// The scores of a batch of responses, column by column: answers to item columns, these to score columns. What reads responses once more
/// (weights, distances of respondents, scaling of fit) reads these. One per thread; its buffers are all the memory that it needs.
/// </summary>
/// <remarks>What a column is and which there are says the <see cref="StudyPlan"/>.</remarks>
internal sealed class BatchScores
{
    /// <summary>The most rows of a batch: small enough for the columns of a model to stay in the second-level cache.</summary>
    public const int MostRows = 1024;

    private readonly StudyPlan _plan;
    private readonly int _batteries;
    private readonly ItemScores _items;
    private readonly DimensionScores _dimensions;
    private readonly ImportanceWeights _weights;
    private readonly byte[] _outcomeColumns;
    private readonly bool _isPortable;
    private readonly long[][] _longs;
    private readonly long[] _batchOfLongs;
    private readonly TableRows _rows;
    private long _batch;

    /// <summary>Scores of rows of a table.</summary>
    public BatchScores(StudyPlan plan, ResponseTable table)
        : this(plan, table, MostRows)
    {
    }

    /// <summary>Scores of rows of a table, at most <paramref name="capacity"/> at a time.</summary>
    /// <param name="plan">The plan of the table's questionnaire.</param>
    /// <param name="table">The responses.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the scores are the same.</param>
    public BatchScores(StudyPlan plan, ResponseTable table, int capacity, bool isPortable = false)
    {
        (_plan, _rows, _batteries) = (plan, new TableRows(table, capacity), table.Questionnaire.Batteries.Length);
        _items = new ItemScores(plan, capacity, isPortable);
        ScoreColumns = new ColumnStore(plan.ScoreColumns, capacity, factors: plan.WideFactors);
        _dimensions = new DimensionScores(plan, _items.Columns, ScoreColumns);
        _weights = new ImportanceWeights(plan, ScoreColumns);
        _outcomeColumns = new byte[plan.Outcomes.Length * ScoreColumns.Stride];
        _isPortable = isPortable;
        _longs = new long[plan.ScoreColumns.Length][];
        _batchOfLongs = new long[plan.ScoreColumns.Length];
    }

    /// <summary>The number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>The rows of the table.</summary>
    public TableRows Rows => _rows;

    /// <summary>The answer vectors, row by row.</summary>
    public ReadOnlySpan<byte> AnswerCodes => _rows.Answers;

    /// <summary>The importance points, row by row; NaN where not given.</summary>
    public ReadOnlySpan<double> Importance => _rows.Importance;

    /// <summary>The codes of the outcomes, row by row.</summary>
    public ReadOnlySpan<byte> OutcomeCodes => _rows.Outcomes;

    /// <summary>The codes of an outcome; 0 beyond the batch, up to a whole vector.</summary>
    public ReadOnlySpan<byte> OutcomeColumn(int outcome) => _outcomeColumns.AsSpan(outcome * ScoreColumns.Stride, ScoreColumns.Padded);

    /// <summary>The codes of the attribute values, row by row; 0 is "not given".</summary>
    public ReadOnlySpan<int> AttributeCodes => _rows.Attributes;

    /// <summary>The item columns.</summary>
    public ItemScores Items => _items;

    /// <summary>The score columns.</summary>
    public ColumnStore ScoreColumns { get; }

    /// <summary>Reads as many neighbouring rows as a batch takes, at most <paramref name="count"/>; how many says <see cref="Count"/>.</summary>
    public void Read(int row, int count)
    {
        _rows.Take(row, count);
        Score(areComplete: false);
    }

    /// <summary>Reads some rows in any order, repeated as often as they are named; no more than a batch takes.</summary>
    public void Read(ReadOnlySpan<int> rows)
    {
        _rows.Take(rows);
        Score(areComplete: false);
    }

    /// <summary>Reads rows that have every answer, or some that need not: see <see cref="ItemScores.Read"/>.</summary>
    /// <param name="first">A row of the table.</param>
    /// <param name="places">How far behind it, in the same piece, the rows stand; in ascending order, and no more than a batch takes.</param>
    /// <param name="areComplete">Whether all have every answer.</param>
    public void Read(int first, ReadOnlySpan<int> places, bool areComplete)
    {
        _rows.Take(first, places);
        Score(areComplete);
    }

    /// <summary>The row of the table that a row of the batch is.</summary>
    public int RowOf(int row) => _rows.RowOf(row);

    /// <summary>
    /// An item column: values above the column's offset, <see cref="ItemScoreTable.Missing"/> where missing. It is as long as the largest batch; what
    /// stands beyond this one has no meaning.
    /// </summary>
    public ReadOnlySpan<short> ItemValues(int column) => _items.Columns.WholeNarrow(column);

    /// <summary>A score column of the batch: values over the column's denominator, <see cref="ScoreColumn.Missing"/> where missing.</summary>
    public ReadOnlySpan<long> ScoreValues(int column)
    {
        // Put together once per batch: callers ask for single rows too.
        var isThere = _longs[column] is not null && _batchOfLongs[column] == _batch;
        var values = (_longs[column] ??= new long[_rows.Capacity]).AsSpan(0, Count);
        if (isThere) return values;
        _batchOfLongs[column] = _batch;
        for (var r = 0; r < values.Length; r++) values[r] = ScoreColumns.At(column, r);
        return values;
    }

    /// <summary>The scores of an item column as numbers on its scale, NaN where missing.</summary>
    /// <param name="column">A column of <see cref="StudyPlan.ItemColumns"/>.</param>
    /// <param name="scores">Takes a number per row of the batch.</param>
    public void CopyItems(int column, Span<double> scores)
    {
        var values = ItemValues(column)[..Count];
        var offset = _plan.ItemColumns[column].Offset;
        for (var r = 0; r < values.Length; r++) scores[r] = values[r] < 0 ? double.NaN : offset + values[r];
    }

    /// <summary>The scores of a score column as numbers on its scale, NaN where missing.</summary>
    /// <param name="column">A column of <see cref="StudyPlan.ScoreColumns"/>.</param>
    /// <param name="scores">Takes a number per row of the batch.</param>
    public void CopyScores(int column, Span<double> scores)
    {
        var values = ScoreValues(column);
        var (offset, denominator, _) = _plan.ScoreColumns[column];
        for (var r = 0; r < values.Length; r++) scores[r] = values[r] == ScoreColumn.Missing ? double.NaN : offset + values[r] / (double)denominator;
    }

    private void Score(bool areComplete)
    {
        _batch++;
        ScoreColumns.Count = Count;
        _items.Read(_rows.AnswerSource, _rows.Order, areComplete);
        _dimensions.Score(_batteries);
        ScoreOutcomes();
        _weights.Score(_rows.ImportanceSource, _rows.Order);
        ScoreColumns.Pad();
        ScoreColumns.WidenFactors();
    }

    private void ScoreOutcomes()
    {
        ByteTranspose.Write(_rows.OutcomeSource, _rows.Order, _plan.Outcomes.Length, _outcomeColumns, ScoreColumns.Stride, _isPortable);
        for (var outcome = 0; outcome < _plan.Outcomes.Length; outcome++)
        {
            _outcomeColumns.AsSpan(outcome * ScoreColumns.Stride + Count, ScoreColumns.Padded - Count).Clear();
            ItemScores.Recode(OutcomeColumn(outcome), null, ScoreColumns.Narrow(_plan.Outcomes[outcome]));
        }
    }
}
