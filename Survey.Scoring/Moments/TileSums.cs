using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Moments;

/// <summary>The hot loops: sums of products of columns of whole numbers, exact. Of one block and one thread; they stay in vectors from batch to batch.</summary>
/// <typeparam name="TValue">The values of a column.</typeparam>
internal abstract class TileSums<TValue>
{
    /// <summary>Adds the products of some rows.</summary>
    /// <param name="columns">All columns.</param>
    /// <param name="starts">Where each column of the tiles begins.</param>
    /// <param name="rows">The rows, a multiple of 64.</param>
    public abstract void Add(Span<TValue> columns, ReadOnlySpan<int> starts, int rows);

    /// <summary>Adds what was summed since the last time to the products of the block.</summary>
    public abstract void Flush();
}

/// <summary>Chooses the instructions.</summary>
internal static class TileSums
{
    /// <summary>Sums of products of 16-bit values.</summary>
    /// <param name="tiles">The products.</param>
    /// <param name="bound">No value is larger.</param>
    /// <param name="products">Takes the sums.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the sums are the same.</param>
    public static TileSums<short> OfShorts(ImmutableArray<ProductTile> tiles, long bound, Int128[] products, bool isPortable)
    {
        // A lane of 32 bits takes two products at a time.
        var most = int.MaxValue / Math.Max(2 * bound * bound, 1);
        if (isPortable || !Shorts256.IsSupported) return new TileSums<Shorts, short, Vector<short>, Vector<int>>(tiles, most, products);
        return Shorts512.IsSupported
            ? new TileSums<Shorts512, short, Vector512<short>, Vector512<int>>(tiles, most, products)
            : new TileSums<Shorts256, short, Vector256<short>, Vector256<int>>(tiles, most, products);
    }

    /// <summary>Sums of products of limbs.</summary>
    /// <param name="tiles">The products.</param>
    /// <param name="bound">No limb is larger in magnitude.</param>
    /// <param name="products">Takes the sums.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the sums are the same.</param>
    public static TileSums<long> OfLimbs(ImmutableArray<ProductTile> tiles, long bound, Int128[] products, bool isPortable)
    {
        var most = long.MaxValue / (bound * bound);
        if (isPortable || !Limbs256.IsSupported) return new TileSums<Limbs, long, Vector<long>, Vector<long>>(tiles, most, products);
        return Limbs512.IsSupported
            ? new TileSums<Limbs512, long, Vector512<int>, Vector512<long>>(tiles, most, products)
            : new TileSums<Limbs256, long, Vector256<int>, Vector256<long>>(tiles, most, products);
    }
}

/// <summary>Sums of products by certain instructions.</summary>
/// <param name="tiles">The products.</param>
/// <param name="most">How many vectors may be added before a sum could overflow.</param>
/// <param name="products">Takes the sums.</param>
internal sealed class TileSums<TOperations, TValue, TVector, TSums>(ImmutableArray<ProductTile> tiles, long most, Int128[] products) : TileSums<TValue>
    where TOperations : IMultiplyAdd<TValue, TVector, TSums>
{
    private readonly TSums[] _sums = new TSums[tiles.Sum(tile => tile.Cells)];
    private long _added;

    /// <inheritdoc/>
    public override void Add(Span<TValue> columns, ReadOnlySpan<int> starts, int rows)
    {
        for (var row = 0; row < rows;)
        {
            if (_added == most) Flush();
            var vectors = (int)Math.Min(most - _added, (rows - row) / TOperations.Rows);
            var sums = _sums.AsSpan();
            foreach (var tile in tiles)
            {
                if (tile.Cells == 1) Single(columns[(starts[tile.Left[0]] + row)..], columns[(starts[tile.Right[0]] + row)..], vectors, ref sums[0]);
                else Tile(columns[row..], starts, tile, vectors, sums);
                sums = sums[tile.Cells..];
            }

            _added += vectors;
            row += vectors * TOperations.Rows;
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        var first = 0;
        foreach (var tile in tiles)
        {
            foreach (var (cell, product, factor) in tile.Entries) products[product] += TOperations.Total(_sums[first + cell]) * factor;
            first += tile.Cells;
        }

        Array.Clear(_sums);
        _added = 0;
    }

    private static void Single(Span<TValue> left, Span<TValue> right, int vectors, ref TSums sums)
    {
        var rows = vectors * TOperations.Rows;
        ref var x = ref MemoryMarshal.GetReference(left[..rows]);
        ref var y = ref MemoryMarshal.GetReference(right[..rows]);
        var sum = sums;
        for (nuint row = 0; row < (nuint)rows; row += (nuint)TOperations.Rows) sum = TOperations.Add(sum, TOperations.Load(ref x, row), TOperations.Load(ref y, row));
        sums = sum;
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
