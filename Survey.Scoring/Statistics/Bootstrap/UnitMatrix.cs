using System.Numerics;
using System.Runtime.InteropServices;

namespace Survey.Scoring.Statistics.Bootstrap;

/// <summary>
/// The moments of the units of a bootstrap, a row of numbers per unit. The moments of a resample are the sum of the rows, each as often as its
/// unit was drawn: a product of matrices, computed in strips that stay in the cache.
/// </summary>
internal sealed class UnitMatrix
{
    /// <summary>How many resamples are summed at once.</summary>
    public const int Lanes = 4;

    private static readonly int StripWidth = 2 * Vector<double>.Count;

    private readonly double[] _strips;

    /// <summary>A matrix from its rows, one after the other.</summary>
    public UnitMatrix(ReadOnlySpan<double> rows, int units, int entries)
    {
        (Units, Entries) = (units, entries);
        _strips = new double[StripsOf(entries) * units * StripWidth];
        for (var unit = 0; unit < units; unit++)
        {
            var row = rows.Slice(unit * entries, entries);
            for (var first = 0; first < entries; first += StripWidth)
                row.Slice(first, Math.Min(StripWidth, entries - first)).CopyTo(_strips.AsSpan((first / StripWidth * units + unit) * StripWidth));
        }
    }

    /// <summary>The units, rows.</summary>
    public int Units { get; }

    /// <summary>The numbers per unit.</summary>
    public int Entries { get; }

    /// <summary>The length of a buffer that takes the sums of <see cref="Lanes"/> resamples.</summary>
    public int SumsLength => StripsOf(Entries) * StripWidth * Lanes;

    /// <summary>The sums of all rows, each times its count, for <see cref="Lanes"/> resamples at once.</summary>
    /// <param name="counts">By unit, then by lane.</param>
    /// <param name="sums">Takes the sums: lane after lane, <see cref="SumsLength"/> / <see cref="Lanes"/> apart.</param>
    public void Sum(ReadOnlySpan<double> counts, Span<double> sums)
    {
        var lane = sums.Length / Lanes;
        for (var strip = 0; strip < StripsOf(Entries); strip++)
        {
            Vector<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
            var rows = MemoryMarshal.Cast<double, Vector<double>>(_strips.AsSpan(strip * Units * StripWidth, Units * StripWidth));
            for (var unit = 0; unit < Units; unit++)
            {
                var (low, high) = (rows[2 * unit], rows[2 * unit + 1]);
                var own = counts.Slice(unit * Lanes, Lanes);
                Vector<double> a = new(own[0]), b = new(own[1]), c = new(own[2]), d = new(own[3]);
                a0 = Vector.FusedMultiplyAdd(a, low, a0);
                a1 = Vector.FusedMultiplyAdd(a, high, a1);
                b0 = Vector.FusedMultiplyAdd(b, low, b0);
                b1 = Vector.FusedMultiplyAdd(b, high, b1);
                c0 = Vector.FusedMultiplyAdd(c, low, c0);
                c1 = Vector.FusedMultiplyAdd(c, high, c1);
                d0 = Vector.FusedMultiplyAdd(d, low, d0);
                d1 = Vector.FusedMultiplyAdd(d, high, d1);
            }

            Store(a0, a1, 0, sums);
            Store(b0, b1, 1, sums);
            Store(c0, c1, 2, sums);
            Store(d0, d1, 3, sums);

            void Store(Vector<double> low, Vector<double> high, int place, Span<double> target)
            {
                low.CopyTo(target[(place * lane + strip * StripWidth)..]);
                high.CopyTo(target[(place * lane + strip * StripWidth + Vector<double>.Count)..]);
            }
        }
    }

    private static int StripsOf(int entries) => (entries + StripWidth - 1) / StripWidth;
}
