namespace Survey.Scoring.Statistics;

/// <summary>Holm's step-down adjustment (Holm 1979), which keeps the chance of any false finding in a family of tests at the level.</summary>
internal static class Holm
{
    /// <summary>
    /// The adjusted p of each test, in the order given: the i-th smallest of m is multiplied by m − i + 1, made no smaller than the one
    /// before and at most 1. A test without p keeps its reason and does not count in m.
    /// </summary>
    public static Estimate[] Adjust(IReadOnlyList<Estimate> family)
    {
        var adjusted = family.ToArray();
        int[] order = [.. Enumerable.Range(0, adjusted.Length).Where(test => adjusted[test].IsDefined).OrderBy(test => adjusted[test].Value)];
        var largest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, (order.Length - rank) * family[order[rank]].Value));
            adjusted[order[rank]] = Estimate.Of(largest);
        }

        return adjusted;
    }
}
