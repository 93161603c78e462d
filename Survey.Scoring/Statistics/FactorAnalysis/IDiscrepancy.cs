namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>A discrepancy between the sample and a model at one parameter vector after another, as <see cref="MaximumLikelihoodSearch"/> minimises it.</summary>
internal interface IDiscrepancy
{
    /// <summary>F at the parameters, or infinity when Σ is not positive definite there.</summary>
    double ValueAt(ReadOnlySpan<double> parameters);

    /// <summary>The derivatives of F at the parameters of the last call of <see cref="ValueAt"/>.</summary>
    void Gradient(Span<double> gradient);

    /// <summary>The exact and the expected second derivatives of F, by rows, at the parameters of the last call of <see cref="Gradient"/>.</summary>
    void SecondDerivatives(Span<double> exact, Span<double> expected);
}
