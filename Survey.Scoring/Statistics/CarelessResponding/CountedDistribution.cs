using System.Numerics;

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

    /// <summary>Counts values; those that are NaN do not exist.</summary>
    public void Add(ReadOnlySpan<double> values)
    {
        Span<long> places = stackalloc long[Vector<double>.Count];
        var vectors = values.Length / Vector<double>.Count * Vector<double>.Count;
        var (low, high, distance, none) = (new Vector<double>(lowest), new Vector<double>(highest), new Vector<double>(resolution), new Vector<double>(-1));
        for (var first = 0; first < vectors; first += Vector<double>.Count)
        {
            var own = new Vector<double>(values[first..]);
            var place = Vector.Round((Vector.Min(Vector.Max(own, low), high) - low) / distance);
            Vector.ConvertToInt64(Vector.ConditionalSelect(Vector.Equals(own, own), place, none)).CopyTo(places);
            foreach (var one in places)
                if (one >= 0) Add((int)one, 1);
        }

        foreach (var value in values[vectors..])
            if (!double.IsNaN(value)) Add((int)Math.Round((Math.Clamp(value, lowest, highest) - lowest) / resolution), 1);
    }

    /// <summary>Counts values that are multiples of the resolution from the lowest one on.</summary>
    /// <param name="multiples">By respondent the multiple.</param>
    public void Add(ReadOnlySpan<short> multiples)
    {
        foreach (var place in multiples) Add(place, 1);
    }

    /// <summary>Counts what was counted elsewhere.</summary>
    public void Add(CountedDistribution other)
    {
        for (var place = 0; place < other._counts.Length; place++)
            if (other._counts[place] > 0) Add(place, other._counts[place]);
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

    private void Add(int place, long count)
    {
        if (place >= _counts.Length) Array.Resize(ref _counts, Math.Max(place + 1, 2 * _counts.Length));
        _counts[place] += count;
        Count += count;
    }
}
