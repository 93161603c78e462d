namespace Survey.Scoring.Statistics.Bootstrap;

/// <summary>A figure in every resample, NaN where it does not exist there.</summary>
/// <param name="Values">The figure by resample.</param>
/// <param name="Widening">By what deviations from the estimate are multiplied: √(G/(G − 1)) for G groups of respondents, otherwise 1.</param>
internal sealed record Draws(double[] Values, double Widening)
{
    // With fewer resamples the limits of a 95 % interval would lie outside of what was drawn.
    private const int FewestResamples = 39;

    // More failures than this could not be left out without a bias.
    private const double MostFailures = 0.05;

    /// <summary>The resamples in which the figure does not exist.</summary>
    public int Failed => Values.Count(double.IsNaN);

    /// <summary>
    /// Standard error and percentile interval (Efron &amp; Tibshirani 1993, ch. 13): the .025 and .975 quantiles of the resamples, that of p the
    /// order statistic (B + 1) p, interpolated (R: <c>quantile(type = 6)</c>, <c>boot::boot.ci(type = "perc")</c> up to its interpolation).
    /// </summary>
    /// <param name="value">The figure of the data themselves.</param>
    public ResampledFigure Around(Estimate value)
    {
        var failed = Failed;
        if (value.Reason is { } reason) return ResampledFigure.Undefined(reason) with { Failed = failed };
        var missing = Missing(failed);
        if (missing is { } why)
        {
            var none = Estimate.Undefined(why);
            return new ResampledFigure(value, none, none, none, failed);
        }

        double[] sorted = [.. Values.Where(draw => !double.IsNaN(draw)).Order()];
        var mean = sorted.Average();
        var error = Math.Sqrt(sorted.Sum(draw => (draw - mean) * (draw - mean)) / (sorted.Length - 1));
        return new ResampledFigure(value, Estimate.Of(Widening * error), Limit(0.025), Limit(0.975), failed);

        Estimate Limit(double p) => Estimate.Of(value.Value + Widening * (Quantile(sorted, p) - value.Value));
    }

    /// <summary>
    /// Two-sided p of the hypothesis that the figure is 0, the level at which 0 stops being in the percentile interval (Davison &amp; Hinkley
    /// 1997, sect. 5.5): 2 · (1 + the smaller number of resamples on one side of 0) / (B + 1), at most 1.
    /// </summary>
    /// <param name="value">The figure of the data themselves.</param>
    public Estimate PValue(Estimate value)
    {
        if (value.Reason is { } reason) return Estimate.Undefined(reason);
        var failed = Failed;
        if (Missing(failed) is { } why) return Estimate.Undefined(why);
        int below = 0, above = 0;
        foreach (var draw in Values)
        {
            var place = value.Value + Widening * (draw - value.Value);
            if (place <= 0) below++;
            if (place >= 0) above++;
        }

        return Estimate.Of(Math.Min(1, 2.0 * (1 + Math.Min(below, above)) / (Values.Length - failed + 1)));
    }

    /// <summary>Why the resamples say nothing about a figure; null when they do.</summary>
    public UndefinedReason? Missing(int failed) =>
        Values.Length - failed < FewestResamples && failed <= MostFailures * Values.Length ? UndefinedReason.TooFewResamples
        : failed > MostFailures * Values.Length ? UndefinedReason.FailsInResamples
        : null;

    private static double Quantile(double[] sorted, double p)
    {
        var place = Math.Clamp((sorted.Length + 1) * p - 1, 0, sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
