using System.Collections.Immutable;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.Invariance;

/// <summary>
/// Whether the same items measure the same in several groups, or in two batteries that the same people answered: confirmatory factor
/// analyses with mean structure, without equality, with equal loadings, and with equal loadings and intercepts (Jöreskog 1971; Sörbom 1974;
/// Meredith 1993). All conventions are those of lavaan's <c>cfa(…, group = …, std.lv = TRUE, group.equal = …)</c>: S with divisor n_g, χ² = Σ n_g F_g.
/// </summary>
internal static class MeasurementInvariance
{
    /// <summary>Configural, metric and scalar invariance over independent groups; the first group is the reference of factor variances and means.</summary>
    /// <param name="groups">Two groups or more, each listwise over the same items.</param>
    /// <param name="factorOfItem">By item the index of its factor, 0 … m − 1.</param>
    /// <param name="options">When a search ends.</param>
    public static ImmutableArray<InvarianceStep> OverGroups(IReadOnlyList<CrossProducts> groups, int[] factorOfItem, CfaOptions? options = null) =>
        Steps(InvarianceSample.OfGroups([.. groups], factorOfItem), options ?? new CfaOptions());

    /// <summary>
    /// Configural, metric and scalar invariance between two batteries of the same respondents: two sets of factors that all correlate, and
    /// the residuals of the same item correlate too (longitudinal invariance with the batteries for occasions, Little 2013, ch. 5).
    /// </summary>
    /// <param name="joint">Listwise over the reference battery's items and then, in the same order, the other's.</param>
    /// <param name="factorOfItem">By item of a battery the index of its factor.</param>
    /// <param name="options">When a search ends.</param>
    public static ImmutableArray<InvarianceStep> BetweenBatteries(CrossProducts joint, int[] factorOfItem, CfaOptions? options = null) =>
        Steps(InvarianceSample.OfBatteries(joint, factorOfItem), options ?? new CfaOptions());

    private static ImmutableArray<InvarianceStep> Steps(InvarianceSample sample, CfaOptions options)
    {
        var levels = Enum.GetValues<InvarianceLevel>();
        if (sample.Check() is { } reason) return [.. levels.Select(level => InvarianceStep.Without(level, CfaSolution.NotConverged, reason, DegreesOfFreedom(level)))];
        var fitted = new List<FittedLevel>();
        var steps = ImmutableArray.CreateBuilder<InvarianceStep>(levels.Length);
        InvarianceStep? failure = null;
        foreach (var level in levels)
        {
            var start = level switch
            {
                InvarianceLevel.Configural => InvarianceEstimates.Configural(sample),
                InvarianceLevel.Metric => fitted[^1].Estimates.Metric(sample),
                _ => fitted[^1].Estimates.Scalar(sample),
            };
            if (FittedLevel.Of(sample, level, FreedItems.None, start, options, out var none) is not { } next)
            {
                failure = none;
                break;
            }

            fitted.Add(next);
        }

        steps.AddRange(PartialInvariance.Of(fitted, options));
        // A level rests on the one before.
        foreach (var level in levels.Skip(fitted.Count)) steps.Add(InvarianceStep.Without(level, failure!.Status, failure.Reason!.Value, DegreesOfFreedom(level)));
        return steps.MoveToImmutable();

        long DegreesOfFreedom(InvarianceLevel level) => new InvarianceModel(sample, level, FreedItems.None, InvarianceEstimates.Neutral(sample)).DegreesOfFreedom;
    }
}
