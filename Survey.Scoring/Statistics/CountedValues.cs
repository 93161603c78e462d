namespace Survey.Scoring.Statistics;

/// <summary>Mean, spread and quantiles of values of which it is counted how often each was given: the same whatever order they came in.</summary>
/// <param name="values">Values in rising order, each with its count of 1 or more.</param>
internal sealed class CountedValues(IReadOnlyCollection<KeyValuePair<decimal, long>> values)
{
    /// <summary>The number of values, n.</summary>
    public long Count { get; } = values.Sum(value => value.Value);

    /// <summary>Mean and Σ (x − x̄)², from two passes.</summary>
    public Sample ToSample()
    {
        if (Count == 0) return new Sample(0, 0, 0);
        var mean = values.Sum(value => (double)value.Key * value.Value) / Count;
        var squares = values.Count == 1 ? 0 : values.Sum(value => ((double)value.Key - mean) * ((double)value.Key - mean) * value.Value);
        return new Sample(Count, mean, squares);
    }

    /// <summary>The quantile of type 7 (Hyndman &amp; Fan 1996), R's own: between two values it is interpolated. Without values it does not exist.</summary>
    /// <param name="probability">0 … 1.</param>
    public Estimate Quantile(double probability)
    {
        if (Count == 0) return Estimate.Undefined(UndefinedReason.NoAnswers);
        var place = (Count - 1) * probability;
        var below = (long)place;
        var low = (double)At(below);
        return Estimate.Of(below + 1 < Count ? low + (place - below) * ((double)At(below + 1) - low) : low);
    }

    /// <summary>The quantile of type 1, the smallest value that at least this share of all does not exceed: one that was given. Null without values.</summary>
    /// <param name="numerator">The share is <paramref name="numerator"/> / <paramref name="denominator"/>, more than 0 and at most 1.</param>
    /// <param name="denominator">The parts of the whole.</param>
    public decimal? ValueAt(int numerator, int denominator) => Count == 0 ? null : At((Count * numerator + denominator - 1) / denominator - 1);

    private decimal At(long place)
    {
        var end = 0L;
        foreach (var (value, count) in values)
            if (place < (end += count)) return value;
        throw new ArgumentOutOfRangeException(nameof(place));
    }
}
