namespace Survey.Scoring.Statistics;

/// <summary>What the mean and the variance of one variable rest on.</summary>
/// <param name="Count">The number of values, n.</param>
/// <param name="Mean">Their mean; without meaning when there are none.</param>
/// <param name="SquaredDeviations">Σ (x − x̄)²; exactly 0 when all values are the same.</param>
internal readonly record struct Sample(long Count, double Mean, double SquaredDeviations)
{
    /// <summary>The variance with divisor n − 1; without meaning for fewer than two values.</summary>
    public double Variance => SquaredDeviations / (Count - 1);

    /// <summary>Why there is no mean; null when there is.</summary>
    public UndefinedReason? MeanReason => Count == 0 ? UndefinedReason.NoAnswers : null;

    /// <summary>Why there is no standard deviation; null when there is.</summary>
    public UndefinedReason? DeviationReason => Count switch
    {
        0 => UndefinedReason.NoAnswers,
        1 => UndefinedReason.TooFewRespondents,
        _ => null,
    };

    /// <summary>Both together (Chan, Golub &amp; LeVeque 1983, equation 2.1).</summary>
    public static Sample Merge(Sample left, Sample right)
    {
        if (left.Count == 0) return right;
        if (right.Count == 0) return left;
        double count = left.Count + right.Count, distance = right.Mean - left.Mean;
        return new Sample(left.Count + right.Count, left.Mean + distance * (right.Count / count),
            left.SquaredDeviations + right.SquaredDeviations + distance * distance * (left.Count * (right.Count / count)));
    }
}
