namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>A discrepancy with its second derivatives as whole matrices.</summary>
internal sealed class DenseDerivatives(IDiscrepancy fit, int parameters) : INewtonFunction
{
    private readonly CholeskyFactor _cholesky = new(parameters);
    private readonly double[] _exact = new double[parameters * parameters];
    private readonly double[] _expected = new double[parameters * parameters];
    private readonly double[] _damped = new double[parameters * parameters];

    /// <inheritdoc/>
    public int Parameters => parameters;

    /// <inheritdoc/>
    public double SmallestPivot => _cholesky.SmallestPivot;

    /// <inheritdoc/>
    public double ValueAt(ReadOnlySpan<double> values) => fit.ValueAt(values);

    /// <inheritdoc/>
    public void Differentiate(Span<double> gradient, Span<double> scale)
    {
        fit.Gradient(gradient);
        fit.SecondDerivatives(_exact, _expected);
        for (var i = 0; i < parameters; i++) scale[i] = _expected[i * parameters + i];
    }

    /// <inheritdoc/>
    public bool TryFactor(bool isExact, double damping, ReadOnlySpan<double> scale)
    {
        (isExact ? _exact : _expected).CopyTo(_damped, 0);
        for (var i = 0; i < parameters; i++) _damped[i * parameters + i] += damping * scale[i];
        return _cholesky.TryFactor(_damped);
    }

    /// <inheritdoc/>
    public void Solve(Span<double> right) => _cholesky.Solve(right);
}
