using System.Runtime.CompilerServices;
namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// The discrepancy F = ln|Σ| + tr(S Σ⁻¹) − ln|S| − k of a simple structure at one parameter vector after another, with its gradient
/// and its second derivatives, exact or expected (Jöreskog 1969; Bollen 1989, appendix 4A).
/// </summary>
/// <remarks>
/// Every derivative of Σ by a parameter is p qᵀ + q pᵀ for two vectors out of: the unit vectors, the columns of ΛΦ, the columns of Λ. With
/// U the matrix of all these vectors, W = Σ⁻¹, Ω = W − W S W and K = W − 2Ω the second derivative for two parameters is a sum of four
/// products of elements of UᵀWU and UᵀKU (plus an element of ΩU where Σ itself has a second derivative); with K = W it is the expected
/// information. So a full Hessian costs little more than the inverse of Σ.
/// </remarks>
internal sealed class MaximumLikelihoodFit : IDiscrepancy
{
    private readonly SimpleStructure _structure;
    private readonly double[] _sample;
    private readonly double _sampleLogDeterminant;
    private readonly int _k;
    private readonly int _basis;
    private readonly CholeskyFactor _cholesky;
    private readonly double[] _correlations, _implied, _inverse, _product, _omega;

    // By vector of the basis (rows): the vector, W times it, Ω times it; then the two Gram matrices.
    private readonly double[] _vectors, _weighted, _residual, _gram, _omegaGram;
    private readonly (int P, int Q, double Factor)[] _derivatives;

    /// <param name="structure">The model.</param>
    /// <param name="sample">The positive definite sample matrix S by rows.</param>
    /// <param name="sampleLogDeterminant">ln |S|.</param>
    public MaximumLikelihoodFit(SimpleStructure structure, double[] sample, double sampleLogDeterminant)
    {
        _structure = structure;
        _sample = sample;
        _sampleLogDeterminant = sampleLogDeterminant;
        _k = structure.Items;
        _basis = _k + 2 * structure.Factors;
        _cholesky = new(_k);
        _correlations = new double[structure.Factors * structure.Factors];
        _implied = new double[_k * _k];
        _inverse = new double[_k * _k];
        _product = new double[_k * _k];
        _omega = new double[_k * _k];
        _vectors = new double[_basis * _k];
        _weighted = new double[_basis * _k];
        _residual = new double[_basis * _k];
        _gram = new double[_basis * _basis];
        _omegaGram = new double[_basis * _basis];
        for (var i = 0; i < _k; i++)
            _vectors[i * _k + i] = 1;

        _derivatives = new (int, int, double)[structure.Parameters];
        for (var item = 0; item < _k; item++)
            _derivatives[item] = (item, Slopes(structure.FactorOfItem[item]), 1);
        for (var i = 0; i < structure.ResidualItems.Length; i++)
            _derivatives[structure.FirstResidual + i] = (structure.ResidualItems[i], structure.ResidualItems[i], 0.5);
        for (var high = 1; high < structure.Factors; high++)
        {
            for (var low = 0; low < high; low++)
                _derivatives[structure.CorrelationIndex(low, high)] = (Loadings(low), Loadings(high), 1);
        }
    }

    /// <summary>Σ at the last parameters, by rows.</summary>
    public ReadOnlySpan<double> Implied => _implied;

    /// <summary>ln |Σ| at the last parameters.</summary>
    public double LogDeterminant { get; private set; }

    /// <summary>tr(S Σ⁻¹) at the last parameters.</summary>
    public double Trace { get; private set; }

    /// <summary>F at the parameters, or infinity when Σ is not positive definite there.</summary>
    public double ValueAt(ReadOnlySpan<double> parameters)
    {
        FillBasis(parameters);
        FillImplied(parameters);
        if (!_cholesky.TryFactor(_implied))
            return double.PositiveInfinity;
        LogDeterminant = _cholesky.LogDeterminant;
        _cholesky.Invert(_inverse);
        Trace = CholeskyFactor.Dot(_inverse, _sample);
        return LogDeterminant + Trace - _sampleLogDeterminant - _k;
    }

    /// <summary>The derivatives of F at the parameters of the last call of <see cref="ValueAt"/>.</summary>
    public void Gradient(Span<double> gradient)
    {
        FillOmega();
        for (var row = 0; row < _basis; row++)
        {
            Multiply(_inverse, row, _weighted);
            Multiply(_omega, row, _residual);
        }

        for (var a = 0; a < gradient.Length; a++)
        {
            var (p, q, factor) = _derivatives[a];
            gradient[a] = 2 * factor * CholeskyFactor.Dot(Row(_vectors, p), Row(_residual, q));
        }
    }

    /// <summary>The exact and the expected second derivatives of F, by rows, at the parameters of the last call of <see cref="Gradient"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SecondDerivatives(Span<double> exact, Span<double> expected)
    {
        for (var left = 0; left < _basis; left++)
        {
            for (var right = 0; right <= left; right++)
            {
                _gram[left * _basis + right] = _gram[right * _basis + left] = CholeskyFactor.Dot(Row(_vectors, right), Row(_weighted, left));
                _omegaGram[left * _basis + right] = _omegaGram[right * _basis + left] =
                    CholeskyFactor.Dot(Row(_vectors, right), Row(_residual, left));
            }
        }

        var size = _structure.Parameters;
        for (var a = 0; a < size; a++)
        {
            var (p, q, left) = _derivatives[a];
            var gramP = _gram.AsSpan(p * _basis, _basis);
            var gramQ = _gram.AsSpan(q * _basis, _basis);
            var omegaP = _omegaGram.AsSpan(p * _basis, _basis);
            var omegaQ = _omegaGram.AsSpan(q * _basis, _basis);
            for (var b = 0; b <= a; b++)
            {
                var (r, s, right) = _derivatives[b];
                var both = left * right;
                var information = 2 * both * (gramQ[r] * gramP[s] + gramQ[s] * gramP[r]);
                var bend = 2 * both * (gramQ[r] * omegaP[s] + gramQ[s] * omegaP[r] + gramP[r] * omegaQ[s] + gramP[s] * omegaQ[r]);
                expected[a * size + b] = expected[b * size + a] = information;
                exact[a * size + b] = exact[b * size + a] = information - bend + OwnBend(a, b);
            }
        }
    }

    /// <summary>tr(Ω ∂²Σ/∂a∂b): two loadings, or a loading and a correlation of its factor; zero otherwise. a ≥ b.</summary>
    private double OwnBend(int a, int b)
    {
        if (b >= _k)
            return 0;
        var factor = _structure.FactorOfItem[b];
        if (a < _k)
        {
            var other = _structure.FactorOfItem[a];
            return 2 * _omega[a * _k + b] * Correlation(factor, other);
        }

        if (a < _structure.FirstCorrelation)
            return 0;
        var (low, high, _) = _derivatives[a];
        return low == Loadings(factor) ? 2 * _residual[high * _k + b]
            : high == Loadings(factor) ? 2 * _residual[low * _k + b]
            : 0;
    }

    private double Correlation(int left, int right) => _correlations[left * _structure.Factors + right];

    private int Slopes(int factor) => _k + factor;

    private int Loadings(int factor) => _k + _structure.Factors + factor;

    private ReadOnlySpan<double> Row(double[] matrix, int row) => matrix.AsSpan(row * _k, _k);

    /// <summary>Columns of ΛΦ and of Λ as rows of the basis.</summary>
    private void FillBasis(ReadOnlySpan<double> parameters)
    {
        var factors = _structure.Factors;
        for (var left = 0; left < factors; left++)
        {
            for (var right = 0; right < factors; right++)
                _correlations[left * factors + right] = left == right ? 1 : parameters[_structure.CorrelationIndex(left, right)];
        }

        for (var item = 0; item < _k; item++)
        {
            var own = _structure.FactorOfItem[item];
            for (var factor = 0; factor < factors; factor++)
            {
                _vectors[Slopes(factor) * _k + item] = parameters[item] * Correlation(own, factor);
                _vectors[Loadings(factor) * _k + item] = own == factor ? parameters[item] : 0;
            }
        }
    }

    private void FillImplied(ReadOnlySpan<double> parameters)
    {
        for (var i = 0; i < _k; i++)
        {
            var slopes = Row(_vectors, Slopes(_structure.FactorOfItem[i]));
            for (var j = 0; j < _k; j++)
                _implied[i * _k + j] = parameters[i] * slopes[j];
        }

        for (var i = 0; i < _structure.ResidualItems.Length; i++)
        {
            var item = _structure.ResidualItems[i];
            _implied[item * _k + item] += parameters[_structure.FirstResidual + i];
        }
    }

    /// <summary>Ω = Σ⁻¹ (Σ − S) Σ⁻¹, from the difference so that it vanishes with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillOmega()
    {
        for (var i = 0; i < _k; i++)
        {
            var row = _product.AsSpan(i * _k, _k);
            row.Clear();
            for (var j = 0; j < _k; j++)
                CholeskyFactor.AddScaled(row, Row(_inverse, j), _implied[i * _k + j] - _sample[i * _k + j]);
        }

        for (var i = 0; i < _k; i++)
        {
            var row = _omega.AsSpan(i * _k, _k);
            row.Clear();
            for (var j = 0; j < _k; j++)
                CholeskyFactor.AddScaled(row, Row(_product, j), _inverse[i * _k + j]);
        }
    }

    private void Multiply(double[] matrix, int vector, double[] result)
    {
        var source = Row(_vectors, vector);
        var target = result.AsSpan(vector * _k, _k);
        if (vector < _k)
        {
            Row(matrix, vector).CopyTo(target);
            return;
        }

        target.Clear();
        for (var i = 0; i < _k; i++)
        {
            if (source[i] != 0)
                CholeskyFactor.AddScaled(target, Row(matrix, i), source[i]);
        }
    }
}
