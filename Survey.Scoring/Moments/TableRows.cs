using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>The rows of a table that are read at a time. One per thread.</summary>
/// <param name="table">The table.</param>
/// <param name="capacity">The most rows.</param>
internal sealed class TableRows(ResponseTable table, int capacity)
{
    private readonly int[] _identity = [.. Enumerable.Range(0, capacity)];
    private readonly int[] _places = new int[capacity];
    private readonly int[] _rows = new int[capacity];
    private byte[] _answers = [];
    private double[] _importance = [];
    private byte[] _outcomes = [];
    private int[] _attributes = [];
    // Where the piece begins that the rows stand in; −1 when they were brought together from several.
    private int _first = -1;
    private bool _arePicked;

    /// <summary>The most rows.</summary>
    public int Capacity => capacity;

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The first row in the table, when the rows are neighbours in one piece; otherwise −1.</summary>
    public int FirstOfNeighbours => _arePicked ? -1 : _first;

    /// <summary>Which rows of the sources these are, in ascending order.</summary>
    public ReadOnlySpan<int> Order => (_arePicked ? _places : _identity).AsSpan(0, Count);

    /// <summary>Rows of answers, of which <see cref="Order"/> names those that count.</summary>
    public ReadOnlySpan<byte> AnswerSource => _first >= 0 ? table.Answers(_first, table.RowsInPiece(_first)) : _answers;

    /// <summary>Rows of importance points, of which <see cref="Order"/> names those that count; NaN where not given.</summary>
    public ReadOnlySpan<double> ImportanceSource => _first >= 0 ? table.Importance(_first, table.RowsInPiece(_first)) : _importance;

    /// <summary>Rows of outcomes, of which <see cref="Order"/> names those that count.</summary>
    public ReadOnlySpan<byte> OutcomeSource => _first >= 0 ? table.Outcomes(_first, table.RowsInPiece(_first)) : _outcomes;

    /// <summary>Rows of attribute codes, of which <see cref="Order"/> names those that count; 0 is "not given".</summary>
    public ReadOnlySpan<int> AttributeSource => _first >= 0 ? table.Attributes(_first, table.RowsInPiece(_first)) : _attributes;

    /// <summary>The answer vectors, row by row.</summary>
    public ReadOnlySpan<byte> Answers => InOrder(AnswerSource, table.Layout.Width, ref _answers);

    /// <summary>The importance points, row by row.</summary>
    public ReadOnlySpan<double> Importance => InOrder(ImportanceSource, table.ImportanceCount, ref _importance);

    /// <summary>The codes of the outcomes, row by row.</summary>
    public ReadOnlySpan<byte> Outcomes => InOrder(OutcomeSource, table.Questionnaire.Outcomes.Length, ref _outcomes);

    /// <summary>The codes of the attribute values, row by row.</summary>
    public ReadOnlySpan<int> Attributes => InOrder(AttributeSource, table.Questionnaire.Attributes.Length, ref _attributes);

    /// <summary>The row of the table that a row is.</summary>
    public int RowOf(int row) => _arePicked ? _first + _places[row] : _first >= 0 ? _first + row : _rows[row];

    /// <summary>Takes as many neighbouring rows as there is room for and stand in one piece.</summary>
    public void Take(int row, int count)
    {
        (_first, _arePicked) = (row, false);
        Count = Math.Min(Math.Min(count, capacity), table.RowsInPiece(row));
    }

    /// <summary>Takes some rows of one piece.</summary>
    /// <param name="first">A row of the table.</param>
    /// <param name="places">How far behind it the rows stand, in ascending order.</param>
    public void Take(int first, ReadOnlySpan<int> places)
    {
        (_first, _arePicked, Count) = (first, true, places.Length);
        places.CopyTo(_places);
    }

    /// <summary>Takes some rows in any order, repeated as often as they are named.</summary>
    public void Take(ReadOnlySpan<int> rows)
    {
        (_first, _arePicked, Count) = (-1, false, rows.Length);
        rows.CopyTo(_rows);
        var (width, importance, outcomes, attributes) = (table.Layout.Width, table.ImportanceCount, table.Questionnaire.Outcomes.Length, table.Questionnaire.Attributes.Length);
        Reserve(ref _answers, width);
        Reserve(ref _importance, importance);
        Reserve(ref _outcomes, outcomes);
        Reserve(ref _attributes, attributes);
        for (var r = 0; r < rows.Length; r++)
        {
            table.Answers(rows[r], 1).CopyTo(_answers.AsSpan(r * width));
            table.Importance(rows[r], 1).CopyTo(_importance.AsSpan(r * importance));
            table.Outcomes(rows[r], 1).CopyTo(_outcomes.AsSpan(r * outcomes));
            table.Attributes(rows[r], 1).CopyTo(_attributes.AsSpan(r * attributes));
        }
    }

    private ReadOnlySpan<T> InOrder<T>(ReadOnlySpan<T> source, int width, ref T[] buffer)
    {
        if (!_arePicked) return source[..(Count * width)];
        Reserve(ref buffer, width);
        for (var r = 0; r < Count; r++) source.Slice(_places[r] * width, width).CopyTo(buffer.AsSpan(r * width));
        return buffer.AsSpan(0, Count * width);
    }

    private void Reserve<T>(ref T[] buffer, int width)
    {
        if (buffer.Length < width * capacity) buffer = new T[width * capacity];
    }
}
