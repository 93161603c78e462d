using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Moments;

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
        TileKernel<short, long> kernel = isPortable || !Shorts256.IsSupported ? new TileKernel<Shorts, short, Vector<short>, Vector<int>, long>(tiles)
            : Shorts512.IsSupported ? new TileKernel<Shorts512, short, Vector512<short>, Vector512<int>, long>(tiles)
            : new TileKernel<Shorts256, short, Vector256<short>, Vector256<int>, long>(tiles);
        // A lane of 32 bits takes two products at a time.
        return new TileSums<short>(tiles, kernel, int.MaxValue / Math.Max(2 * bound * bound, 1), products);
    }

    /// <summary>Sums of products of 64-bit values that are at most <see cref="ProductSchedule.LargestWord"/>.</summary>
    /// <param name="tiles">The products.</param>
    /// <param name="products">Takes the sums.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the sums are the same.</param>
    public static TileSums<long> OfWords(ImmutableArray<ProductTile> tiles, Int128[] products, bool isPortable) =>
        // The lanes too are added in 64 bits.
        new(tiles, WordKernel(tiles, isPortable), long.MaxValue / ProductSchedule.LargestWord / Vector512<long>.Count, products);

    /// <summary>Sums of products modulo 2⁶⁴.</summary>
    public static TileKernel<long, long> WordKernel(ImmutableArray<ProductTile> tiles, bool isPortable) => Vector512.IsHardwareAccelerated && !isPortable
        ? new TileKernel<Words512, long, Vector512<long>, Vector512<long>, long>(tiles)
        : new TileKernel<Words, long, Vector<long>, Vector<long>, long>(tiles);

    /// <summary>Sums of products in floating point.</summary>
    public static TileKernel<long, double> RealKernel(ImmutableArray<ProductTile> tiles, bool isPortable) => Vector512.IsHardwareAccelerated && !isPortable
        ? new TileKernel<Reals512, long, Vector512<double>, Vector512<double>, double>(tiles)
        : new TileKernel<Reals, long, Vector<double>, Vector<double>, double>(tiles);
}

/// <summary>Sums of products of columns of whole numbers, exact: of one block and one thread.</summary>
/// <typeparam name="TValue">The values of a column.</typeparam>
/// <param name="tiles">The products.</param>
/// <param name="kernel">Sums them.</param>
/// <param name="most">How many vectors may be added before a sum could overflow.</param>
/// <param name="products">Takes the sums.</param>
internal sealed class TileSums<TValue>(ImmutableArray<ProductTile> tiles, TileKernel<TValue, long> kernel, long most, Int128[] products)
{
    private readonly long[] _totals = new long[kernel.Entries];
    private long _added;

    /// <summary>Adds the products of some rows.</summary>
    /// <param name="columns">All columns.</param>
    /// <param name="starts">Where each column of the tiles begins.</param>
    /// <param name="rows">The rows, a multiple of 64.</param>
    public void Add(Span<TValue> columns, ReadOnlySpan<int> starts, int rows)
    {
        for (var row = 0; row < rows;)
        {
            if (_added == most) Flush();
            var vectors = (int)Math.Min(most - _added, (rows - row) / kernel.Rows);
            kernel.Add(columns[row..], starts, vectors);
            _added += vectors;
            row += vectors * kernel.Rows;
        }
    }

    /// <summary>Adds what was summed since the last time to the products of the block.</summary>
    public void Flush()
    {
        kernel.Take(_totals);
        var next = 0;
        foreach (var tile in tiles)
            foreach (var (_, product) in tile.Entries) products[product] += _totals[next++];
        _added = 0;
    }
}
