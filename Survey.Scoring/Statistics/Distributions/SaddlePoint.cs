namespace Survey.Scoring.Statistics.Distributions;

/// <summary>
/// Poisson and binomial terms without the cancellation that differences of log-gamma suffer: Loader, C. (2000), "Fast and accurate
/// computation of binomial probabilities". All arguments are positive reals, not only integers.
/// </summary>
internal static class SaddlePoint
{
    /// <summary>ln(xᵃ e⁻ˣ / Γ(a + 1)).</summary>
    public static double LogPoisson(double a, double x) =>
        -StirlingError(a) - Deviance(a, x) - 0.5 * Math.Log(2 * Math.PI * a);

    /// <summary>ln(xᵃ yᵇ / B(a, b)), where y = 1 − x is given by itself so that neither is rounded to 0 or 1.</summary>
    public static double LogBeta(double a, double b, double x, double y)
    {
        var n = a + b;
        return StirlingError(n) - StirlingError(a) - StirlingError(b) - Deviance(a, n * x) - Deviance(b, n * y)
            + 0.5 * (Math.Log(a) + Math.Log(b / n) - Math.Log(2 * Math.PI));
    }

    /// <summary>ln Γ(n + 1) less Stirling's formula: the series from 15 on, reached by the recurrence from below.</summary>
    private static double StirlingError(double n)
    {
        var below = 0.0;
        for (; n < 15; n++)
            below += (n + 0.5) * LogOnePlus(1 / n) - 1;
        var square = n * n;
        return below + (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - 1 / 1188.0 / square) / square) / square) / square) / n;
    }

    /// <summary>x ln(x / m) + m − x, by a series where the three terms nearly cancel.</summary>
    private static double Deviance(double x, double m)
    {
        var difference = x - m;
        if (Math.Abs(difference) >= 0.1 * (x + m))
            return x * Math.Log(x / m) - difference;

        var v = difference / (x + m);
        var sum = difference * v;
        var term = 2 * x * v;
        for (var j = 1; j < 1000; j++)
        {
            term *= v * v;
            var next = sum + term / (2 * j + 1);
            if (next == sum)
                break;
            sum = next;
        }

        return sum;
    }

    /// <summary>ln(1 + z) for z &gt; 0; Math.Log(1 + z) would lose the low digits of a small z (Kahan's correction).</summary>
    private static double LogOnePlus(double z)
    {
        var u = 1 + z;
        return u == 1 ? z : Math.Log(u) * z / (u - 1);
    }
}
