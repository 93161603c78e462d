namespace Survey.Scoring.Statistics;

/// <summary>
/// The cut-offs of the lowest and the highest quarter of a sample with ties. Equal values stay together: the low group is all values up to
/// the one at which the share of the sample is nearest to a quarter (the smaller group of two as near), the high group likewise from above.
/// </summary>
/// <param name="Low">Values up to this one are low.</param>
/// <param name="High">Values from this one on are high; always above <paramref name="Low"/>.</param>
internal readonly record struct Quarters(long Low, long High)
{
    /// <summary>The cut-offs; null where no value remains between them, so that there is no reference group.</summary>
    /// <param name="counts">How often each value stands in the sample.</param>
    public static Quarters? Of(IEnumerable<KeyValuePair<long, long>> counts)
    {
        KeyValuePair<long, long>[] ordered = [.. counts.Where(count => count.Value > 0).OrderBy(count => count.Key)];
        if (ordered.Length < 3) return null;
        var all = ordered.Sum(count => count.Value);
        var (low, high) = (Nearest(ordered, all), ordered.Length - 1 - Nearest([.. ordered.Reverse()], all));
        return high - low < 2 ? null : new Quarters(ordered[low].Key, ordered[high].Key);
    }

    private static int Nearest(KeyValuePair<long, long>[] ordered, long all)
    {
        long sum = 0, best = long.MaxValue;
        var nearest = 0;
        for (var place = 0; place < ordered.Length; place++)
        {
            sum += ordered[place].Value;
            var distance = Math.Abs(4 * sum - all);
            if (distance >= best) break;
            (best, nearest) = (distance, place);
        }

        return nearest;
    }
}
