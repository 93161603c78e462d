using System.Numerics;

namespace Survey.Scoring.Statistics;

/// <summary>
/// A seeded stream of random numbers that is the same on every machine and release: xoshiro256** (Blackman &amp; Vigna 2021), its state
/// filled by SplitMix64 from the seed and what tells one stream from another.
/// </summary>
internal sealed class RandomStream
{
    private ulong _a, _b, _c, _d;
    private double _spare = double.NaN;

    /// <param name="seed">The seed of the study.</param>
    /// <param name="keys">What the stream is for; streams with other keys are independent.</param>
    public RandomStream(long seed, params ReadOnlySpan<long> keys)
    {
        var state = (ulong)seed;
        foreach (var key in keys) state = Next(ref state) ^ (ulong)key;
        (_a, _b, _c, _d) = (Next(ref state), Next(ref state), Next(ref state), Next(ref state));
    }

    /// <summary>Uniform in (0, 1).</summary>
    public double Uniform() => ((Bits() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>Standard normal, by the polar method (Marsaglia &amp; Bray 1964).</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spare))
        {
            var kept = _spare;
            _spare = double.NaN;
            return kept;
        }

        for (; ; )
        {
            double u = 2 * Uniform() - 1, v = 2 * Uniform() - 1, s = u * u + v * v;
            if (s >= 1) continue;
            var factor = Math.Sqrt(-2 * Math.Log(s) / s);
            _spare = v * factor;
            return u * factor;
        }
    }

    /// <summary>χ² with df &gt; 0 degrees of freedom: twice a gamma variable (Marsaglia &amp; Tsang 2000).</summary>
    public double ChiSquare(double df)
    {
        var shape = df / 2;
        var boost = 1.0;
        if (shape < 1)
        {
            boost = Math.Pow(Uniform(), 1 / shape);
            shape++;
        }

        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        for (; ; )
        {
            var x = Normal();
            var v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(Uniform()) < 0.5 * x * x + d * (1 - v + Math.Log(v))) return 2 * d * v * boost;
        }
    }

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
