namespace Survey.Scoring.Statistics.Distributions;

/// <summary>Student's t distribution; the degrees of freedom need not be whole. Its square is an F(1, df).</summary>
public static class StudentT
{
    /// <summary>P(T &gt; t), accurate in relative terms down to 1e-300. R: <c>pt(t, df, lower.tail = FALSE)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">t is NaN, or df is not positive and finite.</exception>
    public static double UpperTail(double t, double df) =>
        t <= 0 ? 1 - TwoSidedP(t, df) / 2 : TwoSidedP(t, df) / 2;

    /// <summary>P(|T| &gt; |t|), accurate in relative terms down to 1e-300. R: <c>2 * pt(-abs(t), df)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">t is NaN, or df is not positive and finite.</exception>
    public static double TwoSidedP(double t, double df)
    {
        Guard.Statistic(t);
        Guard.DegreesOfFreedom(df);
        return FDistribution.At(t * t, 1, df).Upper;
    }

    /// <summary>The t with P(T ≤ t) = p. R: <c>qt(p, df)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is not a probability, or df is not positive and finite.</exception>
    public static double Quantile(double p, double df)
    {
        Guard.Probability(p);
        Guard.DegreesOfFreedom(df);
        if (p == 0.5)
            return 0;
        var tail = Math.Min(p, 1 - p);
        var normal = NormalDistribution.Quantile(1 - tail);
        var square = FDistribution.Quantile(1 - 2 * tail, 2 * tail, StartingSquare(normal, df), 1, df);
        return p < 0.5 ? -Math.Sqrt(square) : Math.Sqrt(square);
    }

    /// <summary>The square of the first terms of the expansion about the normal quantile (Abramowitz &amp; Stegun 1964, 26.7.5).</summary>
    private static double StartingSquare(double z, double df)
    {
        if (!double.IsFinite(z) || df < 3)
            return 1;
        var z2 = z * z;
        var t = z * (1 + (z2 + 1) / (4 * df) + ((5 * z2 + 16) * z2 + 3) / (96 * df * df));
        return t * t;
    }
}
