namespace Survey.Scoring.Statistics.Distributions;

/// <summary>The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P, each accurate in relative terms where it is small.</summary>
internal static class IncompleteGamma
{
    private const int MostTerms = 1_000_000;

    /// <summary>Lower and upper tail at x for shape a &gt; 0.</summary>
    public static Tails At(double a, double x)
    {
        if (x <= 0)
            return new(0, 1);
        if (double.IsPositiveInfinity(x))
            return new(1, 0);
        var term = Math.Exp(SaddlePoint.LogPoisson(a, x));
        if (x < a + 1)
            return Tails.FromLower(term * Series(a, x));
        return Tails.FromUpper(a * term * ContinuedFraction(a, x));
    }

    /// <summary>d P / d ln x = xᵃ e⁻ˣ / Γ(a).</summary>
    public static double Slope(double a, double x) => a * Math.Exp(SaddlePoint.LogPoisson(a, x));

    /// <summary>1 + x/(a+1) + x²/((a+1)(a+2)) + … (Abramowitz &amp; Stegun 1964, 6.5.29).</summary>
    private static double Series(double a, double x)
    {
        var sum = 1.0;
        var term = 1.0;
        for (var n = 1; n < MostTerms && term > sum * Tails.Precision; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return sum;
    }

    /// <summary>Γ(a, x) / (xᵃ e⁻ˣ) by Lentz's method (Abramowitz &amp; Stegun 1964, 6.5.31, even part).</summary>
    private static double ContinuedFraction(double a, double x)
    {
        var b = x + 1 - a;
        var c = double.MaxValue;
        var d = 1 / b;
        var h = d;
        for (var i = 1; i < MostTerms; i++)
        {
            var numerator = -i * (i - a);
            b += 2;
            d = 1 / Tails.NotZero(numerator * d + b);
            c = Tails.NotZero(b + numerator / c);
            var factor = c * d;
            h *= factor;
            if (Math.Abs(factor - 1) < Tails.Precision)
                break;
        }

        return h;
    }
}
