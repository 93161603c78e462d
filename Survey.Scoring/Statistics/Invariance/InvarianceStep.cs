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

    /// <summary>Σ n_g F_g.</summary>
    public Estimate ChiSquare { get; init; }

    /// <summary>Means, variances and covariances of all groups less free parameters.</summary>
    public Estimate Df { get; init; }

    /// <summary>P(χ² with df &gt; chi-square).</summary>
    public Estimate P { get; init; }

    /// <summary>Comparative fit index against the independence model with free means in every group.</summary>
    public Estimate Cfi { get; init; }

    /// <summary>Tucker-Lewis index.</summary>
    public Estimate Tli { get; init; }

    /// <summary>RMSEA times √G (Steiger 1998).</summary>
    public Estimate Rmsea { get; init; }

    /// <summary>Lower limit of its 90 % interval.</summary>
    public Estimate RmseaLow { get; init; }

    /// <summary>Upper limit of its 90 % interval.</summary>
    public Estimate RmseaHigh { get; init; }

    /// <summary>Standardised root mean square residual, means included, weighted by the groups' sizes.</summary>
    public Estimate Srmr { get; init; }

    /// <summary>−2 ln L + 2 t, the intercepts and means counted in t.</summary>
    public Estimate Aic { get; init; }

    /// <summary>−2 ln L + t ln N.</summary>
    public Estimate Bic { get; init; }

    /// <summary>
    /// By group the factor means of the scalar level, in standard deviations of the factor in the first group, whose means are 0; a factor's
    /// loadings sum to 0 or more. Empty at the other levels.
    /// </summary>
    public ImmutableArray<ImmutableArray<double>> FactorMeans { get; init; } = [];

    /// <summary>What equality costs against the level before: Δχ² with its degrees of freedom and p, and ΔCFI (negative when the fit gets worse).</summary>
    public (Estimate ChiSquare, Estimate Df, Estimate P, Estimate Cfi) Against(InvarianceStep before)
    {
        if ((Reason ?? before.Reason) is { } reason)
        {
            var none = Estimate.Undefined(reason);
            return (none, none, none, none);
        }

        var chiSquare = Math.Max(ChiSquare.Value - before.ChiSquare.Value, 0);
        var df = Df.Value - before.Df.Value;
        return (Estimate.Of(chiSquare), Estimate.Of(df),
            df > 0 ? Estimate.Of(Distributions.ChiSquare.UpperTail(chiSquare, df)) : Estimate.Undefined(UndefinedReason.NoDegreesOfFreedom),
            Estimate.Of(Cfi.Value - before.Cfi.Value));
    }

    /// <summary>A level without a solution.</summary>
    public static InvarianceStep Without(InvarianceLevel level, string status, UndefinedReason reason, long df)
    {
        var none = Estimate.Undefined(reason);
        return new()
        {
            Level = level,
            Status = status,
            Reason = reason,
            Df = df < 0 ? none : Estimate.Of(df),
            ChiSquare = none,
            P = none,
            Cfi = none,
            Tli = none,
            Rmsea = none,
            RmseaLow = none,
            RmseaHigh = none,
            Srmr = none,
            Aic = none,
            Bic = none,
        };
    }
}

/// <summary>One reason why a solution is improper.</summary>
/// <param name="Code">One of the constants of <see cref="CfaSolutionProblem"/>.</param>
/// <param name="Subjects">Items (negative residual variance) or factors (otherwise), each with its group or battery.</param>
internal sealed record InvarianceProblem(string Code, ImmutableArray<(int Group, int Index)> Subjects);
