namespace Survey.Scoring.Statistics.Distributions;

/// <summary>Student's t distribution about a noncentrality δ, from which the power of t tests follows.</summary>
public static class NoncentralT
{
    private const int MostTerms = 100_000;

    // exp(−δ²/2) is no longer a normal double beyond; the distribution is then as good as its normal approximation.
    private const double LargestNoncentrality = 37;

    /// <summary>
    /// P(T ≤ t) with absolute error below 1e-12 (Lenth 1989, "Algorithm AS 243", Applied Statistics 38:185-189). R: <c>pt(t, df, ncp)</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">t or δ is NaN, df is not positive and finite.</exception>
    public static double Cdf(double t, double df, double noncentrality)
    {
        Guard.Statistic(t);
        Guard.Statistic(noncentrality);
        Guard.DegreesOfFreedom(df);
        if (t < 0) return 1 - Cdf(-t, df, -noncentrality);
        if (Math.Abs(noncentrality) > LargestNoncentrality || double.IsInfinity(t))
        {
            // Abramowitz & Stegun (1964), 26.7.10.
            return double.IsInfinity(t) ? 1 : NormalDistribution.Cdf((t * (1 - 1 / (4 * df)) - noncentrality) / Math.Sqrt(1 + t * t / (2 * df)));
        }

        var below = NormalDistribution.Cdf(-noncentrality);
        var square = t * t;
        if (square <= 0) return below;
        double x = square / (square + df), y = df / (square + df);
        var half = noncentrality * noncentrality / 2;
        var even = Math.Exp(-half) / 2;
        var odd = Math.Sqrt(2 / Math.PI) * noncentrality * even;
        var rest = 0.5 - even;
        var sum = 0.0;
        for (var j = 0; j < MostTerms; j++)
        {
            var first = IncompleteBeta.At(j + 0.5, df / 2, x, y).Lower;
            sum += even * first + odd * IncompleteBeta.At(j + 1, df / 2, x, y).Lower;
            // What is left of the Poisson weights bounds what is left of the sum.
            if (2 * rest * first < 1e-13) break;
            even *= half / (j + 1);
            odd *= half / (j + 1.5);
            rest -= even;
        }

        return Math.Clamp(below + sum, 0, 1);
    }
}
