namespace Survey.Scoring.Statistics.ExploratoryFactors;

/// <summary>
/// Maximum likelihood: F = Σ (θ_j − ln θ_j − 1) over the eigenvalues of Ψ^(−1/2) R Ψ^(−1/2) after the first m, by x = ln ψ (Jöreskog 1967;
/// second derivatives Clarke 1970). R: <c>stats::factanal</c>.
/// </summary>
internal sealed class MaximumLikelihoodExtraction(double[] sample, int items, int factors) : Extraction(sample, items, factors)
{
    public override double Lowest => Math.Log(LeastUniqueness);

    public override double Highest => 0;

    public override double ValueAt(ReadOnlySpan<double> parameters)
    {
        var k = Items;
        Span<double> scale = stackalloc double[k];
        for (var i = 0; i < k; i++) scale[i] = Math.Exp(-parameters[i] / 2);
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++) Work[i * k + j] = Sample[i * k + j] * scale[i] * scale[j];
        if (!Eigen.TryDecompose(Work, withVectors: true) || !(Eigen.Values[k - 1] > 0)) return double.PositiveInfinity;
        var sum = 0.0;
        for (var j = Factors; j < k; j++) sum += Eigen.Values[j] - 1 - Math.Log(Eigen.Values[j]);
        return sum;
    }

    public override void Gradient(Span<double> gradient)
    {
        gradient.Clear();
        for (var j = Factors; j < Items; j++)
        {
            var u = Eigen.Vector(j);
            var weight = Eigen.Values[j] - 1;
            for (var i = 0; i < Items; i++) gradient[i] -= weight * u[i] * u[i];
        }
    }

    public override void SecondDerivatives(Span<double> second) =>
        Curvature(second, theta => theta, (theta, large) => (theta - 1) * Over(theta + large, theta, large));

    public override double[,] Loadings(ReadOnlySpan<double> parameters)
    {
        var loadings = new double[Items, Factors];
        for (var factor = 0; factor < Factors; factor++)
        {
            var length = Math.Sqrt(Math.Max(Eigen.Values[factor] - 1, 0));
            for (var i = 0; i < Items; i++) loadings[i, factor] = Math.Exp(parameters[i] / 2) * Eigen.Vector(factor)[i] * length;
        }

        return loadings;
    }

    public override double Parameter(double uniqueness) => Math.Log(uniqueness);

    public override double Uniqueness(double parameter) => Math.Exp(parameter);
}
