namespace Survey.Scoring.Statistics.ControlCharts;

/// <summary>
/// A Shewhart X̄ and S chart and an exponentially weighted moving average (EWMA) of subgroups of different sizes, in time order
/// (Montgomery 2020, Introduction to Statistical Quality Control, sections 6.3 and 9.2). Subgroups without values take no part.
/// </summary>
/// <remarks>
/// Centre: Σ n x̄ / Σ n. σ̂ = s_p / c₄(Σ(n − 1) + 1), the standard deviation pooled within subgroups, made unbiased (Burr 1969); limits
/// x̄̄ ± 3 σ̂ / √n, and for the standard deviations c₄(n) σ̂ ± 3 σ̂ √(1 − c₄(n)²), not below 0. EWMA: z_i = λ x̄_i + (1 − λ) z_{i−1} from
/// z₀ = x̄̄ with λ = .2, limits ± 2.7 standard errors of exactly the subgroups so far, σ̂² Σ_j λ² (1 − λ)^{2(i − j)} / n_j. The centre and the
/// spread are estimated from the same subgroups (phase I).
/// </remarks>
internal sealed class ControlChart
{
    /// <summary>Subgroups that a chart needs: fewer give no limits, and no run of eight.</summary>
    public const int LeastSubgroups = 8;

    /// <summary>Subgroups from which limits count as settled (Montgomery 2020: 20 to 25).</summary>
    public const int SettledSubgroups = 20;

    /// <summary>The weight of the newest subgroup in the EWMA.</summary>
    public const double Lambda = 0.2;

    /// <summary>Half the width of the EWMA's limits in standard errors.</summary>
    public const double EwmaWidth = 2.7;

    private ControlChart(double centre, double sigma, ControlPoint[] points) => (Centre, Sigma, Points) = (centre, sigma, points);

    /// <summary>The grand mean.</summary>
    public double Centre { get; }

    /// <summary>The standard deviation within subgroups.</summary>
    public double Sigma { get; }

    /// <summary>One per subgroup that has values, in order.</summary>
    public IReadOnlyList<ControlPoint> Points { get; }

    /// <summary>The chart of subgroups in time order; null with the reason when there are too few or no variance within them.</summary>
    public static ControlChart? Of(IReadOnlyList<Sample> subgroups, out UndefinedReason reason)
    {
        var present = Enumerable.Range(0, subgroups.Count).Where(place => subgroups[place].Count > 0).ToArray();
        reason = UndefinedReason.TooFewPeriods;
        if (present.Length < LeastSubgroups) return null;
        reason = UndefinedReason.NoVariance;
        double n = present.Sum(place => subgroups[place].Count), df = n - present.Length, within = present.Sum(place => subgroups[place].SquaredDeviations);
        if (df < 1 || within <= 0) return null;
        var centre = present.Sum(place => subgroups[place].Count * subgroups[place].Mean) / n;
        var sigma = Math.Sqrt(within / df) / C4(df + 1);

        var points = new ControlPoint[present.Length];
        double ewma = centre, variance = 0;
        for (var index = 0; index < present.Length; index++)
        {
            var group = subgroups[present[index]];
            var half = 3 * sigma / Math.Sqrt(group.Count);
            ewma = Lambda * group.Mean + (1 - Lambda) * ewma;
            variance = (1 - Lambda) * (1 - Lambda) * variance + Lambda * Lambda / group.Count;
            var ewmaHalf = EwmaWidth * sigma * Math.Sqrt(variance);
            double? deviation = group.Count > 1 ? Math.Sqrt(group.Variance) : null;
            var c4 = group.Count > 1 ? C4(group.Count) : 0;
            var spread = 3 * sigma * Math.Sqrt(Math.Max(0, 1 - c4 * c4));
            points[index] = new ControlPoint(
                present[index], group.Count, group.Mean, centre - half, centre + half, deviation,
                deviation is null ? null : Math.Max(0, c4 * sigma - spread), deviation is null ? null : c4 * sigma + spread,
                ewma, centre - ewmaHalf, centre + ewmaHalf, []);
        }

        return new ControlChart(centre, sigma, [.. points.Select((point, index) => point with { Signals = RunRules.At(points, index, centre) })]);
    }

    /// <summary>c₄(n) = √(2 / (n − 1)) Γ(n / 2) / Γ((n − 1) / 2), by which s of n normal values is too small on average; 0.7979 for n = 2.</summary>
    public static double C4(double n) => n > 300
        // Two large logarithms of Γ would cancel; the next term of the expansion is below 1e-11.
        ? 1 - 1 / (4 * n) - 7 / (32 * n * n) - 19 / (128 * n * n * n)
        : Math.Sqrt(2 / (n - 1)) * Math.Exp(MathNet.Numerics.SpecialFunctions.GammaLn(n / 2) - MathNet.Numerics.SpecialFunctions.GammaLn((n - 1) / 2));
}

/// <summary>One subgroup of a control chart.</summary>
/// <param name="Subgroup">Its place among the subgroups given.</param>
/// <param name="Count">Its values, n.</param>
/// <param name="Mean">x̄.</param>
/// <param name="Low">Lower limit of x̄.</param>
/// <param name="High">Upper limit of x̄.</param>
/// <param name="Deviation">s; null for a single value.</param>
/// <param name="DeviationLow">Lower limit of s.</param>
/// <param name="DeviationHigh">Upper limit of s.</param>
/// <param name="Ewma">z.</param>
/// <param name="EwmaLow">Lower limit of z.</param>
/// <param name="EwmaHigh">Upper limit of z.</param>
/// <param name="Signals">The codes of the rules that it breaks, <see cref="RunRules"/>.</param>
internal sealed record ControlPoint(
    int Subgroup, long Count, double Mean, double Low, double High, double? Deviation, double? DeviationLow, double? DeviationHigh,
    double Ewma, double EwmaLow, double EwmaHigh, IReadOnlyList<string> Signals);
