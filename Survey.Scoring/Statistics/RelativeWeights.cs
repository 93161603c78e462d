namespace Survey.Scoring.Statistics;

/// <summary>
/// Relative weights (Johnson 2000, Multivariate Behavioral Research 35, 1–19): R² divided among correlated predictors through the
/// uncorrelated variables that are closest to them. The weights are not negative and add up to R².
/// </summary>
internal static class RelativeWeights
{
    /// <summary>
    /// With Λ = R^½, the loadings of the predictors on the uncorrelated variables, and b = Λ⁻¹ r, the outcome's coefficients on them:
    /// weight j = Σₖ Λ²ⱼₖ b²ₖ.
    /// </summary>
    /// <param name="correlations">Of the predictors; positive definite.</param>
    /// <param name="betas">The standardised coefficients R⁻¹ r; b is then Λ β.</param>
    /// <returns>The weights; null when the eigenvectors of R were not found.</returns>
    public static double[]? Of(double[,] correlations, ReadOnlySpan<double> betas)
    {
        if (SymmetricEigen.Of(correlations) is not { } eigen) return null;
        var loadings = eigen.Root();
        var p = betas.Length;
        var squares = new double[p];
        for (var k = 0; k < p; k++)
        {
            var coefficient = 0.0;
            for (var j = 0; j < p; j++) coefficient += loadings[k, j] * betas[j];
            squares[k] = coefficient * coefficient;
        }

        var weights = new double[p];
        for (var j = 0; j < p; j++)
            for (var k = 0; k < p; k++) weights[j] += loadings[j, k] * loadings[j, k] * squares[k];
        return weights;
    }
}
