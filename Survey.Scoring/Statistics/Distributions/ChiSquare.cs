namespace Survey.Scoring.Statistics.Distributions;

/// <summary>The χ² distribution; the degrees of freedom need not be whole.</summary>
public static class ChiSquare
{
    /// <summary>P(X ≤ x). R: <c>pchisq(x, df)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">x is NaN, or df is not positive and finite.</exception>
    public static double Cdf(double x, double df) => At(x, df).Lower;

    /// <summary>P(X &gt; x), accurate in relative terms down to 1e-300. R: <c>pchisq(x, df, lower.tail = FALSE)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">x is NaN, or df is not positive and finite.</exception>
    public static double UpperTail(double x, double df) => At(x, df).Upper;

    /// <summary>The x with P(X ≤ x) = p. R: <c>qchisq(p, df)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is not a probability, or df is not positive and finite.</exception>
    public static double Quantile(double p, double df)
    {
        Guard.Probability(p);
        Guard.DegreesOfFreedom(df);
        return Quantile(p, 1 - p, df, df);
    }

    internal static double Quantile(double p, double q, double start, double df) =>
        PositiveQuantile.Find(p, q, start, x => IncompleteGamma.At(df / 2, x / 2), x => IncompleteGamma.Slope(df / 2, x / 2));

    private static Tails At(double x, double df)
    {
        Guard.Statistic(x);
        Guard.DegreesOfFreedom(df);
        return IncompleteGamma.At(df / 2, x / 2);
    }
}
