using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics;

/// <summary>Welch's one-way test of equal means without equal variances (Welch 1951), as R's <c>oneway.test</c>.</summary>
internal readonly record struct WelchTest
{
    /// <summary>Tests groups; groups without values take no part.</summary>
    public WelchTest(IEnumerable<Sample> groups)
    {
        Sample[] present = [.. groups.Where(group => group.Count > 0)];
        var reason = present.Length < 2 ? UndefinedReason.TooFewGroups
            : present.Any(group => group.Count < 2 || group.SquaredDeviations <= 0) ? UndefinedReason.GroupWithoutVariance
            : (UndefinedReason?)null;
        if (reason is { } undefined)
        {
            F = Df1 = Df2 = P = Estimate.Undefined(undefined);
            return;
        }

        double k = present.Length, total = present.Sum(Weight);
        var mean = present.Sum(group => Weight(group) * group.Mean) / total;
        var spread = present.Sum(group => Math.Pow(1 - Weight(group) / total, 2) / (group.Count - 1)) / (k * k - 1);
        var f = present.Sum(group => Weight(group) * Math.Pow(group.Mean - mean, 2)) / ((k - 1) * (1 + 2 * (k - 2) * spread));
        F = Estimate.Of(f);
        Df1 = Estimate.Of(k - 1);
        Df2 = Estimate.Of(1 / (3 * spread));
        P = Estimate.Of(FDistribution.UpperTail(f, k - 1, 1 / (3 * spread)));
    }

    /// <summary>The statistic.</summary>
    public Estimate F { get; }

    /// <summary>Groups − 1.</summary>
    public Estimate Df1 { get; }

    /// <summary>Welch's approximate degrees of freedom, not whole.</summary>
    public Estimate Df2 { get; }

    /// <summary>P of F.</summary>
    public Estimate P { get; }

    private static double Weight(Sample group) => group.Count / group.Variance;
}
