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
        // a − (a + b) x, the distance below the mean, from whichever of x and y does not cancel.
        var distance = a > b ? (a + b) * y - b : a - (a + b) * x;
        return distance >= 0
            ? Tails.FromLower(slope * ContinuedFraction(a, b, x, y, distance))
            : Tails.FromUpper(slope * ContinuedFraction(b, a, y, x, -distance));
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

    /// <summary>
    /// The continued fraction of I_x(a, b) below the mean by Lentz's method, in the form of DiDonato &amp; Morris (1992, "Algorithm 708",
    /// equation 9), which takes 1 − x and the distance from the mean as they are.
    /// </summary>
    private static double ContinuedFraction(double a, double b, double x, double y, double distance)
    {
        var d = (a + 1) / (a * (distance + 1));
        var c = double.MaxValue;
        var h = d;
        for (var n = 1; n < MostTerms; n++)
        {
            var middle = a + 2 * n - 1;
            var w = n * (b - n) * x;
            var numerator = (a + n - 1) / middle * ((a + b + n - 1) / middle) * w * x;
            var denominator = n + w / middle + (a + n) / (middle + 2) * (distance + 1 + n * (1 + y));
            d = 1 / Tails.NotZero(numerator * d + denominator);
            c = Tails.NotZero(denominator + numerator / c);
            var factor = c * d;
            h *= factor;
            if (Math.Abs(factor - 1) < Tails.Precision)
                break;
        }

        return h;
    }
}
