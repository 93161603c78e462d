using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics;

/// <summary>Noncentralities of χ² by bisection: limits of effects, and the number of respondents that a test needs.</summary>
internal static class Noncentrality
{
    private const int Steps = 80;

    /// <summary>The λ under which a χ² as small as the one observed, or smaller, has the given probability; 0 when even λ = 0 gives less.</summary>
    public static double Upper(double chiSquare, double df, double probability) =>
        Root(lambda => NoncentralChiSquare.Cdf(chiSquare, df, lambda) - probability);

    /// <summary>The λ with which the 5 % test of χ² with df degrees of freedom finds the effect with the given power.</summary>
    public static double ForPower(double df, double power)
    {
        var critical = ChiSquare.Quantile(0.95, df);
        return Root(lambda => NoncentralChiSquare.Cdf(critical, df, lambda) - (1 - power));
    }

    // The excess falls in λ.
    private static double Root(Func<double, double> excess)
    {
        if (excess(0) <= 0) return 0;
        var (low, high) = (0.0, 1.0);
        while (excess(high) > 0) (low, high) = (high, 2 * high);
        for (var step = 0; step < Steps && high - low > 1e-10 * high; step++)
        {
            var middle = (low + high) / 2;
            if (excess(middle) > 0) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
