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
    private readonly int[] _factorStarts = new int[block.Schedule.WideFactors];
    private TileSums<short>? _narrow;
    private TileSums<long>? _words;
    private WideTileSums? _wide;

    /// <summary>The block.</summary>
    public BlockPlan Block => block;

    /// <summary>Adds what the rows of a batch that are not masked give.</summary>
    /// <param name="columns">The batch.</param>
    /// <param name="mask">−1 in rows that do not count, 0 in the others; not looked at when all count, and empty when those that do not hold 0.</param>
    /// <param name="complete">The number of the others.</param>
    public void Add(ColumnStore columns, ReadOnlySpan<short> mask, int complete)
    {
        if (complete == 0) return;
        moments.Count += complete;
        var rows = columns.Padded;
        mask = complete == rows || mask.IsEmpty ? [] : mask[..rows];
        AddNarrow(columns, mask);
        AddWide(columns, mask);
    }

    /// <summary>Puts what was added into the moments.</summary>
    public void Finish()
    {
        _narrow?.Flush();
        _words?.Flush();
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
        if (!_schedule.WordTiles.IsEmpty) _words ??= TileSums.OfWords(_schedule.WordTiles, moments.Products, isPortable);
        if (!_schedule.WideTiles.IsEmpty) _wide ??= new WideTileSums(_schedule.WideTiles, _schedule.WideBound, moments.Products, isPortable);
        // As they stand, where no row is to become 0 and there is a place for every factor.
        var inPlace = mask.IsEmpty;
        foreach (var (place, factor) in _schedule.WideColumns)
        {
            if (factor >= 0) inPlace &= (_factorStarts[factor] = columns.WideStart(block.Columns[place])) >= 0;
        }

        for (var factor = 0; !inPlace && factor < _factorStarts.Length; factor++) _factorStarts[factor] = factor * WideTileSums.MostRows;
        // A few rows at a time through all columns, so that these stay in the first-level cache.
        for (var row = 0; row < columns.Padded; row += WideTileSums.MostRows)
        {
            var rows = Math.Min(WideTileSums.MostRows, columns.Padded - row);
            foreach (var (place, factor) in _schedule.WideColumns)
            {
                var column = block.Columns[place];
                var copy = inPlace || factor < 0 ? [] : buffers.Wide.Slice(_factorStarts[factor], rows);
                var rowMask = mask.IsEmpty ? mask : mask.Slice(row, rows);
                if (columns.IsWide(column)) moments.Sums[place] += Copy(columns.Wide(column).Slice(row, rows), rowMask, copy);
                else if (!inPlace) Widen(columns.Narrow(column).Slice(row, rows), rowMask, copy);
            }

            var factors = inPlace ? columns.WideStore[row..] : buffers.Wide;
            _words?.Add(factors, _factorStarts, rows);
            _wide?.Add(factors, _factorStarts, rows);
        }
    }

    private static void Clear(ReadOnlySpan<short> values, ReadOnlySpan<short> mask, Span<short> cleared)
    {
        var from = MemoryMarshal.Cast<short, Vector512<short>>(values);
        var masks = MemoryMarshal.Cast<short, Vector512<short>>(mask)[..from.Length];
        var to = MemoryMarshal.Cast<short, Vector512<short>>(cleared)[..from.Length];
        for (var i = 0; i < from.Length; i++) to[i] = Vector512.AndNot(from[i], masks[i]);
    }

    private static void Widen(ReadOnlySpan<short> values, ReadOnlySpan<short> mask, Span<long> widened)
    {
        var from = MemoryMarshal.Cast<short, Vector128<short>>(values);
        var masks = MemoryMarshal.Cast<short, Vector128<short>>(mask);
        var to = MemoryMarshal.Cast<long, Vector512<long>>(widened)[..from.Length];
        for (var i = 0; i < from.Length; i++) to[i] = WideVector.Of(i < masks.Length ? Vector128.AndNot(from[i], masks[i]) : from[i]);
    }

    // Gives the sum, and a copy where one is wanted.
    private static long Copy(ReadOnlySpan<long> values, ReadOnlySpan<short> mask, Span<long> copy)
    {
        var from = MemoryMarshal.Cast<long, Vector512<long>>(values);
        var masks = MemoryMarshal.Cast<short, Vector128<short>>(mask);
        var to = MemoryMarshal.Cast<long, Vector512<long>>(copy);
        var sum = Vector512<long>.Zero;
        for (var i = 0; i < from.Length; i++)
        {
            var value = i < masks.Length ? Vector512.AndNot(from[i], WideVector.Of(masks[i])) : from[i];
            sum += value;
            if (i < to.Length) to[i] = value;
        }

        return Vector512.Sum(sum);
    }
}
