using System.Collections.Immutable;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>A sheet whose first row names its columns.</summary>
internal sealed class SheetTable
{
    private readonly string _sheet;
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly ImmutableArray<ImmutableArray<string>> _rows;

    /// <summary>Reads the names; a column that stands twice is an error.</summary>
    public SheetTable(string sheet, ImmutableArray<ImmutableArray<string>> rows, QuestionnaireProblems problems)
    {
        (_sheet, _rows) = (sheet, rows);
        Headers = rows.IsEmpty ? [] : [.. rows[0].Select(header => header.Trim())];
        for (var column = 0; column < Headers.Length; column++)
            if (Headers[column].Length > 0 && !_columns.TryAdd(Headers[column], column)) problems.Error(Sheet.Cell(sheet, 0, column), "sheet-column-repeated", FileNode.Shorten(Headers[column]));
    }

    /// <summary>The names of the columns in their order, empty ones included.</summary>
    public ImmutableArray<string> Headers { get; }

    /// <summary>The rows that hold anything.</summary>
    public IEnumerable<SheetRow> Rows => Enumerable.Range(1, Math.Max(0, _rows.Length - 1)).Where(row => _rows[row].Any(cell => !string.IsNullOrWhiteSpace(cell))).Select(row => new SheetRow(this, row));

    /// <summary>Whether there is a column of this name.</summary>
    public bool Has(string column) => _columns.ContainsKey(column);

    /// <summary>What a cell holds, as it stands; empty where there is none.</summary>
    public string Cell(int row, string column) => _columns.TryGetValue(column, out var index) && index < _rows[row].Length ? _rows[row][index] : "";

    /// <summary>What a cell is called.</summary>
    public string Place(int row, string column) => Sheet.Cell(_sheet, row, _columns.GetValueOrDefault(column));
}

/// <summary>A row of a table.</summary>
internal readonly record struct SheetRow(SheetTable Table, int Row)
{
    /// <summary>The content of a cell without spaces around it: a name, a code, a number.</summary>
    public string this[string column] => Table.Cell(Row, column).Trim();

    /// <summary>The content of a cell as it stands: a text.</summary>
    public string Text(string column) => Table.Cell(Row, column);

    /// <summary>What a cell is called.</summary>
    public string Place(string column) => Table.Place(Row, column);
}
