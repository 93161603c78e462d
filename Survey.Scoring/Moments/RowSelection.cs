using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Survey.Scoring.Moments;

/// <summary>Brings the rows that count together.</summary>
internal static class RowSelection
{
    /// <summary>What a target needs beyond the rows that it takes.</summary>
    public const int Room = 32;

    /// <summary>Copies the values of the rows that are not masked, one behind the other.</summary>
    /// <param name="values">A value per row, whole vectors.</param>
    /// <param name="mask">−1 in rows that do not count, 0 in the others; as long as the values.</param>
    /// <param name="target">Takes the values, and has <see cref="Room"/> for more.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the values are the same.</param>
    public static void Copy(ReadOnlySpan<short> values, ReadOnlySpan<short> mask, Span<short> target, bool isPortable = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mask.Length, values.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, values.Length + Room);
        ref var from = ref MemoryMarshal.GetReference(values);
        ref var masks = ref MemoryMarshal.GetReference(mask);
        ref var to = ref MemoryMarshal.GetReference(target);
        var (row, count) = (0, 0);
        if (Avx512Vbmi2.IsSupported && !isPortable)
        {
            for (; row + Vector512<short>.Count <= values.Length; row += Vector512<short>.Count)
            {
                var counts = ~Vector512.LoadUnsafe(ref masks, (nuint)row);
                Avx512Vbmi2.Compress(Vector512<short>.Zero, counts, Vector512.LoadUnsafe(ref from, (nuint)row)).StoreUnsafe(ref to, (nuint)count);
                count += BitOperations.PopCount(counts.ExtractMostSignificantBits());
            }
        }

        for (; row < values.Length; row++)
        {
            target[count] = values[row];
            count += mask[row] + 1;
        }
    }
}
