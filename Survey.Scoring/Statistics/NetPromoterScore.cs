using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics;

/// <summary>
/// The net promoter score (Reichheld 2003): promoters (9 and 10) less detractors (0 to 6) in percent of all, −100 … 100.
/// </summary>
/// <param name="Promoters">How many answered 9 or 10.</param>
/// <param name="Passives">How many answered 7 or 8.</param>
/// <param name="Detractors">How many answered 0 to 6.</param>
internal readonly record struct NetPromoterScore(long Promoters, long Passives, long Detractors)
{
    /// <summary>From the answers by position, 0 to 10.</summary>
    /// <exception cref="ArgumentException">There are not eleven positions.</exception>
    public static NetPromoterScore Of(ReadOnlySpan<long> positions)
    {
        if (positions.Length != 11) throw new ArgumentException("The net promoter score is defined on 0 to 10 only.", nameof(positions));
        var detractors = 0L;
        foreach (var count in positions[..7]) detractors += count;
        return new NetPromoterScore(positions[9] + positions[10], positions[7] + positions[8], detractors);
    }

    /// <summary>All answers, n.</summary>
    public long Count => Promoters + Passives + Detractors;

    /// <summary>100 (p_pro − p_det).</summary>
    public Estimate Score => Count == 0 ? Estimate.Undefined(UndefinedReason.NoAnswers) : Estimate.Of(100.0 * (Promoters - Detractors) / Count);

    /// <summary>
    /// 100 √((p_pro + p_det − (p_pro − p_det)²) / n), the multinomial standard error (Rocks 2016). Where all answers are of one kind it does not
    /// exist: 0 would claim certainty.
    /// </summary>
    public Estimate StandardError
    {
        get
        {
            if (Count == 0) return Estimate.Undefined(UndefinedReason.NoAnswers);
            double n = Count, sum = (Promoters + Detractors) / n, difference = (Promoters - Detractors) / n;
            var variance = sum - difference * difference;
            return variance <= 0 ? Estimate.Undefined(Count == 1 ? UndefinedReason.TooFewRespondents : UndefinedReason.NoVariance) : Estimate.Of(100 * Math.Sqrt(variance / n));
        }
    }

    /// <summary>Lower limit of the 95 % interval, score − 1.96 standard errors, at least −100.</summary>
    public Estimate Low => StandardError is { IsDefined: true } error ? Estimate.Of(Math.Max(Score.Value - NormalDistribution.Quantile(0.975) * error.Value, -100)) : StandardError;

    /// <summary>Upper limit, at most 100.</summary>
    public Estimate High => StandardError is { IsDefined: true } error ? Estimate.Of(Math.Min(Score.Value + NormalDistribution.Quantile(0.975) * error.Value, 100)) : StandardError;
}
