namespace Survey.Scoring.Statistics.ExploratoryFactors;

/// <summary>
/// Minimum residuals, which are unweighted least squares: F = ½ Σ θ_j² over the eigenvalues of R − Ψ after the first m, by ψ (Harman &amp;
/// Jones 1966; Jöreskog 1977). R: <c>psych::fa(fm = "minres")</c>.
/// </summary>
internal sealed class MinresExtraction(double[] sample, int items, int factors) : Extraction(sample, items, factors)
{
    public override double Lowest => LeastUniqueness;

    public override double Highest => 1;

    public override double ValueAt(ReadOnlySpan<double> parameters)
    {
        var k = Items;
        Sample.CopyTo(Work);
        for (var i = 0; i < k; i++) Work[i * k + i] -= parameters[i];
        if (!Eigen.TryDecompose(Work, withVectors: true)) return double.PositiveInfinity;
        var sum = 0.0;
        for (var j = Factors; j < k; j++) sum += Eigen.Values[j] * Eigen.Values[j];
        return sum / 2;
    }

    public override void Gradient(Span<double> gradient)
    {
        gradient.Clear();
        for (var j = Factors; j < Items; j++)
        {
            var u = Eigen.Vector(j);
            var weight = Eigen.Values[j];
            for (var i = 0; i < Items; i++) gradient[i] -= weight * u[i] * u[i];
        }
    }

    public override void SecondDerivatives(Span<double> second) => Curvature(second, _ => 1, (theta, large) => 2 * Over(theta, theta, large));

    public override double[,] Loadings(ReadOnlySpan<double> parameters)
    {
        var loadings = new double[Items, Factors];
        for (var factor = 0; factor < Factors; factor++)
        {
            var length = Math.Sqrt(Math.Max(Eigen.Values[factor], 0));
            for (var i = 0; i < Items; i++) loadings[i, factor] = Eigen.Vector(factor)[i] * length;
        }

        return loadings;
    }

    public override double Parameter(double uniqueness) => uniqueness;

    public override double Uniqueness(double parameter) => parameter;
}
