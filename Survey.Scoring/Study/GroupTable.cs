using System.Collections.Immutable;

namespace Survey.Scoring.Study;

/// <summary>
/// Two attributes against each other: a row and a column for each shown value, and one for all hidden values and blanks together, because of
/// these only the sum follows. Finds what the margins, and cells shown beside them, give away.
/// </summary>
internal sealed class GroupTable
{
    private const int Rest = 0;
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(int Row, int Column), long> _cells = [];
    private readonly long[] _rowSums;
    private readonly long[] _columnSums;

    public GroupTable(IEnumerable<(string? Row, string? Column, long Count)> cells, ImmutableHashSet<string> hiddenRows, ImmutableHashSet<string> hiddenColumns)
    {
        // In the order of the values, so that what is hidden does not depend on the order of the responses.
        foreach (var (row, column, count) in cells.Where(cell => cell.Count > 0).OrderBy(cell => cell.Row, StringComparer.Ordinal).ThenBy(cell => cell.Column, StringComparer.Ordinal))
        {
            var cell = (PlaceOf(row, _rows, hiddenRows), PlaceOf(column, _columns, hiddenColumns));
            _cells[cell] = _cells.GetValueOrDefault(cell) + count;
        }

        (_rowSums, _columnSums) = (new long[_rows.Count + 1], new long[_columns.Count + 1]);
        foreach (var ((row, column), count) in _cells) (_rowSums[row], _columnSums[column]) = (_rowSums[row] + count, _columnSums[column] + count);
    }

    /// <summary>The row of a value; −1 when it is hidden or does not exist.</summary>
    public int Row(string value) => _rows.GetValueOrDefault(value, -1);

    /// <summary>The column of a value; −1 when it is hidden or does not exist.</summary>
    public int Column(string value) => _columns.GetValueOrDefault(value, -1);

    /// <summary>The value to hide next, because the margins alone give a small cell away; null when they do not.</summary>
    public (bool IsRow, string Value)? Betrayed(int minimum)
    {
        foreach (var ((row, column), _) in _cells.Where(cell => cell.Value < minimum))
        {
            if (SmallestCut(row, column, [], minimum) >= minimum) continue;
            if (row == Rest && column == Rest) return SmallestShown();
            var isRow = column == Rest || (row != Rest && _rowSums[row] <= _columnSums[column]);
            return (isRow, isRow ? _rows.First(value => value.Value == row).Key : _columns.First(value => value.Value == column).Key);
        }

        return null;
    }

    /// <summary>The cells of shown values that may be shown as well.</summary>
    public HashSet<(int Row, int Column)> ShownCells(int minimum)
    {
        HashSet<(int Row, int Column)> shown = [.. _cells.Where(cell => cell.Value >= minimum && cell.Key is { Row: not Rest, Column: not Rest }).Select(cell => cell.Key)];
        // Hiding more never gives anything away, so what is settled stays so.
        foreach (var ((row, column), _) in _cells.Where(cell => cell.Value < minimum))
        {
            while (shown.Count > 0 && SmallestCut(row, column, shown, minimum) < minimum)
                shown.Remove(shown.OrderBy(cell => cell.Row != row && cell.Column != column).ThenBy(cell => _cells[cell]).ThenBy(cell => cell).First());
        }

        return shown;
    }

    private (bool IsRow, string Value)? SmallestShown() =>
        _rows.Select(value => (IsRow: true, Value: value.Key, People: _rowSums[value.Value])).Concat(_columns.Select(value => (IsRow: false, Value: value.Key, People: _columnSums[value.Value])))
            .OrderBy(group => group.People).ThenBy(group => group.IsRow).ThenBy(group => group.Value, StringComparer.Ordinal).Select(group => ((bool, string)?)(group.IsRow, group.Value)).FirstOrDefault();

    private static int PlaceOf(string? value, Dictionary<string, int> places, ImmutableHashSet<string> hidden)
    {
        if (value is null || hidden.Contains(value)) return Rest;
        if (!places.TryGetValue(value, out var place)) places.Add(value, place = places.Count + 1);
        return place;
    }

    // The fewest people in cells that lead from a set with this row to outside it, this column outside, while no cell leads back; by
    // augmenting paths, at most as many as the minimum, for each carries somebody.
    private long SmallestCut(int row, int column, HashSet<(int Row, int Column)> shown, int minimum)
    {
        var (rows, columns) = (_rowSums.Length, _columnSums.Length);
        var edges = _cells.Where(cell => !shown.Contains(cell.Key)).Select(cell => (cell.Key.Row, Column: rows + cell.Key.Column, cell.Value)).ToArray();
        var at = new List<int>[rows + columns];
        for (var node = 0; node < at.Length; node++) at[node] = [];
        foreach (var (edge, (from, to, _)) in edges.Index())
        {
            at[from].Add(edge);
            at[to].Add(edge);
        }

        var used = new long[edges.Length];
        long flow = 0;
        while (flow < minimum)
        {
            var by = new int[at.Length];
            Array.Fill(by, -1);
            var reach = new long[at.Length];
            reach[row] = long.MaxValue;
            var waiting = new Queue<int>([row]);
            while (waiting.TryDequeue(out var node) && reach[rows + column] == 0)
            {
                foreach (var edge in at[node])
                {
                    var (from, to, people) = edges[edge];
                    // Out of a row as many as are left; out of a column, against the cell, without end.
                    var (next, room) = node == from ? (to, people - used[edge]) : (from, long.MaxValue);
                    if (room <= 0 || reach[next] > 0) continue;
                    (reach[next], by[next]) = (Math.Min(reach[node], room), edge);
                    waiting.Enqueue(next);
                }
            }

            var more = reach[rows + column];
            if (more == 0) return flow;
            for (var node = rows + column; node != row;)
            {
                var (from, to, _) = edges[by[node]];
                used[by[node]] += node == to ? more : -more;
                node = node == to ? from : to;
            }

            flow += more;
        }

        return flow;
    }
}
