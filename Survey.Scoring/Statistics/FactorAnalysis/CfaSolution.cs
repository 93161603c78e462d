using System.Collections.Immutable;

namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// A maximum-likelihood solution. In the status <see cref="NotConverged"/> and <see cref="NotIdentified"/> all arrays are empty and all
/// figures of fit but the degrees of freedom undefined; an <see cref="Improper"/> solution has its estimates and names its problems.
/// </summary>
public sealed record CfaSolution
{
    /// <summary>Status of a solution without objection.</summary>
    public const string Ok = "ok";

    /// <summary>Status of a solution that no population can have; see <see cref="Problems"/>.</summary>
    public const string Improper = "improper";

    /// <summary>Status when no minimum was found, or there is none: the covariance matrix is singular.</summary>
    public const string NotConverged = "not-converged";

    /// <summary>Status when other parameter values fit as well: more parameters than moments, or a singular information matrix.</summary>
    public const string NotIdentified = "not-identified";

    /// <summary>One of the four status words.</summary>
    public required string Status { get; init; }

    /// <summary>Why there are no estimates; null when there are.</summary>
    public UndefinedReason? Reason { get; init; }

    /// <summary>What makes the solution improper.</summary>
    public ImmutableArray<CfaSolutionProblem> Problems { get; init; } = [];

    /// <summary>Loading by item, in units of the item per standard deviation of its factor.</summary>
#pragma warning disable CA1819 // a matrix of numbers for computation, made anew for each solution
    public double[] Loadings { get; init; } = [];

    /// <summary>Residual variance by item, in the item's squared units; may be negative.</summary>
    public double[] ResidualVariances { get; init; } = [];

    /// <summary>Loading by item over the model's standard deviation of the item.</summary>
    public double[] StandardizedLoadings { get; init; } = [];

    /// <summary>Correlations of the factors, symmetric with diagonal 1.</summary>
    public double[,] FactorCorrelations { get; init; } = new double[0, 0];

    /// <summary>By factor its standardised loading on the factor above all factors; empty unless that was fitted.</summary>
    public double[] SecondOrderLoadings { get; init; } = [];
#pragma warning restore CA1819

    /// <summary>How well it fits.</summary>
    public required FitFigures Fit { get; init; }

    /// <summary>What there is to say without a solution.</summary>
    internal static CfaSolution Without(string status, UndefinedReason reason, long df) =>
        new() { Status = status, Reason = reason, Fit = FitFigures.Without(reason, df) };
}

/// <summary>One reason why a solution is improper.</summary>
/// <param name="Code">One of the constants.</param>
/// <param name="Subjects">Indices of the items (negative residual variance) or of the factors (otherwise).</param>
public sealed record CfaSolutionProblem(string Code, ImmutableArray<int> Subjects)
{
    /// <summary>A Heywood case; the subject is the item.</summary>
    public const string NegativeResidualVariance = "negative-residual-variance";

    /// <summary>A factor correlation of 1 or more, or −1 or less; the subjects are the two factors.</summary>
    public const string FactorCorrelationOutOfRange = "factor-correlation-out-of-range";

    /// <summary>The factor correlations have a negative eigenvalue; the subjects are all factors.</summary>
    public const string IndefiniteFactorCorrelations = "indefinite-factor-correlations";

    /// <summary>A second-order loading of 1 or more, or −1 or less, so that the factor's disturbance variance is not positive; the subject is the factor.</summary>
    public const string SecondOrderLoadingOutOfRange = "second-order-loading-out-of-range";
}
