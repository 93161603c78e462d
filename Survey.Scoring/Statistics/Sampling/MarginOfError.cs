using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics.Sampling;

/// <summary>How far an estimate from a simple random sample may be off, with the finite population correction.</summary>
public static class MarginOfError
{
    /// <summary>
    /// Half the width of the interval of a proportion, z √(p (1 − p) / n · (N − n) / (N − 1)): the inverse of
    /// <see cref="SampleSize.ForProportion"/> (Cochran 1977, equation 3.8). Undefined without responses, or with more responses than people.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The proportion or the level is no share between 0 and 1.</exception>
    public static Estimate OfProportion(long responses, long? population = null, double proportion = 0.5, double confidence = 0.95)
    {
        var z = SampleSize.Z(confidence);
        if (!(proportion > 0 && proportion < 1)) throw new ArgumentOutOfRangeException(nameof(proportion), proportion, "A share between 0 and 1 is needed.");
        if (Missing(responses, population, 1) is { } reason) return Estimate.Undefined(reason);
        var correction = population is not { } people ? 1.0 : people == 1 ? 0 : (people - responses) / (people - 1.0);
        return Estimate.Of(z * Math.Sqrt(proportion * (1 - proportion) / responses * correction));
    }

    /// <summary>
    /// Half the width of the interval of a mean, t(.975, n − 1) · s / √n · √(1 − n / N) (Cochran 1977, equations 2.20 and 2.27).
    /// Undefined for fewer than two responses, or with more responses than people.
    /// </summary>
    /// <param name="deviation">The standard deviation, divisor n − 1.</param>
    /// <param name="responses">The respondents with a value.</param>
    /// <param name="population">How many people there are; null when so many that it does not matter.</param>
    public static Estimate OfMean(Estimate deviation, long responses, long? population = null)
    {
        if (!deviation.IsDefined) return deviation;
        if (Missing(responses, population, 2) is { } reason) return Estimate.Undefined(reason);
        var correction = population is { } people ? 1 - (double)responses / people : 1;
        return Estimate.FiniteOr(StudentT.Quantile(0.975, responses - 1) * deviation.Value * Math.Sqrt(correction / responses), UndefinedReason.TooFewRespondents);
    }

    private static UndefinedReason? Missing(long responses, long? population, long least) =>
        responses == 0 ? UndefinedReason.NoAnswers
        : responses < least ? UndefinedReason.TooFewRespondents
        : responses > population ? UndefinedReason.PopulationTooSmall
        : null;
}
