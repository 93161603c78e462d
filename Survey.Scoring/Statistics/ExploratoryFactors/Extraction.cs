namespace Survey.Scoring.Statistics.ExploratoryFactors;

/// <summary>
/// A discrepancy between correlations and a factor model with the loadings at their best for given uniquenesses, as a function of the
/// uniquenesses alone.
/// </summary>
internal abstract class Extraction
{
    /// <summary>The least uniqueness; an item there is a Heywood case. As in <c>stats::factanal</c> and <c>psych::fa</c>.</summary>
    public const double LeastUniqueness = 0.005;

    private readonly double[] _sample;

    protected Extraction(double[] sample, int items, int factors)
    {
        (_sample, Items, Factors) = (sample, items, factors);
        Eigen = new SymmetricEigen(items);
        Work = new double[items * items];
    }

    public int Items { get; }

    public int Factors { get; }

    /// <summary>The lower limit of a parameter.</summary>
    public abstract double Lowest { get; }

    /// <summary>The upper limit of a parameter.</summary>
    public abstract double Highest { get; }

    protected SymmetricEigen Eigen { get; }

    protected double[] Work { get; }

    protected ReadOnlySpan<double> Sample => _sample;

    /// <summary>The discrepancy at the parameters, or infinity where it cannot be computed.</summary>
    public abstract double ValueAt(ReadOnlySpan<double> parameters);

    /// <summary>Its derivatives at the parameters of the last value.</summary>
    public abstract void Gradient(Span<double> gradient);

    /// <summary>Its exact second derivatives there, by rows.</summary>
    public abstract void SecondDerivatives(Span<double> second);

    /// <summary>The loadings there, item by item.</summary>
    public abstract double[,] Loadings(ReadOnlySpan<double> parameters);

    /// <summary>The parameter of a uniqueness.</summary>
    public abstract double Parameter(double uniqueness);

    /// <summary>The uniqueness of a parameter.</summary>
    public abstract double Uniqueness(double parameter);

    /// <summary>
    /// Σ_jl (weights of both) u_j u_jᵀ ∘ u_l u_lᵀ over the vectors of the residual space, plus 2 Σ_j Σ_l c_jl of those against the ones of the
    /// factors: the form that the second derivatives of both discrepancies have.
    /// </summary>
    protected void Curvature(Span<double> second, Func<double, double> own, Func<double, double, double> across)
    {
        var (k, m) = (Items, Factors);
        double[] weighted = new double[k * k], plain = new double[k * k], cross = new double[k * k];
        for (var j = m; j < k; j++)
        {
            AddOuter(weighted, Eigen.Vector(j), own(Eigen.Values[j]));
            AddOuter(plain, Eigen.Vector(j), 1);
        }

        for (var i = 0; i < k * k; i++) second[i] = weighted[i] * plain[i];
        for (var l = 0; l < m; l++)
        {
            Array.Clear(cross);
            for (var j = m; j < k; j++) AddOuter(cross, Eigen.Vector(j), across(Eigen.Values[j], Eigen.Values[l]));
            var u = Eigen.Vector(l);
            for (var i = 0; i < k; i++)
                for (var h = 0; h < k; h++) second[i * k + h] += u[i] * u[h] * cross[i * k + h];
        }
    }

    private void AddOuter(double[] matrix, ReadOnlySpan<double> vector, double factor)
    {
        for (var i = 0; i < Items; i++)
            FactorAnalysis.CholeskyFactor.AddScaled(matrix.AsSpan(i * Items, Items), vector, factor * vector[i]);
    }

    /// <summary>a / (b − c) where neighbouring eigenvalues of factors and residuals may coincide.</summary>
    protected static double Over(double numerator, double lower, double upper) => numerator / Math.Min(lower - upper, -1e-8);
}
