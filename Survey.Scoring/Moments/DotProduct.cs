using System.Numerics;
using System.Runtime.InteropServices;

namespace Survey.Scoring.Moments;

/// <summary>Sums of products of two columns on any processor, exact.</summary>
internal static class DotProduct
{
    /// <summary>Σ x of a batch of 16-bit values; the length is a multiple of the vector's.</summary>
    public static long Sum(ReadOnlySpan<short> column)
    {
        var sum = Vector<int>.Zero;
        foreach (var values in MemoryMarshal.Cast<short, Vector<short>>(column))
        {
            Vector.Widen(values, out var low, out var high);
            sum += low + high;
        }

        return Vector.Sum(sum);
    }

    /// <summary>Σ x y of 16-bit values whose sum fits 32 bits; the length is a multiple of the vector's.</summary>
    public static long Of(ReadOnlySpan<short> left, ReadOnlySpan<short> right) => TileProducts.Narrow(left, right, int.MaxValue);

    /// <summary>Σ x y of 16-bit values of any size; the length is a multiple of the vector's.</summary>
    public static long OfLarge(ReadOnlySpan<short> left, ReadOnlySpan<short> right) => TileProducts.Narrow(left, right, 1);

    /// <summary>Σ x y of 16-bit values; the length is a multiple of the vector's.</summary>
    /// <param name="left">A column.</param>
    /// <param name="right">Another of the same length.</param>
    /// <param name="pairsPerLane">How many sums of two products fit 32 bits, at least one.</param>
    public static long Of(ReadOnlySpan<short> left, ReadOnlySpan<short> right, int pairsPerLane)
    {
        var lefts = MemoryMarshal.Cast<short, Vector<short>>(left);
        var rights = MemoryMarshal.Cast<short, Vector<short>>(right)[..lefts.Length];
        long sum = 0;
        for (var first = 0; first < lefts.Length;)
        {
            var lanes = Vector<int>.Zero;
            for (var end = (int)Math.Min((long)first + pairsPerLane, lefts.Length); first < end; first++)
            {
                Vector.Widen(lefts[first], out var leftLow, out var leftHigh);
                Vector.Widen(rights[first], out var rightLow, out var rightHigh);
                lanes += leftLow * rightLow + leftHigh * rightHigh;
            }

            Vector.Widen(lanes, out var low, out var high);
            sum += Vector.Sum(low + high);
        }

        return sum;
    }
}
