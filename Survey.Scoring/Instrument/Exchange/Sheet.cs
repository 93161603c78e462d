using System.Collections.Immutable;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>A sheet of a spreadsheet: cells as text, row by row; a row may be shorter than the widest.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Its rows from the first one on, empty ones included.</param>
public sealed record Sheet(string Name, ImmutableArray<ImmutableArray<string>> Rows)
{
    /// <summary>What a cell is called: the sheet, an exclamation mark, the column's letters and the row's number (<c>survey!C5</c>), or without a sheet <c>C5</c>.</summary>
    /// <param name="sheet">The sheet's name; empty for a file without sheets.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    public static string Cell(string sheet, int row, int column)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters = (char)('A' + ((rest - 1) % 26)) + letters;
        var cell = letters + FileNode.Number(row + 1);
        return sheet.Length == 0 ? cell : $"{sheet}!{cell}";
    }

    /// <summary>Equal content.</summary>
    public bool Equals(Sheet? other) => other is not null && Name == other.Name && Rows.Length == other.Rows.Length && Rows.Zip(other.Rows).All(rows => rows.First.SequenceEqual(rows.Second));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Rows.Length);
}
