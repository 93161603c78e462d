using System.Runtime.CompilerServices;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.Invariance;

/// <summary>
/// The discrepancy of one group with mean structure, F = ln|Σ| + tr(S Σ⁻¹) + (m − μ)ᵀ Σ⁻¹ (m − μ) − ln|S| − k with Σ = Λ Φ Λᵀ + Θ and
/// μ = ν + Λ α, and its gradient and second derivatives, exact and expected (Jöreskog 1971; Sörbom 1974; Bollen 1989, p. 355 and app. 4A).
/// </summary>
/// <remarks>
/// As in <see cref="MaximumLikelihoodFit"/> every derivative of Σ is c (p qᵀ + q pᵀ) and every derivative of μ is s v, with p, q and v out of
/// the unit vectors, the columns of ΛΦ and the columns of Λ; so all derivatives follow from the Gram matrices of these vectors under W = Σ⁻¹ and
/// under K = W (S + (m − μ)(m − μ)ᵀ) W. Without intercepts among the elements the means are saturated and do not contribute.
/// </remarks>
internal sealed class GroupFit
{
    private readonly int _items, _factors, _basis;
    private readonly int[] _factorOfItem;
    private readonly GroupElement[] _elements, _loaded, _related;
    private readonly bool _hasMeans;
    private readonly double[] _sample, _sampleMeans;
    private readonly double _sampleLogDeterminant;
    private readonly CholeskyFactor _cholesky;
    private readonly double[] _loadings, _factor, _residual, _intercepts, _factorMeans;
    private readonly double[] _implied, _inverse, _moment, _product, _kernel, _difference;
    private readonly double[] _vectors, _weighted, _among, _gram, _kernelGram, _slope;
    private readonly (int P, int Q, double C, int V, double S)[] _derivatives;

    /// <param name="factorOfItem">By item the index of its factor.</param>
    /// <param name="elements">The free elements; the others are 0, factor variances 1.</param>
    /// <param name="sample">The positive definite covariance matrix S (divisor n) by rows.</param>
    /// <param name="sampleMeans">The means m.</param>
    /// <param name="sampleLogDeterminant">ln |S|.</param>
    public GroupFit(int[] factorOfItem, GroupElement[] elements, double[] sample, double[] sampleMeans, double sampleLogDeterminant)
    {
        (_factorOfItem, _elements, _sample, _sampleMeans, _sampleLogDeterminant) = (factorOfItem, elements, sample, sampleMeans, sampleLogDeterminant);
        _items = factorOfItem.Length;
        _factors = factorOfItem.Max() + 1;
        _basis = _items + 2 * _factors;
        _hasMeans = elements.Any(element => element.Kind == ElementKind.Intercept);
        _cholesky = new CholeskyFactor(_items);
        _loadings = new double[_items];
        _factor = new double[_factors * _factors];
        _residual = new double[_items * _items];
        _intercepts = new double[_items];
        _factorMeans = new double[_factors];
        _implied = new double[_items * _items];
        _inverse = new double[_items * _items];
        _moment = new double[_items * _items];
        _product = new double[_items * _items];
        _kernel = new double[_items * _items];
        _difference = new double[_items];
        _vectors = new double[2 * _factors * _items];
        _weighted = new double[2 * _factors * _items];
        _among = new double[4 * _factors * _factors];
        _gram = new double[_basis * _basis];
        _kernelGram = new double[_basis * _basis];
        _slope = new double[_basis];
        _derivatives = new (int, int, double, int, double)[elements.Length];
        _loaded = [.. elements.Where(element => element.Kind == ElementKind.Loading)];
        _related = [.. elements.Where(element => element.Kind is ElementKind.Factor or ElementKind.FactorMean)];
        for (var k = 0; k < _factors; k++) _factor[k * _factors + k] = 1;
    }

    /// <summary>Λ by item at the last parameters.</summary>
    public ReadOnlySpan<double> Loadings => _loadings;

    /// <summary>Φ by rows at the last parameters.</summary>
    public ReadOnlySpan<double> Factor => _factor;

    /// <summary>Θ by rows at the last parameters.</summary>
    public ReadOnlySpan<double> Residual => _residual;

    /// <summary>ν at the last parameters; 0 where the means are saturated.</summary>
    public ReadOnlySpan<double> Intercepts => _intercepts;

    /// <summary>α at the last parameters.</summary>
    public ReadOnlySpan<double> FactorMeans => _factorMeans;

    /// <summary>Σ by rows at the last parameters.</summary>
    public ReadOnlySpan<double> Implied => _implied;

    /// <summary>m − μ at the last parameters; 0 where the means are saturated.</summary>
    public ReadOnlySpan<double> MeanResiduals => _difference;

    /// <summary>ln|Σ| + tr(S Σ⁻¹) + (m − μ)ᵀ Σ⁻¹ (m − μ) at the last parameters.</summary>
    public double Deviance { get; private set; }

    /// <summary>F at the parameters, or infinity when Σ is not positive definite there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double ValueAt(ReadOnlySpan<double> parameters)
    {
        Fill(parameters);
        FillImplied();
        if (!_cholesky.TryFactor(_implied)) return double.PositiveInfinity;
        _cholesky.Invert(_inverse);
        _sample.CopyTo(_moment, 0);
        if (_hasMeans)
        {
            for (var i = 0; i < _items; i++)
                _difference[i] = _sampleMeans[i] - _intercepts[i] - _loadings[i] * _factorMeans[_factorOfItem[i]];
            for (var i = 0; i < _items; i++) CholeskyFactor.AddScaled(Row(_moment, i), _difference, _difference[i]);
        }

        Deviance = _cholesky.LogDeterminant + CholeskyFactor.Dot(_inverse, _moment);
        return Deviance - _sampleLogDeterminant - _items;
    }

    /// <summary>
    /// Adds the gradient and the second derivatives of F at the parameters of the last call of <see cref="ValueAt"/>, times a weight, by parameter.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddDerivatives(double weight, Span<double> gradient, Span<double> exact, Span<double> expected)
    {
        FillGrams();
        FillDerivatives();
        var size = gradient.Length;
        for (var a = 0; a < _elements.Length; a++)
        {
            var (p, q, c, v, s) = _derivatives[a];
            var row = _elements[a].Parameter;
            var slope = c == 0 ? 0 : 2 * c * (Gram(p, q) - Kernel(p, q));
            gradient[row] += weight * (slope - 2 * s * _slope[v]);
            for (var b = 0; b <= a; b++)
            {
                var (r, t, d, w, u) = _derivatives[b];
                double exactSecond = 0, expectedSecond = 0;
                if (c != 0 && d != 0)
                {
                    double pr = Gram(p, r), pt = Gram(p, t), qr = Gram(q, r), qt = Gram(q, t);
                    var both = pr * qt + pt * qr;
                    var kernel = qr * Kernel(p, t) + qt * Kernel(p, r) + pr * Kernel(q, t) + pt * Kernel(q, r);
                    expectedSecond = 2 * c * d * both;
                    exactSecond = 2 * c * d * (kernel - both);
                }

                if (_hasMeans)
                {
                    var means = 2 * s * u * Gram(v, w);
                    expectedSecond += means;
                    exactSecond += means + 2 * s * d * (Gram(v, r) * _slope[t] + Gram(v, t) * _slope[r]) + 2 * c * u * (Gram(w, p) * _slope[q] + Gram(w, q) * _slope[p]);
                }

                var column = _elements[b].Parameter;
                exact[row * size + column] += weight * exactSecond;
                expected[row * size + column] += weight * expectedSecond;
                if (a == b) continue;
                exact[column * size + row] += weight * exactSecond;
                expected[column * size + row] += weight * expectedSecond;
            }
        }

        AddCurvature(weight, exact, size);
    }

    /// <summary>What the second derivatives of Σ and μ themselves add: those by a loading and by something of its factor.</summary>
    private void AddCurvature(double weight, Span<double> exact, int size)
    {
        foreach (var own in _loaded)
        {
            var factor = _factorOfItem[own.Row];
            foreach (var other in _loaded)
            {
                exact[own.Parameter * size + other.Parameter] += weight * 2 * _factor[factor * _factors + _factorOfItem[other.Row]]
                    * (Gram(own.Row, other.Row) - Kernel(own.Row, other.Row));
            }

            foreach (var other in _related)
            {
                if (other.Row != factor && (other.Kind == ElementKind.FactorMean || other.Column != factor)) continue;
                var far = _items + _factors + (other.Row == factor ? other.Column : other.Row);
                var second = weight * (other.Kind == ElementKind.FactorMean ? -2 * _slope[own.Row] : 2 * (Gram(own.Row, far) - Kernel(own.Row, far)));
                exact[own.Parameter * size + other.Parameter] += second;
                exact[other.Parameter * size + own.Parameter] += second;
            }
        }
    }

    private void Fill(ReadOnlySpan<double> parameters)
    {
        foreach (var (kind, row, column, parameter) in _elements)
        {
            var value = parameters[parameter];
            switch (kind)
            {
                case ElementKind.Loading: _loadings[row] = value; break;
                case ElementKind.Residual: _residual[row * _items + column] = _residual[column * _items + row] = value; break;
                case ElementKind.Factor: _factor[row * _factors + column] = _factor[column * _factors + row] = value; break;
                case ElementKind.Intercept: _intercepts[row] = value; break;
                default: _factorMeans[row] = value; break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillImplied()
    {
        for (var i = 0; i < _items; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                _implied[i * _items + j] = _implied[j * _items + i] =
                    _loadings[i] * _factor[_factorOfItem[i] * _factors + _factorOfItem[j]] * _loadings[j] + _residual[i * _items + j];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillGrams()
    {
        for (var k = 0; k < _factors; k++)
        {
            for (var i = 0; i < _items; i++)
            {
                _vectors[k * _items + i] = _loadings[i] * _factor[_factorOfItem[i] * _factors + k];
                _vectors[(_factors + k) * _items + i] = _factorOfItem[i] == k ? _loadings[i] : 0;
            }
        }

        // K = W M W with M = S + (m − μ)(m − μ)ᵀ; all symmetric, so rows serve as columns.
        RowProducts.Multiply(_inverse, _moment, _items, _product);
        RowProducts.Multiply(_product, _inverse, _items, _kernel, isSymmetric: true);
        FillGram(_inverse, _gram);
        if (_hasMeans)
        {
            for (var row = 0; row < _basis; row++) _slope[row] = CholeskyFactor.Dot(row < _items ? Row(_inverse, row) : Row(_weighted, row - _items), _difference);
        }

        FillGram(_kernel, _kernelGram);
    }

    // Unit vectors take elements of the metric; the others, behind them, are multiplied.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillGram(double[] metric, double[] gram)
    {
        var mixed = 2 * _factors;
        RowProducts.Multiply(_vectors, metric, _items, _weighted);
        RowProducts.Multiply(_weighted, _vectors, _items, _among, isSymmetric: true);
        for (var row = 0; row < _items; row++)
        {
            Row(metric, row).CopyTo(gram.AsSpan(row * _basis));
            for (var other = 0; other < mixed; other++) gram[row * _basis + _items + other] = _weighted[other * _items + row];
        }

        for (var other = 0; other < mixed; other++)
        {
            var row = gram.AsSpan((_items + other) * _basis, _basis);
            Row(_weighted, other).CopyTo(row);
            _among.AsSpan(other * mixed, mixed).CopyTo(row[_items..]);
        }
    }

    private void FillDerivatives()
    {
        for (var place = 0; place < _elements.Length; place++)
        {
            var (kind, row, column, _) = _elements[place];
            var half = row == column ? 0.5 : 1;
            _derivatives[place] = kind switch
            {
                ElementKind.Loading => (row, _items + _factorOfItem[row], 1, row, _hasMeans ? _factorMeans[_factorOfItem[row]] : 0),
                ElementKind.Residual => (row, column, half, 0, 0),
                ElementKind.Factor => (_items + _factors + row, _items + _factors + column, half, 0, 0),
                ElementKind.Intercept => (0, 0, 0, row, 1),
                _ => (0, 0, 0, _items + _factors + row, 1),
            };
        }
    }

    private double Gram(int left, int right) => _gram[left * _basis + right];

    private double Kernel(int left, int right) => _kernelGram[left * _basis + right];

    private Span<double> Row(double[] matrix, int row) => matrix.AsSpan(row * _items, _items);
}
