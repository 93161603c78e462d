using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Moments;

/// <summary>Sums of products of two columns of 16-bit values, exact.</summary>
internal static class DotProduct
{
    private static readonly short[] Ones = [.. Enumerable.Repeat((short)1, Vector512<short>.Count)];

    /// <summary>Σ x of a batch of values; the length is a multiple of 32.</summary>
    public static long Sum(ReadOnlySpan<short> column) =>
        Shorts512.IsSupported ? Sum<Shorts512, Vector512<short>, Vector512<int>>(column)
        : Shorts256.IsSupported ? Sum<Shorts256, Vector256<short>, Vector256<int>>(column)
        : Sum<Shorts, Vector<short>, Vector<int>>(column);

    /// <summary>Σ x y of values whose sum fits 32 bits; the length is a multiple of the vector's.</summary>
    public static long Of(ReadOnlySpan<short> left, ReadOnlySpan<short> right) => Of(left, right, int.MaxValue);

    /// <summary>Σ x y of values of any size; the length is a multiple of the vector's.</summary>
    public static long OfLarge(ReadOnlySpan<short> left, ReadOnlySpan<short> right) => Of(left, right, 1);

    private static long Of(ReadOnlySpan<short> left, ReadOnlySpan<short> right, int pairsPerLane) => Shorts256.IsSupported
        ? Of<Shorts256, Vector256<short>, Vector256<int>>(left, right, pairsPerLane)
        : Of<Shorts, Vector<short>, Vector<int>>(left, right, pairsPerLane);

    private static long Sum<TOperations, TVector, TSums>(ReadOnlySpan<short> column)
        where TOperations : IMultiplyAdd<short, TVector, TSums, long>
        where TSums : struct
    {
        ref var values = ref MemoryMarshal.GetReference(column);
        var ones = TOperations.Load(ref Ones[0], 0);
        var sums = default(TSums);
        for (nuint row = 0; row < (nuint)column.Length; row += (nuint)TOperations.Rows) sums = TOperations.Add(sums, TOperations.Load(ref values, row), ones);
        return TOperations.Total(sums);
    }

    private static long Of<TOperations, TVector, TSums>(ReadOnlySpan<short> left, ReadOnlySpan<short> right, int pairsPerLane)
        where TOperations : IMultiplyAdd<short, TVector, TSums, long>
        where TSums : struct
    {
        ref var x = ref MemoryMarshal.GetReference(left);
        ref var y = ref MemoryMarshal.GetReference(right[..left.Length]);
        var sum = 0L;
        for (nuint row = 0; row < (nuint)left.Length;)
        {
            var sums = default(TSums);
            var end = Math.Min(row + (nuint)pairsPerLane * (nuint)TOperations.Rows, (nuint)left.Length);
            for (; row < end; row += (nuint)TOperations.Rows) sums = TOperations.Add(sums, TOperations.Load(ref x, row), TOperations.Load(ref y, row));
            sum += TOperations.Total(sums);
        }

        return sum;
    }
}
