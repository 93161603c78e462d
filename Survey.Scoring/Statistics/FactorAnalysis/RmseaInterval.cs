using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// The root mean square error of approximation √(max(χ² − df, 0) / (df · n)) with its 90 % interval: the noncentralities for which χ²
/// lies at the 95 % and the 5 % point of the noncentral distribution; 0 where there is none (Browne &amp; Cudeck 1993).
/// </summary>
internal static class RmseaInterval
{
    public static double Point(double chiSquare, double df, double n) => df > 0 ? Of(Math.Max(chiSquare - df, 0), df, n) : 0;

    public static double Low(double chiSquare, double df, double n) => df > 0 ? Of(Noncentrality(chiSquare, df, 0.95), df, n) : 0;

    public static double High(double chiSquare, double df, double n) => df > 0 ? Of(Noncentrality(chiSquare, df, 0.05), df, n) : 0;

    private static double Of(double noncentrality, double df, double n) => Math.Sqrt(noncentrality / (df * n));

    /// <summary>The λ with P(X ≤ chiSquare | df, λ) = probability, which falls in λ; 0 when it is smaller at λ = 0 already.</summary>
    private static double Noncentrality(double chiSquare, double df, double probability)
    {
        double Excess(double lambda) => NoncentralChiSquare.Cdf(chiSquare, df, lambda) - probability;

        if (Excess(0) <= 0)
            return 0;
        var low = 0.0;
        var high = Math.Max(chiSquare - df, 1) + 4 * Math.Sqrt(2 * df + 4 * chiSquare);
        while (Excess(high) > 0)
            (low, high) = (high, 2 * high);

        // The regula falsi with the weight of the end that stays halved (Illinois): bracketed, and fast on so smooth a function.
        double lowValue = Excess(low), highValue = Excess(high);
        for (var step = 0; step < 200 && high - low > 1e-12 * high; step++)
        {
            var middle = (low * highValue - high * lowValue) / (highValue - lowValue);
            if (!(middle > low && middle < high))
                middle = (low + high) / 2;
            var value = Excess(middle);
            if (Math.Abs(value) < 1e-14)
                return middle;
            if (value > 0)
            {
                (low, lowValue) = (middle, value);
                highValue /= 2;
            }
            else
            {
                (high, highValue) = (middle, value);
                lowValue /= 2;
            }
        }

        return (low + high) / 2;
    }
}
