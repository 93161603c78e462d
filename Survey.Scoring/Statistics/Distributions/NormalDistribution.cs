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
        var z = Math.Sqrt(ChiSquare.Quantile(1 - 2 * tail, 2 * tail, 1));
        return p < 0.5 ? -z : z;
    }
}
