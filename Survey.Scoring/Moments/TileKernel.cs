using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Survey.Scoring.Moments;

/// <summary>The hot loops: sums of products of columns. They stay in vectors until they are taken; who adds sees to it that none runs over before.</summary>
/// <typeparam name="TValue">The values of a column.</typeparam>
/// <typeparam name="TTotal">The sum of a product.</typeparam>
internal abstract class TileKernel<TValue, TTotal>
{
    /// <summary>The rows of a vector.</summary>
    public abstract int Rows { get; }

    /// <summary>The number of products.</summary>
    public abstract int Entries { get; }

    /// <summary>Adds the products of some rows.</summary>
    /// <param name="columns">All columns.</param>
    /// <param name="starts">Where each column of the tiles begins.</param>
    /// <param name="vectors">How many vectors of rows are added.</param>
    public abstract void Add(Span<TValue> columns, ReadOnlySpan<int> starts, int vectors);

    /// <summary>Gives the sum of each entry of the tiles, one after the other, and begins anew.</summary>
    public abstract void Take(Span<TTotal> totals);
}

/// <summary>The loops with certain instructions.</summary>
/// <param name="tiles">The products.</param>
internal sealed class TileKernel<TOperations, TValue, TVector, TSums, TTotal>(ImmutableArray<ProductTile> tiles) : TileKernel<TValue, TTotal>
    where TOperations : IMultiplyAdd<TValue, TVector, TSums, TTotal>
{
    private readonly TSums[] _sums = new TSums[tiles.Sum(tile => tile.Cells)];

    /// <inheritdoc/>
    public override int Rows => TOperations.Rows;

    /// <inheritdoc/>
    public override int Entries { get; } = tiles.Sum(tile => tile.Entries.Length);

    /// <inheritdoc/>
    public override void Add(Span<TValue> columns, ReadOnlySpan<int> starts, int vectors)
    {
        var sums = _sums.AsSpan();
        foreach (var tile in tiles)
        {
            if (tile.Cells == ProductSchedule.Side) Strip(columns, starts, tile, vectors, sums);
            else if (tile.Cells == 1) Single(columns[starts[tile.Left[0]]..], columns[starts[tile.Right[0]]..], vectors, ref sums[0]);
            else Tile(columns, starts, tile, vectors, sums);
            sums = sums[tile.Cells..];
        }
    }

    /// <inheritdoc/>
    public override void Take(Span<TTotal> totals)
    {
        var (first, entry) = (0, 0);
        foreach (var tile in tiles)
        {
            foreach (var (cell, _) in tile.Entries) totals[entry++] = TOperations.Total(_sums[first + cell]);
            first += tile.Cells;
        }

        Array.Clear(_sums);
    }

    // Four sums that do not wait for each other.
    private static void Single(Span<TValue> left, Span<TValue> right, int vectors, ref TSums sums)
    {
        var step = (nuint)TOperations.Rows;
        var rows = (nuint)vectors * step;
        ref var x = ref MemoryMarshal.GetReference(left[..(int)rows]);
        ref var y = ref MemoryMarshal.GetReference(right[..(int)rows]);
        var (s0, s1, s2, s3) = (sums, default(TSums)!, default(TSums)!, default(TSums)!);
        nuint row = 0;
        for (; row + 4 * step <= rows; row += 4 * step)
        {
            s0 = TOperations.Add(s0, TOperations.Load(ref x, row), TOperations.Load(ref y, row));
            s1 = TOperations.Add(s1, TOperations.Load(ref x, row + step), TOperations.Load(ref y, row + step));
            s2 = TOperations.Add(s2, TOperations.Load(ref x, row + 2 * step), TOperations.Load(ref y, row + 2 * step));
            s3 = TOperations.Add(s3, TOperations.Load(ref x, row + 3 * step), TOperations.Load(ref y, row + 3 * step));
        }

        for (; row < rows; row += step) s0 = TOperations.Add(s0, TOperations.Load(ref x, row), TOperations.Load(ref y, row));
        sums = TOperations.Add(TOperations.Add(s0, s1), TOperations.Add(s2, s3));
    }

    private static void Strip(Span<TValue> columns, ReadOnlySpan<int> starts, ProductTile tile, int vectors, Span<TSums> sums)
    {
        var rows = vectors * TOperations.Rows;
        ref var left0 = ref MemoryMarshal.GetReference(columns.Slice(starts[tile.Left[0]], rows));
        ref var left1 = ref MemoryMarshal.GetReference(columns.Slice(starts[tile.Left[1]], rows));
        ref var left2 = ref MemoryMarshal.GetReference(columns.Slice(starts[tile.Left[2]], rows));
        ref var left3 = ref MemoryMarshal.GetReference(columns.Slice(starts[tile.Left[3]], rows));
        ref var right = ref MemoryMarshal.GetReference(columns.Slice(starts[tile.Right[0]], rows));
        var (s0, s1, s2, s3) = (sums[0], sums[1], sums[2], sums[3]);
        for (nuint row = 0; row < (nuint)rows; row += (nuint)TOperations.Rows)
        {
            var y = TOperations.Load(ref right, row);
            s0 = TOperations.Add(s0, TOperations.Load(ref left0, row), y);
            s1 = TOperations.Add(s1, TOperations.Load(ref left1, row), y);
            s2 = TOperations.Add(s2, TOperations.Load(ref left2, row), y);
            s3 = TOperations.Add(s3, TOperations.Load(ref left3, row), y);
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s0, s1, s2, s3);
    }

    // A value that is loaded serves four products.
    private static void Tile(Span<TValue> columns, ReadOnlySpan<int> starts, ProductTile tile, int vectors, Span<TSums> sums)
    {
        var rows = vectors * TOperations.Rows;
        ref var left0 = ref MemoryMarshal.GetReference(columns.Slice(starts[tile.Left[0]], rows));
        ref var left1 = ref MemoryMarshal.GetReference(columns.Slice(starts[tile.Left[1]], rows));
        ref var left2 = ref MemoryMarshal.GetReference(columns.Slice(starts[tile.Left[2]], rows));
        ref var left3 = ref MemoryMarshal.GetReference(columns.Slice(starts[tile.Left[3]], rows));
        ref var right0 = ref MemoryMarshal.GetReference(columns.Slice(starts[tile.Right[0]], rows));
        ref var right1 = ref MemoryMarshal.GetReference(columns.Slice(starts[tile.Right[1]], rows));
        ref var right2 = ref MemoryMarshal.GetReference(columns.Slice(starts[tile.Right[2]], rows));
        ref var right3 = ref MemoryMarshal.GetReference(columns.Slice(starts[tile.Right[3]], rows));
        var (s00, s01, s02, s03) = (sums[0], sums[1], sums[2], sums[3]);
        var (s10, s11, s12, s13) = (sums[4], sums[5], sums[6], sums[7]);
        var (s20, s21, s22, s23) = (sums[8], sums[9], sums[10], sums[11]);
        var (s30, s31, s32, s33) = (sums[12], sums[13], sums[14], sums[15]);
        for (nuint row = 0; row < (nuint)rows; row += (nuint)TOperations.Rows)
        {
            var x0 = TOperations.Load(ref left0, row);
            var x1 = TOperations.Load(ref left1, row);
            var x2 = TOperations.Load(ref left2, row);
            var x3 = TOperations.Load(ref left3, row);
            var y = TOperations.Load(ref right0, row);
            s00 = TOperations.Add(s00, x0, y);
            s10 = TOperations.Add(s10, x1, y);
            s20 = TOperations.Add(s20, x2, y);
            s30 = TOperations.Add(s30, x3, y);
            y = TOperations.Load(ref right1, row);
            s01 = TOperations.Add(s01, x0, y);
            s11 = TOperations.Add(s11, x1, y);
            s21 = TOperations.Add(s21, x2, y);
            s31 = TOperations.Add(s31, x3, y);
            y = TOperations.Load(ref right2, row);
            s02 = TOperations.Add(s02, x0, y);
            s12 = TOperations.Add(s12, x1, y);
            s22 = TOperations.Add(s22, x2, y);
            s32 = TOperations.Add(s32, x3, y);
            y = TOperations.Load(ref right3, row);
            s03 = TOperations.Add(s03, x0, y);
            s13 = TOperations.Add(s13, x1, y);
            s23 = TOperations.Add(s23, x2, y);
            s33 = TOperations.Add(s33, x3, y);
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s00, s01, s02, s03);
        (sums[4], sums[5], sums[6], sums[7]) = (s10, s11, s12, s13);
        (sums[8], sums[9], sums[10], sums[11]) = (s20, s21, s22, s23);
        (sums[12], sums[13], sums[14], sums[15]) = (s30, s31, s32, s33);
    }
}
