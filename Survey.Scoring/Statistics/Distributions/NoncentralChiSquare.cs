namespace Survey.Scoring.Statistics.Distributions;

/// <summary>The noncentral χ² distribution; the degrees of freedom need not be whole.</summary>
public static class NoncentralChiSquare
{
    // From here on the sum over the mixture has a thousand terms and more, and the integrand is within a hundredth of a normal density.
    private const double Large = 10_000;

    /// <summary>P(X ≤ x). R: <c>pchisq(x, df, ncp = lambda)</c>.</summary>
    /// <remarks>The time does not grow with λ: a sum for small ones, an integral for large ones, equal where both are defined.</remarks>
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

        return lambda * Saddle(x, df, lambda) < Large ? ByMixture(x, df, lambda) : ByContour(x, df, lambda);
    }

    /// <summary>
    /// A mixture of central distributions with df + 2j degrees of freedom and Poisson(λ/2) weights. The sum runs from high j, where the
    /// weight is negligible, downwards: then each central distribution is the one before plus a positive term, and nothing cancels.
    /// </summary>
    internal static double ByMixture(double x, double df, double lambda)
    {
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

    /// <summary>
    /// The integral of e^(K(t) − tx)/|t| over a line beside the saddle point of K, the logarithm of the moment generating function,
    /// K(t) = λt/(1 − 2t) − (df/2) ln(1 − 2t): for a large λ nearly a normal density, whose sum at equal steps is exact to the last digits
    /// (Trefethen &amp; Weideman 2014, The exponentially convergent trapezoidal rule, SIAM Review 56).
    /// </summary>
    internal static double ByContour(double x, double df, double lambda)
    {
        // Left of 0 for the lower tail; the pole at 0 is kept two widths away.
        var u = Saddle(x, df, lambda);
        var width = 1 / Math.Sqrt((4 * lambda * u + 2 * df) * u * u);
        var isLower = u < 1;
        var real = isLower ? Math.Min((1 - 1 / u) / 2, -2 * width) : Math.Max((1 - 1 / u) / 2, 2 * width);
        u = 1 / (1 - 2 * real);
        double height = (u - 1) / 2 * (lambda - x / u) + df / 2 * Math.Log(u), tilt = lambda * u - x / u;
        const double step = 0.25;
        var sum = 0.0;
        for (var place = 0; ; place++)
        {
            var imaginary = place * step * width;
            var w = 2 * imaginary * u;
            var damping = lambda * u * w * w / (1 + w * w);
            var size = Math.Exp(height - damping / 2 - df / 4 * Math.Log(1 + w * w));
            if (size < sum * 1e-18 || size == 0) break;
            var (sine, cosine) = Math.SinCos(w / 2 * (tilt - damping) + df / 2 * Math.Atan(w));
            var part = size * (cosine * real + sine * imaginary) / (real * real + imaginary * imaginary);
            sum += place == 0 ? Math.Abs(part) / 2 : isLower ? -part : part;
        }

        var tail = Math.Clamp(sum * step * width / Math.PI, 0, 1);
        return isLower ? tail : 1 - tail;
    }

    // u = 1/(1 − 2t) with K'(t) = λu² + df u = x.
    private static double Saddle(double x, double df, double lambda) => 2 * x / (df + Math.Sqrt(df * df + 4 * lambda * x));

    private static double PoissonTerm(double a, double x) => a > 0 ? Math.Exp(SaddlePoint.LogPoisson(a, x)) : Math.Exp(-x);
}
