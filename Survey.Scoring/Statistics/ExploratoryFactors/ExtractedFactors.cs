namespace Survey.Scoring.Statistics.ExploratoryFactors;

/// <summary>Factors before rotation.</summary>
internal sealed record ExtractedFactors
{
    /// <summary>Loadings, item by factor; the loadings of each factor sum to zero or more.</summary>
    public required double[,] Loadings { get; init; }

    /// <summary>What the factors leave unexplained of each item, from 0.005 to 1.</summary>
    public required double[] Uniquenesses { get; init; }

    /// <summary>The items whose uniqueness lies at its lower limit: Heywood cases.</summary>
    public required int[] Heywood { get; init; }

    /// <summary>The root mean square of the residual correlations off the diagonal (psych's <c>rms</c>).</summary>
    public required double ResidualRoot { get; init; }

    /// <summary>The fit of maximum likelihood; null for minres.</summary>
    public ExploratoryFit? Fit { get; init; }
}

/// <summary>The normal-theory fit of factors extracted by maximum likelihood.</summary>
/// <param name="ChiSquare">(n − 1 − (2k + 5)/6 − 2m/3) · F (Bartlett 1951), as <c>factanal</c>.</param>
/// <param name="Df">((k − m)² − k − m) / 2.</param>
/// <param name="P">P(χ² with df &gt; chi-square).</param>
/// <param name="Rmsea">√max(χ²/(df·n) − 1/(n − 1), 0), as psych.</param>
/// <param name="RmseaLow">Lower limit of its 90 % interval, √(λ/(df·(n − 1))).</param>
/// <param name="RmseaHigh">Upper limit.</param>
/// <param name="Tli">Tucker-Lewis index, as psych; not clipped.</param>
internal sealed record ExploratoryFit(Estimate ChiSquare, Estimate Df, Estimate P, Estimate Rmsea, Estimate RmseaLow, Estimate RmseaHigh, Estimate Tli)
{
    /// <summary>A fit none of whose figures exist.</summary>
    public static ExploratoryFit Undefined(UndefinedReason reason)
    {
        var none = Estimate.Undefined(reason);
        return new ExploratoryFit(none, none, none, none, none, none, none);
    }
}
