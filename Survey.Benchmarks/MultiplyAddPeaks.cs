using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Survey.Scoring.Moments;

namespace Survey.Benchmarks;

/// <summary>
/// What all processors can multiply and add at best, by the type of the numbers: four columns against four in the first-level cache with the widest
/// instructions that the moments know, and no other work.
/// </summary>
internal static class MultiplyAddPeaks
{
    // 16 KiB of values, whatever their type.
    private const int ColumnBytes = 2048;
    private const int Rows = 1 << 28;

    /// <summary>The products that each of the peaks forms.</summary>
    public static double Products => 16.0 * Rows * Environment.ProcessorCount;

    /// <summary>16-bit numbers into 32 bits.</summary>
    public static long Narrow() => (long)OnAll(() => Shorts512.IsSupported ? Peak<Shorts512, short, Vector512<short>, Vector512<int>, long>(1)
        : Shorts256.IsSupported ? Peak<Shorts256, short, Vector256<short>, Vector256<int>, long>(1)
        : Peak<Shorts, short, Vector<short>, Vector<int>, long>(1));

    /// <summary>64-bit numbers into 64 bits.</summary>
    public static long Word() => (long)OnAll(() => Words());

    /// <summary>64-bit numbers into 128 bits: modulo 2⁶⁴ and in floating point, which together are one number.</summary>
    public static double Wide() => OnAll(() => Words() + (Vector512.IsHardwareAccelerated
        ? Peak<Reals512, long, Vector512<double>, Vector512<double>, double>(1)
        : Peak<Reals, long, Vector<double>, Vector<double>, double>(1)));

    private static double Words() => Vector512.IsHardwareAccelerated
        ? Peak<Words512, long, Vector512<long>, Vector512<long>, long>(1)
        : Peak<Words, long, Vector<long>, Vector<long>, long>(1);

    private static double OnAll(Func<double> peak)
    {
        var sum = 0.0;
        var own = new double[Environment.ProcessorCount];
        Parallel.For(0, own.Length, processor => own[processor] = peak());
        foreach (var part in own) sum += part;
        return sum;
    }

    // Optimised from the first call on. Sums may run over: nobody reads them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Peak<TOperations, TValue, TVector, TSums, TTotal>(TValue one)
        where TOperations : IMultiplyAdd<TValue, TVector, TSums, TTotal>
        where TSums : struct
        where TTotal : INumberBase<TTotal>
    {
        var length = (nuint)(ColumnBytes / Unsafe.SizeOf<TValue>());
        var values = new TValue[8 * length];
        values.AsSpan().Fill(one);
        TSums s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        TSums s8 = default, s9 = default, s10 = default, s11 = default, s12 = default, s13 = default, s14 = default, s15 = default;
        ref var first = ref values[0];
        for (nuint round = 0; round < Rows; round += length)
        {
            for (nuint row = 0; row < length; row += (nuint)TOperations.Rows)
            {
                var x0 = TOperations.Load(ref first, row);
                var x1 = TOperations.Load(ref first, length + row);
                var x2 = TOperations.Load(ref first, 2 * length + row);
                var x3 = TOperations.Load(ref first, 3 * length + row);
                var y = TOperations.Load(ref first, 4 * length + row);
                s0 = TOperations.Add(s0, x0, y);
                s1 = TOperations.Add(s1, x1, y);
                s2 = TOperations.Add(s2, x2, y);
                s3 = TOperations.Add(s3, x3, y);
                y = TOperations.Load(ref first, 5 * length + row);
                s4 = TOperations.Add(s4, x0, y);
                s5 = TOperations.Add(s5, x1, y);
                s6 = TOperations.Add(s6, x2, y);
                s7 = TOperations.Add(s7, x3, y);
                y = TOperations.Load(ref first, 6 * length + row);
                s8 = TOperations.Add(s8, x0, y);
                s9 = TOperations.Add(s9, x1, y);
                s10 = TOperations.Add(s10, x2, y);
                s11 = TOperations.Add(s11, x3, y);
                y = TOperations.Load(ref first, 7 * length + row);
                s12 = TOperations.Add(s12, x0, y);
                s13 = TOperations.Add(s13, x1, y);
                s14 = TOperations.Add(s14, x2, y);
                s15 = TOperations.Add(s15, x3, y);
            }
        }

        return double.CreateTruncating(TOperations.Total(s0) + TOperations.Total(s1) + TOperations.Total(s2) + TOperations.Total(s3)
            + TOperations.Total(s4) + TOperations.Total(s5) + TOperations.Total(s6) + TOperations.Total(s7)
            + TOperations.Total(s8) + TOperations.Total(s9) + TOperations.Total(s10) + TOperations.Total(s11)
            + TOperations.Total(s12) + TOperations.Total(s13) + TOperations.Total(s14) + TOperations.Total(s15));
    }
}
