using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Moments;

/// <summary>Sums of products of columns of 16-bit values, exact: of one block and one thread.</summary>
internal sealed class NarrowTileSums
{
    private readonly ImmutableArray<ProductTile> _tiles;
    private readonly TileKernel<short, long> _kernel;
    private readonly Int128[] _products;
    private readonly long[] _totals;
    private readonly long _most;
    private long _added;

    /// <summary>Sums of products.</summary>
    /// <param name="tiles">The products.</param>
    /// <param name="bound">No value is larger.</param>
    /// <param name="products">Takes the sums.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the sums are the same.</param>
    public NarrowTileSums(ImmutableArray<ProductTile> tiles, long bound, Int128[] products, bool isPortable)
    {
        (_tiles, _products) = (tiles, products);
        // A lane of 32 bits takes two products at a time.
        _most = int.MaxValue / Math.Max(2 * bound * bound, 1);
        _kernel = isPortable || !Shorts256.IsSupported ? new TileKernel<Shorts, short, Vector<short>, Vector<int>, long>(tiles)
            : Shorts512.IsSupported ? new TileKernel<Shorts512, short, Vector512<short>, Vector512<int>, long>(tiles)
            : new TileKernel<Shorts256, short, Vector256<short>, Vector256<int>, long>(tiles);
        _totals = new long[_kernel.Entries];
    }

    /// <summary>Adds the products of some rows.</summary>
    /// <param name="columns">All columns.</param>
    /// <param name="starts">Where each column of the tiles begins.</param>
    /// <param name="rows">The rows, a multiple of 64.</param>
    public void Add(Span<short> columns, ReadOnlySpan<int> starts, int rows)
    {
        for (var row = 0; row < rows;)
        {
            if (_added == _most) Flush();
            var vectors = (int)Math.Min(_most - _added, (rows - row) / _kernel.Rows);
            _kernel.Add(columns[row..], starts, vectors);
            _added += vectors;
            row += vectors * _kernel.Rows;
        }
    }

    /// <summary>Adds what was summed since the last time to the products of the block.</summary>
    public void Flush()
    {
        _kernel.Take(_totals);
        var next = 0;
        foreach (var tile in _tiles)
            foreach (var (_, product) in tile.Entries) _products[product] += _totals[next++];
        _added = 0;
    }
}
