namespace Survey.Scoring.Statistics.CarelessResponding;

/// <summary>
/// How an index is distributed over any number of respondents, in memory that does not grow with them: counts of the values rounded to a
/// resolution. Counts of parts add up to the counts of the whole, so no order and no division of the work changes a figure.
/// </summary>
/// <param name="lowest">The lowest possible value.</param>
/// <param name="highest">Larger values count as this one.</param>
/// <param name="resolution">The distance of values that are told apart.</param>
internal sealed class CountedDistribution(double lowest, double highest, double resolution)
{
    private long[] _counts = new long[16];

    /// <summary>The number of values.</summary>
    public long Count { get; private set; }

    /// <summary>The distance of values that are told apart.</summary>
    public double Resolution => resolution;

    /// <summary>Counts a value.</summary>
    public void Add(double value)
    {
        var place = (int)Math.Round((Math.Clamp(value, lowest, highest) - lowest) / resolution);
        if (place >= _counts.Length) Array.Resize(ref _counts, Math.Max(place + 1, 2 * _counts.Length));
        _counts[place]++;
        Count++;
    }

    /// <summary>Counts what was counted elsewhere.</summary>
    public void Add(CountedDistribution other)
    {
        if (other._counts.Length > _counts.Length) Array.Resize(ref _counts, other._counts.Length);
        for (var place = 0; place < other._counts.Length; place++) _counts[place] += other._counts[place];
        Count += other.Count;
    }

    /// <summary>
    /// The smallest value that a share <paramref name="p"/> of the respondents does not exceed (the inverse of the empirical distribution
    /// function: <c>quantile(x, p, type = 1)</c> in R, of the rounded values); undefined without any.
    /// </summary>
    public Estimate Quantile(double p)
    {
        if (Count == 0) return Estimate.Undefined(UndefinedReason.NoAnswers);
        // n·p may come out a hair above the whole number that it is.
        var wanted = Math.Max(1, (long)Math.Ceiling(Count * p - 1e-9 * Count));
        var place = 0;
        for (var below = _counts[0]; below < wanted; below += _counts[place]) place++;
        return Estimate.Of(Math.Round(lowest + place * resolution, 10));
    }
}
