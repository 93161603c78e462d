using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics;

/// <summary>Noncentralities of χ²: limits of effects and of misfit, and the number of respondents that a test needs.</summary>
internal static class Noncentrality
{
    private const int MostSteps = 200;

    /// <summary>The λ under which a χ² as small as the one observed, or smaller, has the given probability; 0 when even λ = 0 gives less.</summary>
    /// <remarks>
    /// The square root of a noncentral χ² is nearly normal with mean √(λ + (df − 1)/2) and variance 1. So a secant over √λ that starts from there
    /// needs few steps, however large λ; it is kept between values that are known to lie on both sides.
    /// </remarks>
    public static double Upper(double chiSquare, double df, double probability)
    {
        if (ChiSquare.Cdf(chiSquare, df) <= probability) return 0;
        var z = NormalDistribution.Quantile(probability);
        var (low, high) = (0.0, double.PositiveInfinity);
        var root = Math.Sqrt(Math.Max(Math.Pow(Math.Max(Math.Sqrt(chiSquare) - z, 0), 2) - (df - 1) / 2, 0.01));
        // How fast the probability falls in √λ.
        var slope = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * root / Math.Sqrt(root * root + Math.Max(df - 1, 0) / 2);
        var (before, excessBefore) = (double.NaN, double.NaN);
        for (var step = 0; step < MostSteps; step++)
        {
            var excess = NoncentralChiSquare.Cdf(chiSquare, df, root * root) - probability;
            if (excess > 0) low = root;
            else high = root;
            if ((excessBefore - excess) / (root - before) is > 0 and var fall) slope = fall;
            (before, excessBefore) = (root, excess);
            root += excess / slope;
            if (!(root > low && root < high)) root = double.IsPositiveInfinity(high) ? 2 * before : (low + high) / 2;
            if (Math.Abs(root - before) <= 1e-13 * Math.Max(root, 1)) break;
        }

        return root * root;
    }

    /// <summary>The λ with which the 5 % test of χ² with df degrees of freedom finds the effect with the given power.</summary>
    public static double ForPower(double df, double power) => Upper(ChiSquare.Quantile(0.95, df), df, 1 - power);
}
