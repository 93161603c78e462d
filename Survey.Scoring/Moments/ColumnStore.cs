using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Moments;

/// <summary>
/// The values of a batch of responses, column by column. A narrow column holds 16-bit values from 0, negative where missing; a wide one 64-bit
/// values, with a column of flags beside it that is negative where the value is missing and has no meaning.
/// </summary>
/// <remarks>Rows beyond the batch, up to <see cref="Padded"/>, are missing, so that loops run over whole vectors.</remarks>
internal sealed class ColumnStore
{
    private readonly int[] _narrowOffsets;
    private readonly int[] _wideOffsets;
    private readonly int[] _factors;
    private readonly bool[] _isWide;
    private readonly short[] _narrow;
    private readonly long[] _wide;

    /// <summary>A store of columns.</summary>
    /// <param name="definitions">What the columns hold; those of a bound beyond 16 bits are wide.</param>
    /// <param name="capacity">The most rows.</param>
    /// <param name="factors">Narrow columns that are multiplied by wide ones: there is room for their values in 64 bits too.</param>
    /// <param name="sameAs">The earlier column that a column equals in every row, or −1; null when there are none.</param>
    public ColumnStore(IReadOnlyList<ScoreColumn> definitions, int capacity, Func<int, int>? sameAs = null, IReadOnlyCollection<int>? factors = null)
    {
        Capacity = RoundUp(capacity);
        Stride = Capacity + 64;
        (_narrowOffsets, _wideOffsets, _factors) = (new int[definitions.Count], new int[definitions.Count], [.. factors ?? []]);
        var (narrow, wide) = (0, 0);
        for (var column = 0; column < definitions.Count; column++)
        {
            var same = sameAs?.Invoke(column) ?? -1;
            _narrowOffsets[column] = same >= 0 ? _narrowOffsets[same] : narrow++ * Stride;
            _wideOffsets[column] = definitions[column].IsNarrow && !_factors.Contains(column) ? -1 : wide++ * Stride;
        }

        _isWide = [.. definitions.Select(definition => !definition.IsNarrow)];
        (_narrow, _wide) = (new short[narrow * Stride], new long[wide * Stride]);
    }

    /// <summary>The most rows, rounded up to whole vectors.</summary>
    public int Capacity { get; }

    /// <summary>The distance of columns: no power of two, so that the columns of a row do not meet in the same cache set.</summary>
    public int Stride { get; }

    /// <summary>The rows.</summary>
    public int Count { get; set; }

    /// <summary>The rows, rounded up to whole vectors.</summary>
    public int Padded => RoundUp(Count);

    /// <summary>Whether every row has every column. The rows beyond the batch then hold 0, so that they add nothing to sums.</summary>
    public bool AreComplete { get; set; }

    /// <summary>Whether the column has 64-bit values.</summary>
    public bool IsWide(int column) => _isWide[column];

    /// <summary>The values of all narrow columns.</summary>
    public Span<short> NarrowStore => _narrow;

    /// <summary>Where a narrow column begins in <see cref="NarrowStore"/>; neighbouring columns of one battery or model stand <see cref="Stride"/> apart.</summary>
    public int NarrowStart(int column) => _narrowOffsets[column];

    /// <summary>The values of all wide columns.</summary>
    public Span<long> WideStore => _wide;

    /// <summary>Where a wide column, or a factor in 64 bits, begins in <see cref="WideStore"/>; −1 for the others.</summary>
    public int WideStart(int column) => _wideOffsets[column];

    /// <summary>A narrow column, or the flags of a wide one: negative where missing.</summary>
    public Span<short> Narrow(int column) => _narrow.AsSpan(_narrowOffsets[column], Padded);

    /// <summary>A narrow column as long as the most rows; what stands beyond the batch has no meaning.</summary>
    public ReadOnlySpan<short> WholeNarrow(int column) => _narrow.AsSpan(_narrowOffsets[column], Capacity);

    /// <summary>A wide column.</summary>
    public Span<long> Wide(int column) => _wide.AsSpan(_wideOffsets[column], Padded);

    /// <summary>The value in a row, <see cref="ScoreColumn.Missing"/> where missing.</summary>
    public long At(int column, int row)
    {
        var value = _narrow[_narrowOffsets[column] + row];
        return value < 0 ? ScoreColumn.Missing : IsWide(column) ? _wide[_wideOffsets[column] + row] : value;
    }

    /// <summary>Appends rows of another store with the same columns.</summary>
    public void Append(ColumnStore other, ReadOnlySpan<int> rows)
    {
        var first = Count;
        Count += rows.Length;
        for (var column = 0; column < _narrowOffsets.Length; column++)
        {
            var from = other._narrow.AsSpan(other._narrowOffsets[column]);
            var to = _narrow.AsSpan(_narrowOffsets[column] + first);
            for (var i = 0; i < rows.Length; i++) to[i] = from[rows[i]];
            if (!IsWide(column)) continue;
            var wideFrom = other._wide.AsSpan(other._wideOffsets[column]);
            var wideTo = _wide.AsSpan(_wideOffsets[column] + first);
            for (var i = 0; i < rows.Length; i++) wideTo[i] = wideFrom[rows[i]];
        }
    }

    /// <summary>Writes the values of the factors in 64 bits.</summary>
    public void WidenFactors()
    {
        foreach (var column in _factors)
        {
            var from = MemoryMarshal.Cast<short, Vector128<short>>(Narrow(column));
            var to = MemoryMarshal.Cast<long, Vector512<long>>(_wide.AsSpan(_wideOffsets[column], Padded))[..from.Length];
            for (var i = 0; i < from.Length; i++) to[i] = WideVector.Of(from[i]);
        }
    }

    /// <summary>Makes the rows beyond the batch missing, or 0 where <see cref="AreComplete"/>.</summary>
    public void Pad()
    {
        if (Count == Padded) return;
        for (var column = 0; column < _narrowOffsets.Length; column++) Narrow(column)[Count..].Fill((short)(AreComplete ? 0 : -1));
    }

    /// <summary>Which rows lack any of some columns: −1 there, 0 in the others; gives the number of the others.</summary>
    public int Mask(ReadOnlySpan<int> columns, Span<short> mask)
    {
        var masks = MemoryMarshal.Cast<short, Vector512<short>>(mask[..Padded]);
        ref var store = ref MemoryMarshal.GetArrayDataReference(_narrow);
        var missing = Vector512<short>.Zero;
        // Two vectors at a time: columns are padded to 64 rows.
        for (var i = 0; i < masks.Length; i += 2)
        {
            var (first, second) = (Vector512<short>.Zero, Vector512<short>.Zero);
            foreach (var column in columns)
            {
                var place = (nuint)(_narrowOffsets[column] + i * Vector512<short>.Count);
                first |= Vector512.LoadUnsafe(ref store, place);
                second |= Vector512.LoadUnsafe(ref store, place + (nuint)Vector512<short>.Count);
            }

            masks[i] = Vector512.ShiftRightArithmetic(first, 15);
            masks[i + 1] = Vector512.ShiftRightArithmetic(second, 15);
            missing += masks[i] + masks[i + 1];
        }

        return Padded + Vector512.Sum(missing);
    }

    /// <summary>The rows that have all of some columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="mask">Room for a number per row, up to whole vectors.</param>
    /// <param name="rows">Takes the rows; it has room for all of the batch.</param>
    /// <returns>How many there are.</returns>
    public int Complete(ReadOnlySpan<int> columns, Span<short> mask, Span<int> rows)
    {
        Mask(columns, mask);
        var complete = 0;
        for (var row = 0; row < Count; row++)
        {
            rows[complete] = row;
            complete += mask[row] + 1;
        }

        return complete;
    }

    private static int RoundUp(int rows) => (rows + 63) & ~63;
}
