using System.Numerics;
using System.Runtime.InteropServices;

namespace Survey.Scoring.Moments;

/// <summary>The hot loops: sums and sums of products of columns of whole numbers, exact.</summary>
internal static class DotProduct
{
    /// <summary>Σ x of 16-bit values; the length is a multiple of the vector's.</summary>
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
    public static int Of(ReadOnlySpan<short> left, ReadOnlySpan<short> right)
    {
        var lefts = MemoryMarshal.Cast<short, Vector<short>>(left);
        var rights = MemoryMarshal.Cast<short, Vector<short>>(right)[..lefts.Length];
        var (lows, highs) = (Vector<int>.Zero, Vector<int>.Zero);
        for (var i = 0; i < lefts.Length; i++)
        {
            Vector.Widen(lefts[i], out var leftLow, out var leftHigh);
            Vector.Widen(rights[i], out var rightLow, out var rightHigh);
            lows += leftLow * rightLow;
            highs += leftHigh * rightHigh;
        }

        return Vector.Sum(lows + highs);
    }

    /// <summary>Σ x y of 16-bit values of any size.</summary>
    public static long OfLarge(ReadOnlySpan<short> left, ReadOnlySpan<short> right)
    {
        long sum = 0;
        right = right[..left.Length];
        for (var i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }

    /// <summary>Σ x of 64-bit values.</summary>
    public static Int128 Sum(ReadOnlySpan<long> column)
    {
        Int128 sum = 0;
        foreach (var value in column) sum += value;
        return sum;
    }

    /// <summary>Σ x y of 64-bit values whose sum fits 64 bits.</summary>
    public static long Of(ReadOnlySpan<long> left, ReadOnlySpan<long> right)
    {
        long sum = 0;
        right = right[..left.Length];
        for (var i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }

    /// <summary>Σ x y of 64-bit values of any size.</summary>
    public static Int128 OfLarge(ReadOnlySpan<long> left, ReadOnlySpan<long> right)
    {
        ulong sumLow = 0;
        long sumHigh = 0;
        right = right[..left.Length];
        for (var i = 0; i < left.Length; i++)
        {
            var high = Math.BigMul(left[i], right[i], out var low);
            sumLow += (ulong)low;
            sumHigh += high + (sumLow < (ulong)low ? 1 : 0);
        }

        return new Int128((ulong)sumHigh, sumLow);
    }
}
