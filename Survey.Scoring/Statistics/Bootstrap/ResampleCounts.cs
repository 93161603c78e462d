namespace Survey.Scoring.Statistics.Bootstrap;

/// <summary>
/// How often each unit is drawn into a resample: as many draws with replacement as there are units (Efron 1979). A resample depends on the
/// seed, its number and the number of units alone, so that it is the same on any number of threads.
/// </summary>
internal static class ResampleCounts
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>Adds one for every draw of a resample to the count of its unit.</summary>
    /// <param name="seed">The seed of the study.</param>
    /// <param name="resample">The number of the resample, from 0.</param>
    /// <param name="counts">A count per unit, <paramref name="stride"/> apart; as many draws as units are made.</param>
    /// <param name="stride">The distance between the counts of neighbouring units.</param>
    public static void AddDraws(long seed, int resample, Span<double> counts, int stride = 1)
    {
        var units = (counts.Length + stride - 1) / stride;
        var state = Mix(Mix((ulong)seed) + (ulong)resample * Step);
        for (var draw = 0; draw < units; draw++)
        {
            // SplitMix64 (Steele, Lea & Flood 2014); the high half of a product is a number below the count of units, as good as unbiased.
            var unit = (int)Math.BigMul(Mix(state += Step), (ulong)units, out _);
            counts[unit * stride]++;
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
