using System.Runtime.CompilerServices;

namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// The discrepancy of a second-order model: the factors of a <see cref="SimpleStructure"/> load on one factor above them, so that
/// φ_fg = γ_f γ_g. The parameter vector holds the loadings and residual variances of the first order as there, then γ by factor.
/// </summary>
/// <remarks>
/// Factor variances stay 1, so γ is standardised and a disturbance has the variance 1 − γ², which is negative in a Heywood case: the
/// parameter space of lavaan's marker method. Derivatives follow from those of the first-order model by the chain rule: with J = ∂φ/∂γ the
/// Hessian is Jᵀ H J plus ∂F/∂φ_fg at (γ_f, γ_g), where φ_fg itself bends.
/// </remarks>
internal sealed class SecondOrderFit : IDiscrepancy
{
    private readonly SimpleStructure _structure;
    private readonly MaximumLikelihoodFit _fit;
    private readonly double[] _full, _gradient, _exact, _expected, _half;

    public SecondOrderFit(SimpleStructure structure, MaximumLikelihoodFit fit)
    {
        (_structure, _fit) = (structure, fit);
        Parameters = structure.FirstCorrelation + structure.Factors;
        var full = structure.Parameters;
        _full = new double[full];
        _gradient = new double[full];
        _exact = new double[full * full];
        _expected = new double[full * full];
        _half = new double[full * structure.Factors];
    }

    /// <summary>How many free parameters there are.</summary>
    public int Parameters { get; }

    /// <summary>The parameters of the first-order model that the last ones imply.</summary>
    public ReadOnlySpan<double> FirstOrder => _full;

    public double ValueAt(ReadOnlySpan<double> parameters)
    {
        var first = _structure.FirstCorrelation;
        parameters[..first].CopyTo(_full);
        for (var left = 0; left < _structure.Factors; left++)
        {
            for (var right = left + 1; right < _structure.Factors; right++)
                _full[_structure.CorrelationIndex(left, right)] = parameters[first + left] * parameters[first + right];
        }

        Loadings = parameters[first..].ToArray();
        return _fit.ValueAt(_full);
    }

    /// <summary>γ of the last call of <see cref="ValueAt"/>.</summary>
    public double[] Loadings { get; private set; } = [];

    public void Gradient(Span<double> gradient)
    {
        _fit.Gradient(_gradient);
        var first = _structure.FirstCorrelation;
        _gradient.AsSpan(0, first).CopyTo(gradient);
        for (var factor = 0; factor < _structure.Factors; factor++)
            gradient[first + factor] = Along(_gradient, factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SecondDerivatives(Span<double> exact, Span<double> expected)
    {
        _fit.SecondDerivatives(_exact, _expected);
        Contract(_exact, exact);
        Contract(_expected, expected);
        var first = _structure.FirstCorrelation;
        for (var left = 0; left < _structure.Factors; left++)
        {
            for (var right = 0; right < _structure.Factors; right++)
            {
                if (left != right)
                    exact[(first + left) * Parameters + first + right] += _gradient[_structure.CorrelationIndex(left, right)];
            }
        }
    }

    /// <summary>Jᵀ H J.</summary>
    private void Contract(double[] second, Span<double> result)
    {
        var (first, full, factors) = (_structure.FirstCorrelation, _structure.Parameters, _structure.Factors);
        for (var row = 0; row < full; row++)
        {
            for (var factor = 0; factor < factors; factor++)
                _half[factor * full + row] = Along(second.AsSpan(row * full, full), factor);
        }

        for (var row = 0; row < first; row++)
        {
            second.AsSpan(row * full, first).CopyTo(result[(row * Parameters)..]);
            for (var factor = 0; factor < factors; factor++)
                result[row * Parameters + first + factor] = result[(first + factor) * Parameters + row] = _half[factor * full + row];
        }

        for (var left = 0; left < factors; left++)
        {
            for (var right = 0; right < factors; right++)
                result[(first + left) * Parameters + first + right] = Along(_half.AsSpan(left * full, full), right);
        }
    }

    /// <summary>Σ_g γ_g · (element of φ_fg): a derivative along γ_f.</summary>
    private double Along(ReadOnlySpan<double> derivatives, int factor)
    {
        var sum = 0.0;
        for (var other = 0; other < _structure.Factors; other++)
        {
            if (other != factor)
                sum += Loadings[other] * derivatives[_structure.CorrelationIndex(factor, other)];
        }

        return sum;
    }
}
