namespace Survey.Scoring.Statistics.Distributions;

/// <summary>The noncentral χ² distribution; the degrees of freedom need not be whole.</summary>
public static class NoncentralChiSquare
{
    /// <summary>P(X ≤ x). R: <c>pchisq(x, df, ncp = lambda)</c>.</summary>
    /// <remarks>
    /// A mixture of central distributions with df + 2j degrees of freedom and Poisson(λ/2) weights. The sum runs from high j, where the
    /// weight is negligible, downwards: then each central distribution is the one before plus a positive term, and nothing cancels.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">x is NaN, df is not positive and finite, or lambda is negative or not finite.</exception>
    public static double Cdf(double x, double df, double lambda)
    {
        Guard.Statistic(x);
        Guard.DegreesOfFreedom(df);
        if (!(lambda >= 0 && double.IsFinite(lambda)))
            throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "A noncentrality is not negative and finite.");
        if (lambda == 0)
            return ChiSquare.Cdf(x, df);
        if (x <= 0)
            return 0;
        if (double.IsPositiveInfinity(x))
            return 1;

        double mean = lambda / 2, half = x / 2;
        var j = Math.Ceiling(mean + 9 * Math.Sqrt(mean) + 30);
        var weight = Math.Exp(SaddlePoint.LogPoisson(j, mean));
        var term = PoissonTerm(df / 2 + j, half);
        var central = IncompleteGamma.At(df / 2 + j, half).Lower;
        var sum = weight * central;
        for (; j > 0; j--)
        {
            // P(a − 1, x) = P(a, x) + xᵃ⁻¹ e⁻ˣ / Γ(a)
            var a = df / 2 + j;
            term = term > 1e-290 ? term * a / half : PoissonTerm(a - 1, half);
            central += term;
            weight *= j / mean;
            var part = weight * central;
            sum += part;
            if (j < mean && part < sum * Tails.Precision)
                break;
        }

        return Math.Min(sum, 1);
    }

    private static double PoissonTerm(double a, double x) => a > 0 ? Math.Exp(SaddlePoint.LogPoisson(a, x)) : Math.Exp(-x);
}
