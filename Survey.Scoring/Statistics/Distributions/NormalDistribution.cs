namespace Survey.Scoring.Statistics.Distributions;

/// <summary>The standard normal distribution. Its square is a χ² with one degree of freedom.</summary>
public static class NormalDistribution
{
    /// <summary>P(Z ≤ z), accurate in relative terms down to 1e-300. R: <c>pnorm(z)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">z is NaN.</exception>
    public static double Cdf(double z) => UpperTail(-z);

    /// <summary>P(Z &gt; z), accurate in relative terms down to 1e-300. R: <c>pnorm(z, lower.tail = FALSE)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">z is NaN.</exception>
    public static double UpperTail(double z) => z <= 0 ? 1 - TwoSidedP(z) / 2 : TwoSidedP(z) / 2;

    /// <summary>P(|Z| &gt; |z|), accurate in relative terms down to 1e-300. R: <c>2 * pnorm(-abs(z))</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">z is NaN.</exception>
    public static double TwoSidedP(double z)
    {
        Guard.Statistic(z);
        return IncompleteGamma.At(0.5, z * z / 2).Upper;
    }

    /// <summary>The z with P(Z ≤ z) = p. R: <c>qnorm(p)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is not a probability.</exception>
    public static double Quantile(double p)
    {
        Guard.Probability(p);
        if (p == 0.5)
            return 0;
        var tail = Math.Min(p, 1 - p);
        var start = tail > 0 ? Start(tail) : 1;
        var z = Math.Sqrt(ChiSquare.Quantile(1 - 2 * tail, 2 * tail, start * start, 1));
        return p < 0.5 ? -z : z;
    }

    /// <summary>Within 4.5e-4 of the z that leaves a tail of less than a half (Abramowitz &amp; Stegun 1964, 26.2.23).</summary>
    private static double Start(double tail)
    {
        var t = Math.Sqrt(-2 * Math.Log(tail));
        var z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
        return Math.Max(z, 1e-3);
    }
}
