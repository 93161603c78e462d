using System.Numerics;
using System.Runtime.InteropServices;

namespace Survey.Scoring.Statistics.Blocks;

/// <summary>A sum of numbers that are first rounded to multiples of 2⁻²⁴: whole numbers, so that neither order nor division of the work changes a bit.</summary>
internal sealed class FixedPointSum
{
    private const double Unit = 1 << 24;

    // Sums of as many numbers as a block has respondents, each below this, fit 64 bits.
    private const double Large = 1L << 50;

    private Int128 _sum;

    /// <summary>The sum.</summary>
    public double Value => (double)_sum / Unit;

    /// <summary>Adds numbers, at most as many as a block has respondents.</summary>
    public void Add(ReadOnlySpan<double> values)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        var sums = Vector<long>.Zero;
        var isSmall = true;
        foreach (var vector in vectors)
        {
            var scaled = vector * Unit;
            isSmall &= Vector.LessThanAll(Vector.Abs(scaled), new Vector<double>(Large));
            sums += Vector.ConvertToInt64Native(Vector.Round(scaled));
        }

        var done = isSmall ? vectors.Length * Vector<double>.Count : 0;
        if (isSmall) _sum += Vector.Sum(sums);
        foreach (var value in values[done..]) _sum += (Int128)Math.Round(value * Unit);
    }

    /// <summary>Adds another sum.</summary>
    public void Add(FixedPointSum other) => _sum += other._sum;
}
