using Survey.Scoring.Responses;

namespace Survey.Scoring.Study.Resampling;

/// <summary>The rows of a table, group by group, within a group in the order of the table.</summary>
internal sealed class RowsByGroup
{
    private readonly int[] _rows;
    private readonly int[] _starts;

    private RowsByGroup(int[] rows, int[] starts) => (_rows, _starts) = (rows, starts);

    /// <summary>The number of rows of the largest group.</summary>
    public int LargestGroup => Enumerable.Range(0, _starts.Length - 1).Max(group => _starts[group + 1] - _starts[group]);

    /// <summary>The rows of a group.</summary>
    public ReadOnlySpan<int> RowsOf(int group) => _rows.AsSpan(_starts[group].._starts[group + 1]);

    /// <summary>Divides the rows by the hash of their ids.</summary>
    public static RowsByGroup Of(ResponseTable responses, int groups)
    {
        const int Stretch = 1 << 14;
        var groupOf = new int[responses.Count];
        Parallel.For(0, (responses.Count + Stretch - 1) / Stretch, stretch =>
        {
            for (var row = stretch * Stretch; row < Math.Min((stretch + 1) * Stretch, groupOf.Length); row++) groupOf[row] = UnitKey.GroupOf(responses, row, groups);
        });

        // A counting sort: how many rows there are up to each group, then every row to its place.
        var starts = new int[groups + 1];
        foreach (var group in groupOf) starts[group + 1]++;
        for (var group = 0; group < groups; group++) starts[group + 1] += starts[group];
        int[] next = [.. starts];
        var rows = new int[groupOf.Length];
        for (var row = 0; row < groupOf.Length; row++) rows[next[groupOf[row]]++] = row;
        return new(rows, starts);
    }
}
