namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// The one-factor maximum-likelihood solution near a known one, by Fisher's scoring: for the resamples of a data set, whose solutions lie close
/// to that of the data. What it does not reach in a few steps is left to <see cref="ConfirmatoryFactorAnalysis"/>, whose minimum it shares.
/// </summary>
/// <remarks>Buffers are kept: one instance per thread. All matrices are in rows, k × k or 2k × 2k.</remarks>
internal sealed class OneFactorScoring
{
    private const int MostSteps = 40;

    // Loadings on the correlation metric; omega then is right to about twice as many digits.
    private const double Tolerance = 1e-7;

    private readonly int _items;
    private readonly CholeskyFactor _implied, _information;
    private readonly double[] _sample, _sigma, _inverse, _product, _hessian, _gradient, _step, _unit, _trial;

    /// <summary>Buffers for a number of items.</summary>
    public OneFactorScoring(int items)
    {
        _items = items;
        _implied = new CholeskyFactor(items);
        _information = new CholeskyFactor(2 * items);
        _sample = new double[items * items];
        _sigma = new double[items * items];
        _inverse = new double[items * items];
        _product = new double[items * items];
        _hessian = new double[4 * items * items];
        _gradient = new double[2 * items];
        _step = new double[2 * items];
        _unit = new double[items];
        _trial = new double[2 * items];
    }

    /// <summary>Searches from the standardised loadings of a solution nearby; false when no proper minimum was found.</summary>
    /// <param name="data">The items; none constant.</param>
    /// <param name="start">Standardised loadings, below 1 in magnitude.</param>
    /// <param name="parameters">Takes the standardised loadings and then the residual variances, all positive.</param>
    public bool TryFit(CrossProducts data, ReadOnlySpan<double> start, Span<double> parameters)
    {
        for (var left = 0; left < _items; left++)
            for (var right = 0; right < _items; right++) _sample[left * _items + right] = data.Correlation(left, right);
        for (var item = 0; item < _items; item++)
        {
            parameters[item] = start[item];
            parameters[_items + item] = Math.Max(1 - start[item] * start[item], 0.01);
        }

        var value = Evaluate(parameters);
        for (var step = 0; step < MostSteps && double.IsFinite(value); step++)
        {
            Differentiate(parameters);
            if (!_information.TryFactor(_hessian)) return false;
            _gradient.CopyTo(_step);
            _information.Solve(_step);
            var largest = 0.0;
            foreach (var move in _step) largest = Math.Max(largest, Math.Abs(move));
            if (largest < Tolerance) return AllPositive(parameters[_items..]);
            var (next, factor) = (double.NaN, 1.0);
            for (var halving = 0; halving < 12; halving++, factor /= 2)
            {
                for (var i = 0; i < _trial.Length; i++) _trial[i] = parameters[i] - factor * _step[i];
                next = Evaluate(_trial);
                if (next <= value + 1e-13) break;
            }

            if (!(next <= value + 1e-13)) return false;
            _trial.CopyTo(parameters);
            value = next;
        }

        return false;
    }

    private static bool AllPositive(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            if (!(value > 0)) return false;
        return true;
    }

    // ln |Σ| + tr(S Σ⁻¹), with Σ⁻¹ kept; infinite where Σ is not positive definite.
    private double Evaluate(ReadOnlySpan<double> parameters)
    {
        for (var left = 0; left < _items; left++)
        {
            for (var right = 0; right < _items; right++) _sigma[left * _items + right] = parameters[left] * parameters[right];
            _sigma[left * _items + left] += parameters[_items + left];
        }

        if (!_implied.TryFactor(_sigma)) return double.PositiveInfinity;
        _implied.Invert(_inverse);
        var trace = 0.0;
        for (var i = 0; i < _sample.Length; i++) trace += _sample[i] * _inverse[i];
        return _implied.LogDeterminant + trace;
    }

    // G = Σ⁻¹ (Σ − S) Σ⁻¹; dF/dλ = 2 G λ, dF/dθ = diag G. Expected second derivatives with A = Σ⁻¹ and v = A λ: 2 (λ'v A + v v'), 2 Aᵢⱼ vⱼ, Aᵢⱼ².
    private void Differentiate(ReadOnlySpan<double> parameters)
    {
        var k = _items;
        Multiply(_inverse, _sample, _product);
        Multiply(_product, _inverse, _sigma);
        var quadratic = 0.0;
        for (var row = 0; row < k; row++)
        {
            double v = 0, slope = 0;
            for (var column = 0; column < k; column++)
            {
                v += _inverse[row * k + column] * parameters[column];
                slope += (_inverse[row * k + column] - _sigma[row * k + column]) * parameters[column];
            }

            _unit[row] = v;
            _gradient[row] = 2 * slope;
            _gradient[k + row] = _inverse[row * k + row] - _sigma[row * k + row];
            quadratic += parameters[row] * v;
        }

        for (var row = 0; row < k; row++)
        {
            for (var column = 0; column < k; column++)
            {
                var a = _inverse[row * k + column];
                _hessian[row * 2 * k + column] = 2 * (quadratic * a + _unit[row] * _unit[column]);
                _hessian[row * 2 * k + k + column] = _hessian[(k + column) * 2 * k + row] = 2 * a * _unit[column];
                _hessian[(k + row) * 2 * k + k + column] = a * a;
            }
        }
    }

    private void Multiply(double[] left, double[] right, double[] product)
    {
        for (var row = 0; row < _items; row++)
        {
            for (var column = 0; column < _items; column++)
            {
                var sum = 0.0;
                for (var i = 0; i < _items; i++) sum += left[row * _items + i] * right[i * _items + column];
                product[row * _items + column] = sum;
            }
        }
    }
}
