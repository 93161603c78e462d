using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Survey.Scoring.Moments;

/// <summary>Turns rows of points into columns.</summary>
internal static class PointTranspose
{
    private const int Side = 8;

    /// <summary>Writes rows of numbers as columns.</summary>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="order">Which rows are written, in ascending order.</param>
    /// <param name="width">The numbers of a row.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="stride">The distance of columns.</param>
    public static void Write(ReadOnlySpan<double> rows, ReadOnlySpan<int> order, int width, Span<double> columns, int stride)
    {
        var done = 0;
        if (Avx512F.IsSupported && width is > 2 and <= Side)
        {
            // A square reads up to seven numbers beyond its rows.
            for (; done + Side <= order.Length && order[done + Side - 1] * width + Side <= rows.Length; done += Side)
                WriteSquare(ref MemoryMarshal.GetReference(rows), order.Slice(done, Side), width, ref columns[done], stride);
        }

        for (; done < order.Length; done++)
        {
            var row = rows.Slice(order[done] * width, width);
            for (var column = 0; column < width; column++) columns[column * stride + done] = row[column];
        }
    }

    // Pairs of rows, then pairs of pairs: lanes of 128 bits with the same column come together.
    private static void WriteSquare(ref double source, ReadOnlySpan<int> order, int width, ref double target, int stride)
    {
        var (a0, a1) = Pair(ref source, order[0] * width, order[1] * width);
        var (a2, a3) = Pair(ref source, order[2] * width, order[3] * width);
        var (a4, a5) = Pair(ref source, order[4] * width, order[5] * width);
        var (a6, a7) = Pair(ref source, order[6] * width, order[7] * width);
        WriteFour(a0, a2, a4, a6, ref target, stride, width);
        WriteFour(a1, a3, a5, a7, ref Unsafe.Add(ref target, stride), stride, width - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Even, Vector512<double> Odd) Pair(ref double source, int first, int second)
    {
        var (left, right) = (Vector512.LoadUnsafe(ref source, (nuint)first), Vector512.LoadUnsafe(ref source, (nuint)second));
        return (Avx512F.UnpackLow(left, right), Avx512F.UnpackHigh(left, right));
    }

    // Every other column.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteFour(Vector512<double> first, Vector512<double> second, Vector512<double> third, Vector512<double> fourth, ref double target, int stride, int width)
    {
        var (even, evens) = (Avx512F.Shuffle4x128(first, second, 0x88), Avx512F.Shuffle4x128(third, fourth, 0x88));
        var (odd, odds) = (Avx512F.Shuffle4x128(first, second, 0xDD), Avx512F.Shuffle4x128(third, fourth, 0xDD));
        Avx512F.Shuffle4x128(even, evens, 0x88).StoreUnsafe(ref target);
        if (width > 2) Avx512F.Shuffle4x128(odd, odds, 0x88).StoreUnsafe(ref target, (nuint)(2 * stride));
        if (width > 4) Avx512F.Shuffle4x128(even, evens, 0xDD).StoreUnsafe(ref target, (nuint)(4 * stride));
        if (width > 6) Avx512F.Shuffle4x128(odd, odds, 0xDD).StoreUnsafe(ref target, (nuint)(6 * stride));
    }
}
