namespace Survey.Scoring.Statistics.Distributions;

/// <summary>The regularised incomplete beta function I_x(a, b) and its complement, each accurate in relative terms where it is small.</summary>
internal static class IncompleteBeta
{
    private const int MostTerms = 1_000_000;

    /// <summary>Lower tail I_x(a, b) and upper tail I_y(b, a); y = 1 − x is given by itself so that neither is rounded to 0 or 1.</summary>
    public static Tails At(double a, double b, double x, double y)
    {
        if (x <= 0)
            return new(0, 1);
        if (y <= 0)
            return new(1, 0);
        var slope = Slope(a, b, x, y);
        // Near the median of a distribution with a large parameter the continued fraction needs √a terms and the series a few dozen.
        if ((a + b) * x < b && (a + b) * x < a + SeriesReach)
            return Tails.FromLower(slope / a * Series(a, b, x));
        if ((a + b) * y < a && (a + b) * y < b + SeriesReach)
            return Tails.FromUpper(slope / b * Series(b, a, y));
        return x < (a + 1) / (a + b + 2)
            ? Tails.FromLower(slope / a * ContinuedFraction(a, b, x))
            : Tails.FromUpper(slope / b * ContinuedFraction(b, a, y));
    }

    /// <summary>d I / d ln(x / y) = xᵃ yᵇ / B(a, b).</summary>
    public static double Slope(double a, double b, double x, double y) => Math.Exp(SaddlePoint.LogBeta(a, b, x, y));

    // The series gives one tail, and the other as its complement: beyond this the complement would lose more than three digits.
    private const double SeriesReach = 3;

    /// <summary>1 + (a+b)/(a+1) x + (a+b)(a+b+1)/((a+1)(a+2)) x² + … (Abramowitz &amp; Stegun 1964, 26.5.4); all terms are positive.</summary>
    private static double Series(double a, double b, double x)
    {
        var sum = 1.0;
        var term = 1.0;
        for (var n = 1; n < MostTerms && term > sum * Tails.Precision; n++)
        {
            term *= (a + b + n - 1) / (a + n) * x;
            sum += term;
        }

        return sum;
    }

    /// <summary>The continued fraction of I_x(a, b) by Lentz's method (Abramowitz &amp; Stegun 1964, 26.5.8).</summary>
    private static double ContinuedFraction(double a, double b, double x)
    {
        var c = 1.0;
        var d = 1 / Tails.NotZero(1 - (a + b) * x / (a + 1));
        var h = d;
        for (var m = 1; m < MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / Tails.NotZero(1 + even * d);
            c = Tails.NotZero(1 + even / c);
            h *= c * d;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / Tails.NotZero(1 + odd * d);
            c = Tails.NotZero(1 + odd / c);
            var factor = c * d;
            h *= factor;
            if (Math.Abs(factor - 1) < Tails.Precision)
                break;
        }

        return h;
    }
}
