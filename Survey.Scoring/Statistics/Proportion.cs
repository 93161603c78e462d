using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics;

/// <summary>A share of respondents with its 95 % interval.</summary>
internal static class Proportion
{
    /// <summary>
    /// Wilson's score interval (Wilson 1927): (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n). Within 0 … 1 also for shares near
    /// an end. R: <c>prop.test(x, n, correct = FALSE)$conf.int</c>.
    /// </summary>
    /// <param name="successes">How many are counted, at most <paramref name="count"/>.</param>
    /// <param name="count">All, n; without any nothing exists.</param>
    public static (Estimate Share, Estimate Low, Estimate High) Wilson(long successes, long count)
    {
        var none = Estimate.Undefined(UndefinedReason.NoAnswers);
        if (count == 0) return (none, none, none);
        double n = count, p = successes / n, z = NormalDistribution.Quantile(0.975), square = z * z;
        var middle = (p + square / (2 * n)) / (1 + square / n);
        var half = z * Math.Sqrt(p * (1 - p) / n + square / (4 * n * n)) / (1 + square / n);
        return (Estimate.Of(p),
            Estimate.Of(successes == 0 ? 0 : Math.Max(middle - half, 0)),
            Estimate.Of(successes == count ? 1 : Math.Min(middle + half, 1)));
    }
}
