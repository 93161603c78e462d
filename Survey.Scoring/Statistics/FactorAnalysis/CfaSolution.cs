using System.Collections.Immutable;

namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// A maximum-likelihood solution. In the status <see cref="NotConverged"/> and <see cref="NotIdentified"/> all arrays are empty and all
/// figures but the degrees of freedom undefined; an <see cref="Improper"/> solution has its estimates and names its problems.
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

    /// <summary>n · F.</summary>
    public Estimate ChiSquare { get; init; }

    /// <summary>k(k + 1)/2 less the number of free parameters.</summary>
    public Estimate Df { get; init; }

    /// <summary>P(χ² with df &gt; chi-square); undefined when df = 0.</summary>
    public Estimate P { get; init; }

    /// <summary>Comparative fit index (Bentler 1990) against the independence model.</summary>
    public Estimate Cfi { get; init; }

    /// <summary>Tucker-Lewis index (1973), not clipped to 0 … 1.</summary>
    public Estimate Tli { get; init; }

    /// <summary>Root mean square error of approximation (Steiger &amp; Lind 1980).</summary>
    public Estimate Rmsea { get; init; }

    /// <summary>Lower limit of its 90 % interval.</summary>
    public Estimate RmseaLow { get; init; }

    /// <summary>Upper limit of its 90 % interval.</summary>
    public Estimate RmseaHigh { get; init; }

    /// <summary>Standardised root mean square residual (Bentler 1995), diagonal included.</summary>
    public Estimate Srmr { get; init; }

    /// <summary>Akaike's criterion, −2 ln L + 2 t with saturated means that are not counted in t.</summary>
    public Estimate Aic { get; init; }

    /// <summary>Schwarz's criterion, −2 ln L + t ln n.</summary>
    public Estimate Bic { get; init; }
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
