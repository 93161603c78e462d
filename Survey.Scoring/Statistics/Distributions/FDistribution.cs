namespace Survey.Scoring.Statistics.Distributions;

/// <summary>Fisher's F distribution; the degrees of freedom need not be whole (Welch's test).</summary>
public static class FDistribution
{
    /// <summary>P(X &gt; f), accurate in relative terms down to 1e-300. R: <c>pf(f, df1, df2, lower.tail = FALSE)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">f is NaN, or a number of degrees of freedom is not positive and finite.</exception>
    public static double UpperTail(double f, double df1, double df2)
    {
        Guard.Statistic(f);
        Guard.DegreesOfFreedom(df1);
        Guard.DegreesOfFreedom(df2);
        return At(f, df1, df2).Upper;
    }

    /// <summary>The f with P(X ≤ f) = p. R: <c>qf(p, df1, df2)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is not a probability, or a number of degrees of freedom is not positive and finite.</exception>
    public static double Quantile(double p, double df1, double df2)
    {
        Guard.Probability(p);
        Guard.DegreesOfFreedom(df1);
        Guard.DegreesOfFreedom(df2);
        return Quantile(p, 1 - p, Start(p, df1, df2), df1, df2);
    }

    internal static double Quantile(double p, double q, double start, double df1, double df2) =>
        PositiveQuantile.Find(p, q, start, f => At(f, df1, df2), f =>
        {
            var (x, y) = Shares(f, df1, df2);
            return IncompleteBeta.Slope(df1 / 2, df2 / 2, x, y);
        });

    // With many degrees of freedom ln F is nearly normal, with mean 1/df2 − 1/df1 and variance 2/df1 + 2/df2 (Fisher's z).
    private static double Start(double p, double df1, double df2) => p is <= 0 or >= 1 || Math.Min(df1, df2) < 30 ? 1
        : Math.Exp(1 / df2 - 1 / df1 + NormalDistribution.Quantile(p) * Math.Sqrt(2 / df1 + 2 / df2));

    internal static Tails At(double f, double df1, double df2)
    {
        if (f <= 0)
            return new(0, 1);
        if (double.IsPositiveInfinity(f))
            return new(1, 0);
        var (x, y) = Shares(f, df1, df2);
        return IncompleteBeta.At(df1 / 2, df2 / 2, x, y);
    }

    /// <summary>df1 f / (df1 f + df2) and its complement.</summary>
    private static (double X, double Y) Shares(double f, double df1, double df2)
    {
        var ratio = f * (df1 / df2);
        return ratio < 1 ? (ratio / (1 + ratio), 1 / (1 + ratio)) : (1 / (1 + 1 / ratio), 1 / ratio / (1 + 1 / ratio));
    }
}
