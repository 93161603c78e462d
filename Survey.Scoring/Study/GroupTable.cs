using System.Collections.Immutable;

namespace Survey.Scoring.Study;

/// <summary>
/// Two attributes against each other: a row and a column for each shown value, and one for all hidden values and blanks together, because of
/// these only the sum follows. Finds what the margins, and cells shown beside them, give away.
/// </summary>
internal sealed class GroupTable
{
    private const int Rest = 0;
    private readonly Dictionary<string, int> _rows;
    private readonly Dictionary<string, int> _columns;
    private readonly ImmutableArray<(int Row, int Column, long People)> _cells;
    private readonly int[][] _cellsAt;
    private readonly long[] _rowSums;
    private readonly long[] _columnSums;

    // Of the last search: how many people a cell carries, from where and with how many a node was reached.
    private readonly long[] _used;
    private readonly int[] _by;
    private readonly long[] _reach;

    public GroupTable(IReadOnlyCollection<(string Row, string Column, long People)> cells, ImmutableHashSet<string> hiddenRows, ImmutableHashSet<string> hiddenColumns)
    {
        // In the order of the values, so that what is hidden does not depend on the order of the responses.
        _rows = Places(cells.Select(cell => cell.Row), hiddenRows);
        _columns = Places(cells.Select(cell => cell.Column), hiddenColumns);
        _cells =
        [
            .. cells.GroupBy(cell => (Row: _rows.GetValueOrDefault(cell.Row, Rest), Column: _columns.GetValueOrDefault(cell.Column, Rest)))
                .Select(group => (group.Key.Row, group.Key.Column, People: group.Sum(cell => cell.People))).Where(cell => cell.People > 0).Order(),
        ];
        (_rowSums, _columnSums) = (new long[_rows.Count + 1], new long[_columns.Count + 1]);
        foreach (var (row, column, people) in _cells) (_rowSums[row], _columnSums[column]) = (_rowSums[row] + people, _columnSums[column] + people);

        var nodes = _rowSums.Length + _columnSums.Length;
        var at = new List<int>[nodes];
        for (var node = 0; node < nodes; node++) at[node] = [];
        foreach (var (index, cell) in _cells.Index())
        {
            at[cell.Row].Add(index);
            at[_rowSums.Length + cell.Column].Add(index);
        }

        _cellsAt = [.. at.Select(indices => indices.ToArray())];
        (_used, _by, _reach) = (new long[_cells.Length], new int[nodes], new long[nodes]);
    }

    /// <summary>The row of a value; −1 when it is hidden or does not exist.</summary>
    public int Row(string value) => _rows.GetValueOrDefault(value, -1);

    /// <summary>The column of a value; −1 when it is hidden or does not exist.</summary>
    public int Column(string value) => _columns.GetValueOrDefault(value, -1);

    /// <summary>The value to hide next, because the margins alone give a small cell away; null when they do not.</summary>
    public (bool IsRow, string Value)? Betrayed(int minimum)
    {
        var none = new bool[_cells.Length];
        foreach (var (row, column, _) in _cells.Where(cell => cell.People < minimum))
        {
            if (SmallestCut(row, column, none, minimum) >= minimum) continue;
            if (row == Rest && column == Rest) return SmallestShown();
            var isRow = column == Rest || (row != Rest && _rowSums[row] <= _columnSums[column]);
            return (isRow, isRow ? _rows.First(value => value.Value == row).Key : _columns.First(value => value.Value == column).Key);
        }

        return null;
    }

    /// <summary>The cells of shown values that may be shown as well.</summary>
    public HashSet<(int Row, int Column)> ShownCells(int minimum)
    {
        bool[] shown = [.. _cells.Select(cell => cell.People >= minimum && cell is { Row: not Rest, Column: not Rest })];
        // Hiding more never gives anything away, so what is settled stays so.
        foreach (var (row, column, _) in _cells.Where(cell => cell.People < minimum))
        {
            while (SmallestCut(row, column, shown, minimum) < minimum)
            {
                int[] candidates = [.. Enumerable.Range(0, shown.Length).Where(place => shown[place])];
                if (candidates.Length == 0) break;
                shown[candidates.OrderBy(place => _cells[place].Row != row && _cells[place].Column != column).ThenBy(place => _cells[place].People).ThenBy(place => place).First()] = false;
            }
        }

        return [.. _cells.Where((_, place) => shown[place]).Select(cell => (cell.Row, cell.Column))];
    }

    private (bool IsRow, string Value)? SmallestShown() =>
        _rows.Select(value => (IsRow: true, Value: value.Key, People: _rowSums[value.Value])).Concat(_columns.Select(value => (IsRow: false, Value: value.Key, People: _columnSums[value.Value])))
            .OrderBy(group => group.People).ThenBy(group => group.IsRow).ThenBy(group => group.Value, StringComparer.Ordinal).Select(group => ((bool, string)?)(group.IsRow, group.Value)).FirstOrDefault();

    private static Dictionary<string, int> Places(IEnumerable<string> values, ImmutableHashSet<string> hidden) =>
        values.Where(value => value.Length > 0 && !hidden.Contains(value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Index()
            .ToDictionary(entry => entry.Item, entry => entry.Index + 1, StringComparer.Ordinal);

    // The fewest people in cells that lead from a set with this row to outside it, this column outside, while no cell leads back; by
    // augmenting paths, at most as many as the minimum, for each carries somebody.
    private long SmallestCut(int row, int column, bool[] shown, int minimum)
    {
        var (from, to) = (row, _rowSums.Length + column);
        var carrying = new List<int>();
        long flow = 0;
        while (flow < minimum && FindPath(from, to, shown) is > 0 and var more)
        {
            for (var node = to; node != from;)
            {
                var cell = _cells[_by[node]];
                var isForward = node >= _rowSums.Length;
                _used[_by[node]] += isForward ? more : -more;
                carrying.Add(_by[node]);
                node = isForward ? cell.Row : _rowSums.Length + cell.Column;
            }

            flow += more;
        }

        foreach (var cell in carrying) _used[cell] = 0;
        return flow;
    }

    /// <summary>How many more people the shortest path from a row to a column can carry; 0 when there is none. <c>_by</c> tells the path.</summary>
    private long FindPath(int from, int to, bool[] shown)
    {
        Array.Clear(_reach);
        _reach[from] = long.MaxValue;
        var waiting = new Queue<int>([from]);
        while (waiting.TryDequeue(out var node) && _reach[to] == 0)
        {
            var isRow = node < _rowSums.Length;
            foreach (var place in _cellsAt[node])
            {
                if (shown[place]) continue;
                var cell = _cells[place];
                // Out of a row as many as are left; out of a column, against the cell, without end.
                var (next, room) = isRow ? (_rowSums.Length + cell.Column, cell.People - _used[place]) : (cell.Row, long.MaxValue);
                if (room <= 0 || _reach[next] > 0) continue;
                (_reach[next], _by[next]) = (Math.Min(_reach[node], room), place);
                waiting.Enqueue(next);
            }
        }

        return _reach[to];
    }
}
