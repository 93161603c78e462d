using System.Collections.Immutable;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.Invariance;

/// <summary>How much is the same in all groups, each level adding to the one before.</summary>
internal enum InvarianceLevel
{
    /// <summary>The same items belong to the same factors.</summary>
    Configural,

    /// <summary>Equal loadings.</summary>
    Metric,

    /// <summary>Equal loadings and intercepts; factor means are free but in the first group.</summary>
    Scalar,
}

/// <summary>The maximum-likelihood fit of one level. Without a solution every figure but the degrees of freedom is undefined.</summary>
internal sealed record InvarianceStep
{
    /// <summary>The largest loss of CFI at which a level holds (Cheung &amp; Rensvold 2002; Chen 2007).</summary>
    public const double LargestLoss = 0.010;

    /// <summary>The smallest CFI at which the same structure counts as found in all groups (Bentler &amp; Bonett 1980; Vandenberg &amp; Lance 2000).</summary>
    public const double SmallestCfi = 0.90;

    /// <summary>Which level.</summary>
    public required InvarianceLevel Level { get; init; }

    /// <summary>One of the status words of <see cref="CfaSolution"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Why there is no solution; null when there is.</summary>
    public UndefinedReason? Reason { get; init; }

    /// <summary>What makes the solution improper.</summary>
    public ImmutableArray<InvarianceProblem> Problems { get; init; } = [];

    /// <summary>How well it fits, against the independence model with free means in every group; the intercepts and means count among the parameters.</summary>
    public required FitFigures Fit { get; init; }

    /// <summary>
    /// By group the factor means of the scalar level, in standard deviations of the factor in the first group, whose means are 0; a factor's
    /// loadings sum to 0 or more. Empty at the other levels.
    /// </summary>
    public ImmutableArray<ImmutableArray<double>> FactorMeans { get; init; } = [];

    /// <summary>
    /// Where the level does not hold: which items speak against equality, in the order of the items, those freed at the level before left out.
    /// Empty where it holds, and where the level before does not hold in part either.
    /// </summary>
    public ImmutableArray<ReleaseTest> Releases { get; init; } = [];

    /// <summary>What freeing items does, where this level or the one before does not hold; null where nothing was freed.</summary>
    public PartialLevel? Partial { get; init; }

    /// <summary>Whether the level holds by itself, given the one before; false without a solution.</summary>
    /// <param name="before">The level before; null for the first.</param>
    public bool Holds(InvarianceStep? before) => Reason is null && (before is null ? Fit.Cfi.Value >= SmallestCfi : Fit.Cfi.Value - before.Fit.Cfi.Value >= -LargestLoss);

    /// <summary>A level without a solution.</summary>
    public static InvarianceStep Without(InvarianceLevel level, string status, UndefinedReason reason, long df) =>
        new() { Level = level, Status = status, Reason = reason, Fit = FitFigures.Without(reason, df) };
}

/// <summary>One reason why a solution is improper.</summary>
/// <param name="Code">One of the constants of <see cref="CfaSolutionProblem"/>.</param>
/// <param name="Subjects">Items (negative residual variance) or factors (otherwise), each with its group or battery.</param>
internal sealed record InvarianceProblem(string Code, ImmutableArray<(int Group, int Index)> Subjects);
