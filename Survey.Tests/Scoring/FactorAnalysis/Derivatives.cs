namespace Survey.Tests.Scoring.FactorAnalysis;

/// <summary>Holds the derivatives that a discrepancy claims against central differences of its values and of its gradient.</summary>
internal static class Derivatives
{
    // Central differences of a function of size 10 with steps of 1e-5 are exact to about 1e-10 · 10, and of its gradient likewise.
    private const double Step = 1e-5;
    private const double Tolerance = 1e-6;

    /// <summary>Compares every derivative by every parameter at a point.</summary>
    /// <param name="point">The parameters.</param>
    /// <param name="valueAt">The value.</param>
    /// <param name="derivativesAt">The gradient and the second derivatives by rows.</param>
    public static void AreThoseOf(double[] point, Func<double[], double> valueAt, Func<double[], (double[] Gradient, double[] Second)> derivativesAt)
    {
        Assert.True(double.IsFinite(valueAt(point)));
        var (gradient, second) = derivativesAt(point);
        for (var parameter = 0; parameter < point.Length; parameter++)
        {
            double[] up = [.. point], down = [.. point];
            up[parameter] += Step;
            down[parameter] -= Step;
            Near((valueAt(up) - valueAt(down)) / (2 * Step), gradient[parameter]);
            var (high, low) = (derivativesAt(up).Gradient, derivativesAt(down).Gradient);
            for (var other = 0; other < point.Length; other++) Near((high[other] - low[other]) / (2 * Step), second[other * point.Length + parameter]);
        }
    }

    private static void Near(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"{actual:R} instead of {expected:R}");
}
