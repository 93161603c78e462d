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
    public const int Rows = 1024;

    private readonly StudyPlan _plan;
    private readonly ResponseTable _table;
    private readonly int _batteries;
    private readonly int _width;
    private readonly ItemScores _items;
    private readonly DimensionScores _dimensions;
    private readonly ImportanceWeights _weights;
    private readonly byte[] _outcomeColumns;
    private readonly bool _isPortable;
    private readonly long[][] _longs;
    private readonly long[] _batchOfLongs;
    private readonly int[] _rows;
    private byte[] _answerRows = [];
    private double[] _importanceRows = [];
    private byte[] _outcomeRows = [];
    private int[] _attributeRows = [];
    private int _first;
    private long _batch;

    /// <summary>Scores of rows of a table.</summary>
    public BatchScores(StudyPlan plan, ResponseTable table)
        : this(plan, table, Rows)
    {
    }

    /// <summary>Scores of rows of a table, at most <paramref name="capacity"/> at a time.</summary>
    /// <param name="plan">The plan of the table's questionnaire.</param>
    /// <param name="table">The responses.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the scores are the same.</param>
    public BatchScores(StudyPlan plan, ResponseTable table, int capacity, bool isPortable = false)
    {
        (_plan, _table, _rows) = (plan, table, new int[capacity]);
        (_batteries, _width) = (table.Questionnaire.Batteries.Length, table.Layout.Width);
        _items = new ItemScores(plan, capacity, isPortable);
        ScoreColumns = new ColumnStore(plan.ScoreColumns, capacity);
        _dimensions = new DimensionScores(plan, _items.Columns, ScoreColumns);
        _weights = new ImportanceWeights(plan, ScoreColumns);
        _outcomeColumns = new byte[plan.Outcomes.Length * ScoreColumns.Stride];
        _isPortable = isPortable;
        _longs = new long[plan.ScoreColumns.Length][];
        _batchOfLongs = new long[plan.ScoreColumns.Length];
    }

    /// <summary>The rows of the batch.</summary>
    public int Count { get; private set; }

    /// <summary>The answer vectors, row by row.</summary>
    public ReadOnlySpan<byte> AnswerCodes => AreNeighbours ? _table.Answers(_first, Count) : _answerRows.AsSpan(0, Count * _width);

    /// <summary>The importance points, row by row; NaN where not given.</summary>
    public ReadOnlySpan<double> Importance => AreNeighbours ? _table.Importance(_first, Count) : _importanceRows.AsSpan(0, Count * _table.ImportanceCount);

    /// <summary>The codes of the outcomes, row by row.</summary>
    public ReadOnlySpan<byte> OutcomeCodes => AreNeighbours ? _table.Outcomes(_first, Count) : _outcomeRows.AsSpan(0, Count * _table.Questionnaire.Outcomes.Length);

    /// <summary>The codes of an outcome; 0 beyond the batch, up to a whole vector.</summary>
    public ReadOnlySpan<byte> OutcomeColumn(int outcome) => _outcomeColumns.AsSpan(outcome * ScoreColumns.Stride, ScoreColumns.Padded);

    /// <summary>The codes of the attribute values, row by row; 0 is "not given".</summary>
    public ReadOnlySpan<int> AttributeCodes => AreNeighbours ? _table.Attributes(_first, Count) : _attributeRows.AsSpan(0, Count * _table.Questionnaire.Attributes.Length);

    /// <summary>The item columns.</summary>
    public ItemScores Items => _items;

    /// <summary>The score columns.</summary>
    public ColumnStore ScoreColumns { get; }

    /// <summary>Whether the rows stand one behind the other in the table, in one piece.</summary>
    public bool AreNeighbours => _first >= 0;

    /// <summary>Reads as many neighbouring rows as a batch takes, at most <paramref name="count"/>; how many says <see cref="Count"/>.</summary>
    public void Read(int row, int count)
    {
        _first = row;
        Count = Math.Min(Math.Min(count, _rows.Length), _table.RowsInPiece(row));
        for (var r = 0; r < Count; r++) _rows[r] = row + r;
        Score();
    }

    /// <summary>Reads some rows in any order, repeated as often as they are named; at most <see cref="Rows"/>.</summary>
    public void Read(ReadOnlySpan<int> rows)
    {
        var (importance, outcomes, attributes) = (_table.ImportanceCount, _table.Questionnaire.Outcomes.Length, _table.Questionnaire.Attributes.Length);
        if (_answerRows.Length == 0)
        {
            _answerRows = new byte[_width * _rows.Length];
            _importanceRows = new double[importance * _rows.Length];
            _outcomeRows = new byte[outcomes * _rows.Length];
            _attributeRows = new int[attributes * _rows.Length];
        }

        (_first, Count) = (-1, rows.Length);
        rows.CopyTo(_rows);
        for (var r = 0; r < rows.Length; r++)
        {
            _table.Answers(rows[r], 1).CopyTo(_answerRows.AsSpan(r * _width));
            _table.Importance(rows[r], 1).CopyTo(_importanceRows.AsSpan(r * importance));
            _table.Outcomes(rows[r], 1).CopyTo(_outcomeRows.AsSpan(r * outcomes));
            _table.Attributes(rows[r], 1).CopyTo(_attributeRows.AsSpan(r * attributes));
        }

        Score();
    }

    /// <summary>The row of the table that a row of the batch is.</summary>
    public int RowOf(int row) => _rows[row];

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
        var values = (_longs[column] ??= new long[_rows.Length]).AsSpan(0, Count);
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

    private void Score()
    {
        _batch++;
        ScoreColumns.Count = Count;
        _items.Read(AnswerCodes, Count);
        _dimensions.Score(_batteries);
        ScoreOutcomes();
        _weights.Score(Importance);
        ScoreColumns.Pad();
    }

    private void ScoreOutcomes()
    {
        ByteTranspose.Write(OutcomeCodes, _plan.Outcomes.Length, _outcomeColumns, ScoreColumns.Stride, _isPortable);
        for (var outcome = 0; outcome < _plan.Outcomes.Length; outcome++)
        {
            _outcomeColumns.AsSpan(outcome * ScoreColumns.Stride + Count, ScoreColumns.Padded - Count).Clear();
            ItemScores.Recode(OutcomeColumn(outcome), null, ScoreColumns.Narrow(_plan.Outcomes[outcome]));
        }
    }
}
