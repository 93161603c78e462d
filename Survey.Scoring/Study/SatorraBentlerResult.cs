using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>
/// Fit of a confirmatory factor analysis scaled for answers that are not normal (Satorra &amp; Bentler 1994), as lavaan's estimator <c>MLM</c>. The
/// estimates are those of the normal-theory solution.
/// </summary>
public sealed record SatorraBentlerResult
{
    /// <summary>Why there is none; null when there is.</summary>
    public UndefinedReason? Reason { get; init; }

    /// <summary>c = tr(U Γ) / df: 1 for normal data, larger for heavier tails.</summary>
    public Estimate ScalingFactor { get; init; }

    /// <summary>χ² / c.</summary>
    public Estimate ChiSquare { get; init; }

    /// <summary>P(χ² with df &gt; the scaled chi-square).</summary>
    public Estimate P { get; init; }

    /// <summary>Comparative fit index of the scaled χ² of the model and of the independence model (lavaan's <c>cfi.scaled</c>).</summary>
    public Estimate Cfi { get; init; }

    /// <summary>Tucker-Lewis index of the same (<c>tli.scaled</c>).</summary>
    public Estimate Tli { get; init; }

    /// <summary>Root mean square error of approximation of the scaled χ² (<c>rmsea.scaled</c>).</summary>
    public Estimate Rmsea { get; init; }

    /// <summary>An estimate of the CFI of the population, χ² − c df in place of χ² − df (Brosseau-Liard &amp; Savalei 2014; <c>cfi.robust</c>).</summary>
    public Estimate RobustCfi { get; init; }

    /// <summary>The same for the Tucker-Lewis index (<c>tli.robust</c>).</summary>
    public Estimate RobustTli { get; init; }

    /// <summary>The same for the RMSEA (Brosseau-Liard, Savalei &amp; Li 2012; <c>rmsea.robust</c>).</summary>
    public Estimate RobustRmsea { get; init; }

    /// <summary>No scaling, for a reason.</summary>
    public static SatorraBentlerResult Without(UndefinedReason reason) => new() { Reason = reason };
}
