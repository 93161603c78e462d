namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// What <see cref="MaximumLikelihoodSearch"/> minimises: a function with its gradient and second derivatives, which it keeps in whatever form
/// suits it and solves by itself.
/// </summary>
internal interface INewtonFunction
{
    /// <summary>How many parameters there are.</summary>
    int Parameters { get; }

    /// <summary>The smallest 1 − R² of a parameter on others in the matrix factored last, or a lower bound of it.</summary>
    double SmallestPivot { get; }

    /// <summary>The value, or infinity where there is none.</summary>
    double ValueAt(ReadOnlySpan<double> parameters);

    /// <summary>Takes the derivatives where <see cref="ValueAt"/> was asked last.</summary>
    /// <param name="gradient">Takes the gradient.</param>
    /// <param name="scale">Takes the diagonal of the expected second derivatives.</param>
    void Differentiate(Span<double> gradient, Span<double> scale);

    /// <summary>Factors the second derivatives, exact or expected, plus a diagonal; false when the sum is not positive definite.</summary>
    /// <param name="isExact">Which second derivatives.</param>
    /// <param name="damping">What is added: this times the scale of a parameter.</param>
    /// <param name="scale">By parameter.</param>
    bool TryFactor(bool isExact, double damping, ReadOnlySpan<double> scale);

    /// <summary>Solves in place with the matrix factored last.</summary>
    void Solve(Span<double> right);
}
