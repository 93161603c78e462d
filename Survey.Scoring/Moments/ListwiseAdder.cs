using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Survey.Scoring.Moments;

/// <summary>Adds the sums and products of a block over the rows of a batch that have all its columns. One per thread.</summary>
internal sealed class ListwiseAdder
{
    // Fewer products than this are faster one by one.
    private const int FewEntries = 3;

    private readonly int _stride;
    private readonly bool _isPortable;
    private readonly short[] _narrow;
    private readonly long[] _limbs;

    /// <summary>An adder for blocks.</summary>
    /// <param name="blocks">The blocks that it will add.</param>
    /// <param name="stride">The most rows of a batch, a multiple of 64.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the sums are the same.</param>
    public ListwiseAdder(IEnumerable<BlockPlan> blocks, int stride, bool isPortable)
    {
        (_stride, _isPortable) = (stride, isPortable);
        var (narrow, limbs) = (0, 0);
        foreach (var block in blocks)
        {
            narrow = Math.Max(narrow, block.Schedule.Narrow.Length);
            limbs = Math.Max(limbs, block.Schedule.Limbs);
        }

        // Whole tiles: what stands beyond the columns is multiplied too and not looked at.
        _narrow = new short[WholeTiles(narrow) * stride];
        _limbs = new long[WholeTiles(limbs) * stride];
    }

    /// <summary>Adds to moments what the rows that are not masked give.</summary>
    /// <param name="block">The block.</param>
    /// <param name="columns">The batch.</param>
    /// <param name="mask">−1 in rows that do not count, 0 in the others.</param>
    /// <param name="complete">The number of the others.</param>
    /// <param name="moments">The block's moments.</param>
    public void Add(BlockPlan block, ColumnStore columns, ReadOnlySpan<short> mask, int complete, BlockMoments moments)
    {
        if (complete == 0) return;
        moments.Count += complete;
        var schedule = block.Schedule;
        var rows = columns.Padded;
        mask = mask[..rows];
        for (var index = 0; index < schedule.Narrow.Length; index++)
        {
            var place = schedule.Narrow[index];
            moments.Sums[place] += Clear(columns.Narrow(block.Columns[place]), mask, _narrow.AsSpan(index * _stride, rows));
        }

        var limb = 0;
        for (var index = 0; index < schedule.Limbed.Length; index++)
        {
            var place = schedule.Limbed[index];
            var low = _limbs.AsSpan(limb * _stride, rows);
            if (block.Definitions[place].IsNarrow) Widen(columns.Narrow(block.Columns[place]), mask, low);
            else moments.Sums[place] += Split(columns.Wide(block.Columns[place]), mask, low, schedule.LimbsOf[index] > 1 ? _limbs.AsSpan((limb + 1) * _stride, rows) : []);
            limb += schedule.LimbsOf[index];
        }

        Span<long> cells = stackalloc long[ProductSchedule.Side * ProductSchedule.Side];
        foreach (var tile in schedule.NarrowTiles)
        {
            if (tile.Entries.Length <= FewEntries)
            {
                foreach (var (cell, product, _) in tile.Entries)
                    moments.Products[product] += TileProducts.Narrow(Column(tile.Left + cell / ProductSchedule.Side, rows), Column(tile.Right + cell % ProductSchedule.Side, rows), schedule.PairsPerLane, _isPortable);
                continue;
            }

            TileProducts.Narrow(_narrow.AsSpan(tile.Left * _stride), _narrow.AsSpan(tile.Right * _stride), _stride, rows, schedule.PairsPerLane, cells, _isPortable);
            foreach (var (cell, product, _) in tile.Entries) moments.Products[product] += cells[cell];
        }

        foreach (var tile in schedule.WideTiles)
        {
            TileProducts.Wide(_limbs.AsSpan(tile.Left * _stride), _limbs.AsSpan(tile.Right * _stride), _stride, rows, cells, _isPortable);
            foreach (var (cell, product, shift) in tile.Entries) moments.Products[product] += (Int128)cells[cell] << shift;
        }
    }

    private ReadOnlySpan<short> Column(int index, int rows) => _narrow.AsSpan(index * _stride, rows);

    private static int WholeTiles(int columns) => (columns + ProductSchedule.Side - 1) / ProductSchedule.Side * ProductSchedule.Side;

    // Rows that do not count become 0, so that sums and products run over whole columns without a branch.
    private static long Clear(ReadOnlySpan<short> values, ReadOnlySpan<short> mask, Span<short> cleared)
    {
        var from = MemoryMarshal.Cast<short, Vector<short>>(values);
        var masks = MemoryMarshal.Cast<short, Vector<short>>(mask);
        var to = MemoryMarshal.Cast<short, Vector<short>>(cleared);
        var sum = Vector<int>.Zero;
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = Vector.AndNot(from[i], masks[i]);
            Vector.Widen(to[i], out var low, out var high);
            sum += low + high;
        }

        return Vector.Sum(sum);
    }

    private static void Widen(ReadOnlySpan<short> values, ReadOnlySpan<short> mask, Span<long> widened)
    {
        var from = MemoryMarshal.Cast<short, Vector<short>>(values);
        var masks = MemoryMarshal.Cast<short, Vector<short>>(mask);
        var to = MemoryMarshal.Cast<long, Vector<long>>(widened);
        for (var i = 0; i < from.Length; i++) Widen(Vector.AndNot(from[i], masks[i]), out to[4 * i], out to[4 * i + 1], out to[4 * i + 2], out to[4 * i + 3]);
    }

    // The upper limb keeps its sign in the low 32 bits, which are all that is multiplied.
    private static long Split(ReadOnlySpan<long> values, ReadOnlySpan<short> mask, Span<long> low, Span<long> high)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        ref var lows = ref MemoryMarshal.GetReference(low);
        ref var highs = ref MemoryMarshal.GetReference(high.IsEmpty ? low : high);
        var hasHigh = !high.IsEmpty;
        var lowBits = new Vector<long>(hasHigh ? (1L << ProductSchedule.LimbBits) - 1 : -1);
        var sum = Vector<long>.Zero;
        var masks = MemoryMarshal.Cast<short, Vector<short>>(mask);
        for (var i = 0; i < masks.Length; i++)
        {
            Widen(masks[i], out var first, out var second, out var third, out var fourth);
            var row = (nuint)(i * Vector<short>.Count);
            sum += SplitPart(ref from, ref lows, ref highs, row, first, lowBits, hasHigh);
            sum += SplitPart(ref from, ref lows, ref highs, row + (nuint)Vector<long>.Count, second, lowBits, hasHigh);
            sum += SplitPart(ref from, ref lows, ref highs, row + 2 * (nuint)Vector<long>.Count, third, lowBits, hasHigh);
            sum += SplitPart(ref from, ref lows, ref highs, row + 3 * (nuint)Vector<long>.Count, fourth, lowBits, hasHigh);
        }

        return Vector.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<long> SplitPart(ref long from, ref long lows, ref long highs, nuint row, Vector<long> mask, Vector<long> lowBits, bool hasHigh)
    {
        var value = Vector.AndNot(Vector.LoadUnsafe(ref from, row), mask);
        if (hasHigh) Vector.ShiftRightLogical(value, ProductSchedule.LimbBits).StoreUnsafe(ref highs, row);
        (value & lowBits).StoreUnsafe(ref lows, row);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(Vector<short> values, out Vector<long> first, out Vector<long> second, out Vector<long> third, out Vector<long> fourth)
    {
        Vector.Widen(values, out var low, out var high);
        Vector.Widen(low, out first, out second);
        Vector.Widen(high, out third, out fourth);
    }
}
