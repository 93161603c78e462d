using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Survey.Scoring.Moments;

/// <summary>Turns rows of bytes into columns.</summary>
internal static class ByteTranspose
{
    private const int Side = 16;

    /// <summary>Whether this processor interleaves vectors.</summary>
    public static bool IsSupported => Sse2.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>Writes rows of bytes as columns.</summary>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="order">Which rows are written, in ascending order.</param>
    /// <param name="width">The bytes of a row.</param>
    /// <param name="columns">The columns; what is beyond the rows, up to a multiple of 16, may be overwritten.</param>
    /// <param name="stride">The distance of columns, a multiple of 16.</param>
    /// <param name="isPortable">Whether to do without vectors.</param>
    public static void Write(ReadOnlySpan<byte> rows, ReadOnlySpan<int> order, int width, Span<byte> columns, int stride, bool isPortable = false)
    {
        if (width == 0) return;
        var done = 0;
        if (IsSupported && !isPortable)
        {
            // The last rows are left to the portable way: a square reads up to 15 bytes beyond its rows.
            for (; done + Side <= order.Length && (order[done + Side - 1] + 1) * width + Side <= rows.Length; done += Side)
            {
                for (var column = 0; column < width; column += Side)
                    WriteSquare(ref MemoryMarshal.GetReference(rows[column..]), order.Slice(done, Side), width, ref columns[column * stride + done], stride, width - column);
            }
        }

        for (; done < order.Length; done++)
        {
            var row = rows.Slice(order[done] * width, width);
            for (var column = 0; column < width; column++) columns[column * stride + done] = row[column];
        }
    }

    // Interleaving the first half of sixteen vectors with the second four times transposes their bytes.
    private static void WriteSquare(ref byte source, ReadOnlySpan<int> order, int width, ref byte target, int stride, int columns)
    {
        var a0 = Vector128.LoadUnsafe(ref source, (nuint)(order[0] * width));
        var a1 = Vector128.LoadUnsafe(ref source, (nuint)(order[1] * width));
        var a2 = Vector128.LoadUnsafe(ref source, (nuint)(order[2] * width));
        var a3 = Vector128.LoadUnsafe(ref source, (nuint)(order[3] * width));
        var a4 = Vector128.LoadUnsafe(ref source, (nuint)(order[4] * width));
        var a5 = Vector128.LoadUnsafe(ref source, (nuint)(order[5] * width));
        var a6 = Vector128.LoadUnsafe(ref source, (nuint)(order[6] * width));
        var a7 = Vector128.LoadUnsafe(ref source, (nuint)(order[7] * width));
        var a8 = Vector128.LoadUnsafe(ref source, (nuint)(order[8] * width));
        var a9 = Vector128.LoadUnsafe(ref source, (nuint)(order[9] * width));
        var a10 = Vector128.LoadUnsafe(ref source, (nuint)(order[10] * width));
        var a11 = Vector128.LoadUnsafe(ref source, (nuint)(order[11] * width));
        var a12 = Vector128.LoadUnsafe(ref source, (nuint)(order[12] * width));
        var a13 = Vector128.LoadUnsafe(ref source, (nuint)(order[13] * width));
        var a14 = Vector128.LoadUnsafe(ref source, (nuint)(order[14] * width));
        var a15 = Vector128.LoadUnsafe(ref source, (nuint)(order[15] * width));
        var (b0, b1) = (Low(a0, a8), High(a0, a8));
        var (b2, b3) = (Low(a1, a9), High(a1, a9));
        var (b4, b5) = (Low(a2, a10), High(a2, a10));
        var (b6, b7) = (Low(a3, a11), High(a3, a11));
        var (b8, b9) = (Low(a4, a12), High(a4, a12));
        var (b10, b11) = (Low(a5, a13), High(a5, a13));
        var (b12, b13) = (Low(a6, a14), High(a6, a14));
        var (b14, b15) = (Low(a7, a15), High(a7, a15));
        var (c0, c1) = (Low(b0, b8), High(b0, b8));
        var (c2, c3) = (Low(b1, b9), High(b1, b9));
        var (c4, c5) = (Low(b2, b10), High(b2, b10));
        var (c6, c7) = (Low(b3, b11), High(b3, b11));
        var (c8, c9) = (Low(b4, b12), High(b4, b12));
        var (c10, c11) = (Low(b5, b13), High(b5, b13));
        var (c12, c13) = (Low(b6, b14), High(b6, b14));
        var (c14, c15) = (Low(b7, b15), High(b7, b15));
        var (d0, d1) = (Low(c0, c8), High(c0, c8));
        var (d2, d3) = (Low(c1, c9), High(c1, c9));
        var (d4, d5) = (Low(c2, c10), High(c2, c10));
        var (d6, d7) = (Low(c3, c11), High(c3, c11));
        var (d8, d9) = (Low(c4, c12), High(c4, c12));
        var (d10, d11) = (Low(c5, c13), High(c5, c13));
        var (d12, d13) = (Low(c6, c14), High(c6, c14));
        var (d14, d15) = (Low(c7, c15), High(c7, c15));
        var (e0, e1) = (Low(d0, d8), High(d0, d8));
        var (e2, e3) = (Low(d1, d9), High(d1, d9));
        var (e4, e5) = (Low(d2, d10), High(d2, d10));
        var (e6, e7) = (Low(d3, d11), High(d3, d11));
        var (e8, e9) = (Low(d4, d12), High(d4, d12));
        var (e10, e11) = (Low(d5, d13), High(d5, d13));
        var (e12, e13) = (Low(d6, d14), High(d6, d14));
        var (e14, e15) = (Low(d7, d15), High(d7, d15));
        e0.StoreUnsafe(ref target);
        if (columns > 1) e1.StoreUnsafe(ref target, (nuint)(1 * stride));
        if (columns > 2) e2.StoreUnsafe(ref target, (nuint)(2 * stride));
        if (columns > 3) e3.StoreUnsafe(ref target, (nuint)(3 * stride));
        if (columns > 4) e4.StoreUnsafe(ref target, (nuint)(4 * stride));
        if (columns > 5) e5.StoreUnsafe(ref target, (nuint)(5 * stride));
        if (columns > 6) e6.StoreUnsafe(ref target, (nuint)(6 * stride));
        if (columns > 7) e7.StoreUnsafe(ref target, (nuint)(7 * stride));
        if (columns > 8) e8.StoreUnsafe(ref target, (nuint)(8 * stride));
        if (columns > 9) e9.StoreUnsafe(ref target, (nuint)(9 * stride));
        if (columns > 10) e10.StoreUnsafe(ref target, (nuint)(10 * stride));
        if (columns > 11) e11.StoreUnsafe(ref target, (nuint)(11 * stride));
        if (columns > 12) e12.StoreUnsafe(ref target, (nuint)(12 * stride));
        if (columns > 13) e13.StoreUnsafe(ref target, (nuint)(13 * stride));
        if (columns > 14) e14.StoreUnsafe(ref target, (nuint)(14 * stride));
        if (columns > 15) e15.StoreUnsafe(ref target, (nuint)(15 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Low(Vector128<byte> left, Vector128<byte> right) =>
        Sse2.IsSupported ? Sse2.UnpackLow(left, right) : AdvSimd.Arm64.ZipLow(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> High(Vector128<byte> left, Vector128<byte> right) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(left, right) : AdvSimd.Arm64.ZipHigh(left, right);
}
