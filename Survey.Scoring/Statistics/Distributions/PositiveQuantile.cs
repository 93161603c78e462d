namespace Survey.Scoring.Statistics.Distributions;

/// <summary>The quantile of a distribution of positive numbers: Newton's method on ln(smaller tail) against ln x, inside a bracket.</summary>
internal static class PositiveQuantile
{
    private const int MostSteps = 400;
    private const double Resolution = 1e-16;

    /// <summary>The x with lower tail <paramref name="p"/> and upper tail <paramref name="q"/>; they sum to 1 and the smaller one is met.</summary>
    /// <param name="p">Lower tail.</param>
    /// <param name="q">Upper tail.</param>
    /// <param name="start">A first guess.</param>
    /// <param name="tails">Both tails at x.</param>
    /// <param name="slope">The derivative of the lower tail by ln x.</param>
    public static double Find(double p, double q, double start, Func<double, Tails> tails, Func<double, double> slope)
    {
        if (p == 0)
            return 0;
        if (q == 0)
            return double.PositiveInfinity;

        double low = Math.Log(double.Epsilon), high = Math.Log(double.MaxValue);
        var u = Math.Clamp(Math.Log(start), low, high);
        var before = double.NaN;
        for (var step = 0; step < MostSteps; step++)
        {
            var x = Math.Exp(u);
            var at = tails(x);
            var (distance, tail) = p < q ? (Math.Log(at.Lower / p), at.Lower) : (Math.Log(q / at.Upper), at.Upper);
            if (distance == 0)
                return x;
            if (distance > 0)
                high = u;
            else
                low = u;

            var next = u - distance * tail / slope(x);
            if (next > low && next < high)
            {
                // Newton's steps shrink by their square: the one after this would be about now³/before².
                var now = Math.Abs(next - u);
                if (now * (now / before) * (now / before) <= Resolution * Math.Max(1, Math.Abs(u)))
                    return Math.Exp(next);
                before = now;
            }
            else
            {
                before = double.NaN;
                // Out of the bracket, or no slope to go by: bisect, but in the first steps stay near the guess.
                var reach = Math.Pow(2, step + 1);
                next = distance > 0 ? Math.Max((low + high) / 2, u - reach) : Math.Min((low + high) / 2, u + reach);
            }

            if (next == u || high - low <= 4 * Resolution * Math.Max(1, Math.Abs(u)))
                return Math.Exp(next);
            u = next;
        }

        return Math.Exp(u);
    }
}
