using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Moments;

/// <summary>Adds the sums and products of a block over the rows of batches that have all its columns. One per thread.</summary>
/// <param name="block">The block.</param>
/// <param name="moments">Takes the sums.</param>
/// <param name="buffers">Room for columns.</param>
/// <param name="isPortable">Whether to do without the instructions of certain processors; the sums are the same.</param>
internal sealed class BlockAdder(BlockPlan block, BlockMoments moments, ColumnBuffers buffers, bool isPortable)
{
    private readonly ProductSchedule _schedule = block.Schedule;
    private readonly int[] _narrowStarts = new int[block.Columns.Length];
    private readonly int[] _limbStarts = [.. Enumerable.Range(0, block.Schedule.Limbs).Select(limb => limb * buffers.Stride)];
    private TileSums<short>? _narrow;
    private TileSums<long>? _wide;

    /// <summary>The block.</summary>
    public BlockPlan Block => block;

    /// <summary>Adds what the rows of a batch that are not masked give.</summary>
    /// <param name="columns">The batch.</param>
    /// <param name="mask">−1 in rows that do not count, 0 in the others; not looked at when all count.</param>
    /// <param name="complete">The number of the others.</param>
    public void Add(ColumnStore columns, ReadOnlySpan<short> mask, int complete)
    {
        if (complete == 0) return;
        moments.Count += complete;
        var rows = columns.Padded;
        mask = complete == rows ? [] : mask[..rows];
        AddNarrow(columns, mask);
        AddWide(columns, mask);
    }

    /// <summary>Puts what was added into the moments.</summary>
    public void Finish()
    {
        _narrow?.Flush();
        _wide?.Flush();
        foreach (var (column, parts) in _schedule.TotalSums)
        {
            moments.Sums[column] = 0;
            foreach (var part in parts) moments.Sums[column] += moments.Sums[part];
        }

        foreach (var (product, parts) in _schedule.TotalProducts)
        {
            moments.Products[product] = 0;
            foreach (var part in parts) moments.Products[product] += moments.Products[part];
        }
    }

    // Rows that do not count become 0, so that sums and products run over whole columns without a branch.
    private void AddNarrow(ColumnStore columns, ReadOnlySpan<short> mask)
    {
        var store = mask.IsEmpty ? columns.NarrowStore : buffers.Narrow;
        foreach (var place in _schedule.NarrowColumns)
        {
            var column = block.Columns[place];
            _narrowStarts[place] = mask.IsEmpty ? columns.NarrowStart(column) : place * buffers.Stride;
            var values = store.Slice(_narrowStarts[place], columns.Padded);
            if (!mask.IsEmpty) Clear(columns.Narrow(column), mask, values);
            moments.Sums[place] += DotProduct.Sum(values);
        }

        if (_schedule.NarrowTiles.IsEmpty) return;
        _narrow ??= TileSums.OfShorts(_schedule.NarrowTiles, _schedule.NarrowBound, moments.Products, isPortable);
        _narrow.Add(store, _narrowStarts, columns.Padded);
    }

    private void AddWide(ColumnStore columns, ReadOnlySpan<short> mask)
    {
        if (_schedule.WideColumns.IsEmpty) return;
        var wideMask = ReadOnlySpan<long>.Empty;
        if (!mask.IsEmpty)
        {
            Widen(mask, buffers.Mask);
            wideMask = buffers.Mask[..columns.Padded];
        }

        foreach (var wide in _schedule.WideColumns)
        {
            var column = block.Columns[wide.Place];
            if (columns.IsWide(column))
            {
                moments.Sums[wide.Place] += wide.Whole >= 0
                    ? Copy(columns.Wide(column), wideMask, Limb(wide.Whole))
                    : Split(columns.Wide(column), wideMask, Limb(wide.Low), Limb(wide.High), Limb(wide.Sum));
                continue;
            }

            Widen(columns.Narrow(column), Limb(wide.Whole));
            if (!mask.IsEmpty) Copy(Limb(wide.Whole), wideMask, Limb(wide.Whole));
        }

        if (_schedule.WideTiles.IsEmpty) return;
        _wide ??= TileSums.OfLimbs(_schedule.WideTiles, ProductSchedule.LimbBound, moments.Products, isPortable);
        _wide.Add(buffers.Limbs, _limbStarts, columns.Padded);

        Span<long> Limb(int limb) => limb < 0 ? [] : buffers.Limbs.Slice(limb * buffers.Stride, columns.Padded);
    }

    private static void Clear(ReadOnlySpan<short> values, ReadOnlySpan<short> mask, Span<short> cleared)
    {
        var from = MemoryMarshal.Cast<short, Vector512<short>>(values);
        var masks = MemoryMarshal.Cast<short, Vector512<short>>(mask)[..from.Length];
        var to = MemoryMarshal.Cast<short, Vector512<short>>(cleared)[..from.Length];
        for (var i = 0; i < from.Length; i++) to[i] = Vector512.AndNot(from[i], masks[i]);
    }

    private static void Widen(ReadOnlySpan<short> values, Span<long> widened)
    {
        var from = MemoryMarshal.Cast<short, Vector512<short>>(values);
        var to = MemoryMarshal.Cast<long, Vector512<long>>(widened)[..(4 * from.Length)];
        for (var i = 0; i < from.Length; i++)
        {
            var (low, high) = Vector512.Widen(from[i]);
            (to[4 * i], to[4 * i + 1]) = Vector512.Widen(low);
            (to[4 * i + 2], to[4 * i + 3]) = Vector512.Widen(high);
        }
    }

    private static long Copy(ReadOnlySpan<long> values, ReadOnlySpan<long> mask, Span<long> copy)
    {
        var from = MemoryMarshal.Cast<long, Vector512<long>>(values);
        var masks = MemoryMarshal.Cast<long, Vector512<long>>(mask);
        var to = MemoryMarshal.Cast<long, Vector512<long>>(copy)[..from.Length];
        var sum = Vector512<long>.Zero;
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = i < masks.Length ? Vector512.AndNot(from[i], masks[i]) : from[i];
            sum += to[i];
        }

        return Vector512.Sum(sum);
    }

    // The upper limb keeps its sign in the low 32 bits, which are all that is multiplied.
    private static long Split(ReadOnlySpan<long> values, ReadOnlySpan<long> mask, Span<long> low, Span<long> high, Span<long> both)
    {
        var from = MemoryMarshal.Cast<long, Vector512<long>>(values);
        var masks = MemoryMarshal.Cast<long, Vector512<long>>(mask);
        var lows = MemoryMarshal.Cast<long, Vector512<long>>(low);
        var highs = MemoryMarshal.Cast<long, Vector512<long>>(high);
        var sums = MemoryMarshal.Cast<long, Vector512<long>>(both);
        var lowBits = Vector512.Create((1L << ProductSchedule.LimbBits) - 1);
        var sum = Vector512<long>.Zero;
        for (var i = 0; i < from.Length; i++)
        {
            var value = i < masks.Length ? Vector512.AndNot(from[i], masks[i]) : from[i];
            sum += value;
            var (rest, above) = (value & lowBits, Vector512.ShiftRightLogical(value, ProductSchedule.LimbBits));
            if (i < lows.Length) lows[i] = rest;
            if (i < highs.Length) highs[i] = above;
            if (i < sums.Length) sums[i] = rest + above;
        }

        return Vector512.Sum(sum);
    }
}
