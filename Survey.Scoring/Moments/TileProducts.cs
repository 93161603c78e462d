using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Survey.Scoring.Moments;

/// <summary>The hot loops: sums of products of four columns of whole numbers with four, exact.</summary>
internal static class TileProducts
{
    private const int Side = ProductSchedule.Side;

    /// <summary>Whether this processor multiplies and adds 16-bit values in vectors.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Σ x y of columns of 16-bit values.</summary>
    /// <param name="left">Four columns, one after the other.</param>
    /// <param name="right">Four columns.</param>
    /// <param name="stride">The distance of columns.</param>
    /// <param name="rows">The rows, a multiple of 64.</param>
    /// <param name="pairsPerLane">How many sums of two products fit 32 bits, at least one.</param>
    /// <param name="cells">Takes the sixteen sums, row by row of the tile.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the sums are the same.</param>
    public static void Narrow(ReadOnlySpan<short> left, ReadOnlySpan<short> right, int stride, int rows, int pairsPerLane, Span<long> cells, bool isPortable = false)
    {
        cells.Clear();
        if (!IsSupported || isPortable)
        {
            for (var cell = 0; cell < cells.Length; cell++)
                cells[cell] = DotProduct.Of(left.Slice(cell / Side * stride, rows), right.Slice(cell % Side * stride, rows), pairsPerLane);
            return;
        }

        var chunk = (int)Math.Min((long)pairsPerLane * Vector256<short>.Count, rows);
        for (var row = 0; row < rows; row += chunk)
            MultiplyAdd(ref MemoryMarshal.GetReference(left[row..]), ref MemoryMarshal.GetReference(right[row..]), (nuint)stride, (nuint)Math.Min(chunk, rows - row), cells);
    }

    /// <summary>Σ x y of two columns of 16-bit values.</summary>
    public static long Narrow(ReadOnlySpan<short> left, ReadOnlySpan<short> right, int pairsPerLane, bool isPortable = false)
    {
        if (!IsSupported || isPortable) return DotProduct.Of(left, right, pairsPerLane);
        var lefts = MemoryMarshal.Cast<short, Vector256<short>>(left);
        var rights = MemoryMarshal.Cast<short, Vector256<short>>(right)[..lefts.Length];
        var sum = 0L;
        for (var first = 0; first < lefts.Length;)
        {
            var lanes = Vector256<int>.Zero;
            for (var end = (int)Math.Min((long)first + pairsPerLane, lefts.Length); first < end; first++) lanes += Avx2.MultiplyAddAdjacent(lefts[first], rights[first]);
            sum += Sum(lanes);
        }

        return sum;
    }

    /// <summary>Σ x y of columns of limbs: the low 32 bits of each value, with their sign.</summary>
    public static void Wide(ReadOnlySpan<long> left, ReadOnlySpan<long> right, int stride, int rows, Span<long> cells, bool isPortable = false)
    {
        cells.Clear();
        if (!IsSupported || isPortable)
        {
            for (var cell = 0; cell < cells.Length; cell++)
            {
                var lefts = left.Slice(cell / Side * stride, rows);
                var rights = right.Slice(cell % Side * stride, rows);
                for (var row = 0; row < lefts.Length; row++) cells[cell] += (long)(int)lefts[row] * (int)rights[row];
            }

            return;
        }

        if (Avx512F.IsSupported) MultiplyWide(ref MemoryMarshal.GetReference(left), ref MemoryMarshal.GetReference(right), (nuint)stride, (nuint)rows, cells);
        else Multiply(ref MemoryMarshal.GetReference(left), ref MemoryMarshal.GetReference(right), (nuint)stride, (nuint)rows, cells);
    }

    private static void MultiplyAdd(ref short left, ref short right, nuint stride, nuint rows, Span<long> cells)
    {
        var (s00, s01, s02, s03) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
        var (s10, s11, s12, s13) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
        var (s20, s21, s22, s23) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
        var (s30, s31, s32, s33) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
        for (nuint row = 0; row < rows; row += 16)
        {
            var x0 = Vector256.LoadUnsafe(ref left, row);
            var x1 = Vector256.LoadUnsafe(ref left, stride + row);
            var x2 = Vector256.LoadUnsafe(ref left, 2 * stride + row);
            var x3 = Vector256.LoadUnsafe(ref left, 3 * stride + row);
            var y0 = Vector256.LoadUnsafe(ref right, row);
            s00 += Avx2.MultiplyAddAdjacent(x0, y0);
            s10 += Avx2.MultiplyAddAdjacent(x1, y0);
            s20 += Avx2.MultiplyAddAdjacent(x2, y0);
            s30 += Avx2.MultiplyAddAdjacent(x3, y0);
            var y1 = Vector256.LoadUnsafe(ref right, stride + row);
            s01 += Avx2.MultiplyAddAdjacent(x0, y1);
            s11 += Avx2.MultiplyAddAdjacent(x1, y1);
            s21 += Avx2.MultiplyAddAdjacent(x2, y1);
            s31 += Avx2.MultiplyAddAdjacent(x3, y1);
            var y2 = Vector256.LoadUnsafe(ref right, 2 * stride + row);
            s02 += Avx2.MultiplyAddAdjacent(x0, y2);
            s12 += Avx2.MultiplyAddAdjacent(x1, y2);
            s22 += Avx2.MultiplyAddAdjacent(x2, y2);
            s32 += Avx2.MultiplyAddAdjacent(x3, y2);
            var y3 = Vector256.LoadUnsafe(ref right, 3 * stride + row);
            s03 += Avx2.MultiplyAddAdjacent(x0, y3);
            s13 += Avx2.MultiplyAddAdjacent(x1, y3);
            s23 += Avx2.MultiplyAddAdjacent(x2, y3);
            s33 += Avx2.MultiplyAddAdjacent(x3, y3);
        }

        cells[0] += Sum(s00);
        cells[1] += Sum(s01);
        cells[2] += Sum(s02);
        cells[3] += Sum(s03);
        cells[4] += Sum(s10);
        cells[5] += Sum(s11);
        cells[6] += Sum(s12);
        cells[7] += Sum(s13);
        cells[8] += Sum(s20);
        cells[9] += Sum(s21);
        cells[10] += Sum(s22);
        cells[11] += Sum(s23);
        cells[12] += Sum(s30);
        cells[13] += Sum(s31);
        cells[14] += Sum(s32);
        cells[15] += Sum(s33);
    }

    private static void Multiply(ref long left, ref long right, nuint stride, nuint rows, Span<long> cells)
    {
        var (s00, s01, s02, s03) = (Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero);
        var (s10, s11, s12, s13) = (Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero);
        var (s20, s21, s22, s23) = (Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero);
        var (s30, s31, s32, s33) = (Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero);
        for (nuint row = 0; row < rows; row += 4)
        {
            var x0 = Vector256.LoadUnsafe(ref left, row).AsInt32();
            var x1 = Vector256.LoadUnsafe(ref left, stride + row).AsInt32();
            var x2 = Vector256.LoadUnsafe(ref left, 2 * stride + row).AsInt32();
            var x3 = Vector256.LoadUnsafe(ref left, 3 * stride + row).AsInt32();
            var y0 = Vector256.LoadUnsafe(ref right, row).AsInt32();
            s00 += Avx2.Multiply(x0, y0);
            s10 += Avx2.Multiply(x1, y0);
            s20 += Avx2.Multiply(x2, y0);
            s30 += Avx2.Multiply(x3, y0);
            var y1 = Vector256.LoadUnsafe(ref right, stride + row).AsInt32();
            s01 += Avx2.Multiply(x0, y1);
            s11 += Avx2.Multiply(x1, y1);
            s21 += Avx2.Multiply(x2, y1);
            s31 += Avx2.Multiply(x3, y1);
            var y2 = Vector256.LoadUnsafe(ref right, 2 * stride + row).AsInt32();
            s02 += Avx2.Multiply(x0, y2);
            s12 += Avx2.Multiply(x1, y2);
            s22 += Avx2.Multiply(x2, y2);
            s32 += Avx2.Multiply(x3, y2);
            var y3 = Vector256.LoadUnsafe(ref right, 3 * stride + row).AsInt32();
            s03 += Avx2.Multiply(x0, y3);
            s13 += Avx2.Multiply(x1, y3);
            s23 += Avx2.Multiply(x2, y3);
            s33 += Avx2.Multiply(x3, y3);
        }

        cells[0] += Vector256.Sum(s00);
        cells[1] += Vector256.Sum(s01);
        cells[2] += Vector256.Sum(s02);
        cells[3] += Vector256.Sum(s03);
        cells[4] += Vector256.Sum(s10);
        cells[5] += Vector256.Sum(s11);
        cells[6] += Vector256.Sum(s12);
        cells[7] += Vector256.Sum(s13);
        cells[8] += Vector256.Sum(s20);
        cells[9] += Vector256.Sum(s21);
        cells[10] += Vector256.Sum(s22);
        cells[11] += Vector256.Sum(s23);
        cells[12] += Vector256.Sum(s30);
        cells[13] += Vector256.Sum(s31);
        cells[14] += Vector256.Sum(s32);
        cells[15] += Vector256.Sum(s33);
    }

    private static void MultiplyWide(ref long left, ref long right, nuint stride, nuint rows, Span<long> cells)
    {
        var (s00, s01, s02, s03) = (Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero);
        var (s10, s11, s12, s13) = (Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero);
        var (s20, s21, s22, s23) = (Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero);
        var (s30, s31, s32, s33) = (Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero);
        for (nuint row = 0; row < rows; row += 8)
        {
            var x0 = Vector512.LoadUnsafe(ref left, row).AsInt32();
            var x1 = Vector512.LoadUnsafe(ref left, stride + row).AsInt32();
            var x2 = Vector512.LoadUnsafe(ref left, 2 * stride + row).AsInt32();
            var x3 = Vector512.LoadUnsafe(ref left, 3 * stride + row).AsInt32();
            var y0 = Vector512.LoadUnsafe(ref right, row).AsInt32();
            s00 += Avx512F.Multiply(x0, y0);
            s10 += Avx512F.Multiply(x1, y0);
            s20 += Avx512F.Multiply(x2, y0);
            s30 += Avx512F.Multiply(x3, y0);
            var y1 = Vector512.LoadUnsafe(ref right, stride + row).AsInt32();
            s01 += Avx512F.Multiply(x0, y1);
            s11 += Avx512F.Multiply(x1, y1);
            s21 += Avx512F.Multiply(x2, y1);
            s31 += Avx512F.Multiply(x3, y1);
            var y2 = Vector512.LoadUnsafe(ref right, 2 * stride + row).AsInt32();
            s02 += Avx512F.Multiply(x0, y2);
            s12 += Avx512F.Multiply(x1, y2);
            s22 += Avx512F.Multiply(x2, y2);
            s32 += Avx512F.Multiply(x3, y2);
            var y3 = Vector512.LoadUnsafe(ref right, 3 * stride + row).AsInt32();
            s03 += Avx512F.Multiply(x0, y3);
            s13 += Avx512F.Multiply(x1, y3);
            s23 += Avx512F.Multiply(x2, y3);
            s33 += Avx512F.Multiply(x3, y3);
        }

        cells[0] += Vector512.Sum(s00);
        cells[1] += Vector512.Sum(s01);
        cells[2] += Vector512.Sum(s02);
        cells[3] += Vector512.Sum(s03);
        cells[4] += Vector512.Sum(s10);
        cells[5] += Vector512.Sum(s11);
        cells[6] += Vector512.Sum(s12);
        cells[7] += Vector512.Sum(s13);
        cells[8] += Vector512.Sum(s20);
        cells[9] += Vector512.Sum(s21);
        cells[10] += Vector512.Sum(s22);
        cells[11] += Vector512.Sum(s23);
        cells[12] += Vector512.Sum(s30);
        cells[13] += Vector512.Sum(s31);
        cells[14] += Vector512.Sum(s32);
        cells[15] += Vector512.Sum(s33);
    }

    private static long Sum(Vector256<int> lanes)
    {
        var (low, high) = Vector256.Widen(lanes);
        return Vector256.Sum(low + high);
    }
}
