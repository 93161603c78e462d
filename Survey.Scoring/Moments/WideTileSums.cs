using System.Collections.Immutable;

namespace Survey.Scoring.Moments;

/// <summary>Sums of products of columns of 64-bit values, exact: of one block and one thread.</summary>
/// <remarks>
/// A product has up to 98 bits. It is summed twice: modulo 2⁶⁴, which is exact, and in floating point, which is off by less than 2⁶³. Only one whole
/// number is both, so no value is split into parts that are multiplied one by one.
/// </remarks>
internal sealed class WideTileSums
{
    /// <summary>The most rows that are added at a time: their columns stay in the first-level cache.</summary>
    public const int MostRows = 192;

    private readonly ImmutableArray<ProductTile> _tiles;
    private readonly TileKernel<long, long> _words;
    private readonly TileKernel<long, double> _reals;
    private readonly Int128[] _products;
    private readonly long[] _low;
    private readonly double[] _near;
    private readonly long _most;
    private long _added;

    /// <summary>Sums of products.</summary>
    /// <param name="tiles">The products.</param>
    /// <param name="bound">No value is larger in magnitude; at most 2⁴⁹.</param>
    /// <param name="products">Takes the sums.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the sums are the same.</param>
    public WideTileSums(ImmutableArray<ProductTile> tiles, long bound, Int128[] products, bool isPortable)
    {
        (_tiles, _products) = (tiles, products);
        // A sum of k products of at most p is rounded k times by p k 2⁻⁵³ at most, in each of up to eight lanes: with this k by less than 2⁶¹.
        _most = (long)Math.Min(Math.Sqrt(Math.ScaleB(1, 110)) / bound, 1 << 20);
        (_words, _reals) = (TileSums.WordKernel(tiles, isPortable), TileSums.RealKernel(tiles, isPortable));
        (_low, _near) = (new long[_words.Entries], new double[_words.Entries]);
    }

    /// <summary>Adds the products of some rows.</summary>
    /// <param name="columns">All columns.</param>
    /// <param name="starts">Where each column of the tiles begins.</param>
    /// <param name="rows">The rows, a multiple of 64, at most <see cref="MostRows"/>.</param>
    public void Add(Span<long> columns, ReadOnlySpan<int> starts, int rows)
    {
        for (var row = 0; row < rows;)
        {
            if (_added == _most) Flush();
            var vectors = (int)Math.Min(_most - _added, (rows - row) / _words.Rows);
            _words.Add(columns[row..], starts, vectors);
            _reals.Add(columns[row..], starts, vectors);
            _added += vectors;
            row += vectors * _words.Rows;
        }
    }

    /// <summary>Adds what was summed since the last time to the products of the block.</summary>
    public void Flush()
    {
        _words.Take(_low);
        _reals.Take(_near);
        var next = 0;
        foreach (var tile in _tiles)
        {
            foreach (var (_, product) in tile.Entries)
            {
                var near = (Int128)_near[next];
                _products[product] += near + (_low[next++] - (long)near);
            }
        }

        _added = 0;
    }
}
