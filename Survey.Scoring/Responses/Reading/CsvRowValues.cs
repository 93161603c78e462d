namespace Survey.Scoring.Responses.Reading;

/// <summary>
/// The values of an attribute over the rows of a block: a code per row, 0 for "not given". Codes hold for the block only; what they are in a
/// table is asked once per code, at the first row that is added.
/// </summary>
internal sealed class CsvRowValues
{
    private readonly List<string> _values = [];
    private int[] _codes = [];
    private int[] _codesInTable = [];

    /// <summary>The value of a row, null where not given.</summary>
    public string? this[int row] => _codes[row] == 0 ? null : _values[_codes[row] - 1];

    /// <summary>Makes room for rows.</summary>
    public void Reserve(int rows) => Array.Resize(ref _codes, rows);

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        _values.Clear();
        Array.Clear(_codesInTable);
    }

    /// <summary>A code for a value that has none yet.</summary>
    public int Add(string value)
    {
        _values.Add(value);
        return _values.Count;
    }

    /// <summary>Sets the code of a row.</summary>
    public void Set(int row, int code) => _codes[row] = code;

    /// <summary>The code of a row's value among the values of a table, a new one when it was not seen before.</summary>
    public int CodeIn(AttributeValues table, int row)
    {
        var code = _codes[row];
        if (code == 0) return 0;
        if (_codesInTable.Length <= code) Array.Resize(ref _codesInTable, Math.Max(_values.Count + 1, 2 * _codesInTable.Length));
        ref var inTable = ref _codesInTable[code];
        if (inTable == 0) inTable = table.CodeOf(_values[code - 1]);
        return inTable;
    }
}
