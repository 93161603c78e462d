using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.ExploratoryFactors;

/// <summary>
/// Gradient projection for oblique rotation (Jennrich 2002, "A simple general method for oblique rotation", Psychometrika 67:7-19) of the
/// quartimin criterion ¼ Σ λ²_if λ²_ig over the items and ordered pairs of factors. Step lengths are those of Barzilai and Borwein (1988), shortened until the
/// criterion falls, which takes a tenth of the steps that doubling and halving takes.
/// </summary>
/// <remarks>Loadings are kept factor by factor, so that all long loops run along items.</remarks>
internal sealed class ObliqueSearch
{
    private readonly int _k, _m;
    private readonly double[] _unrotated, _slope, _squares, _products, _gradient, _oldGradient, _work;
    private double[] _axes, _inverse, _loadings, _trialAxes, _trialInverse, _trialLoadings;

    public ObliqueSearch(double[,] unrotated)
    {
        (_k, _m) = (unrotated.GetLength(0), unrotated.GetLength(1));
        _unrotated = new double[_m * _k];
        for (var item = 0; item < _k; item++)
            for (var factor = 0; factor < _m; factor++) _unrotated[factor * _k + item] = unrotated[item, factor];
        (_slope, _loadings, _trialLoadings) = (new double[_m * _k], new double[_m * _k], new double[_m * _k]);
        _squares = new double[_k];
        (_products, _gradient, _oldGradient, _work) = (new double[_m * _m], new double[_m * _m], new double[_m * _m], new double[_m * _m]);
        (_axes, _inverse, _trialAxes, _trialInverse) = (new double[_m * _m], new double[_m * _m], new double[_m * _m], new double[_m * _m]);
    }

    /// <summary>T, columns of length 1: Λ = A (T⁻¹)ᵀ and Φ = TᵀT.</summary>
    public double[,] Axes => Matrix(_m, _m, (row, column) => _axes[row * _m + column]);

    /// <summary>Λ at these axes, item by factor.</summary>
    public double[,] Loadings => Matrix(_k, _m, (item, factor) => _loadings[factor * _k + item]);

    /// <summary>Goes down from a start until the projected gradient is flat; false when the axes of the start fall together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryMinimize(double[,] start, double flat, int mostSteps, out double value)
    {
        for (var row = 0; row < _m; row++)
            for (var column = 0; column < _m; column++) _axes[row * _m + column] = start[row, column];
        value = double.PositiveInfinity;
        if (!TryLoadings(_axes, _inverse, _loadings)) return false;
        value = Criterion(_loadings);
        var length = 0.0;
        for (var step = 0; step < mostSteps; step++)
        {
            FillGradient();
            var size = CholeskyFactor.Dot(_gradient, _gradient);
            if (Math.Sqrt(size) < flat) return true;
            length = step == 0 ? 1 : StepLength(length);
            var found = double.PositiveInfinity;
            // A step must bring a part of what the slope promises; below the rounding of the criterion none does any more.
            for (; length * size > 1e-18; length /= 3)
            {
                Move(length);
                if (!TryLoadings(_trialAxes, _trialInverse, _trialLoadings)) continue;
                found = Criterion(_trialLoadings);
                if (value - found > 1e-4 * size * length) break;
            }

            if (!(found < value)) return true;
            (_axes, _trialAxes) = (_trialAxes, _axes);
            (_inverse, _trialInverse) = (_trialInverse, _inverse);
            (_loadings, _trialLoadings) = (_trialLoadings, _loadings);
            _gradient.CopyTo(_oldGradient, 0);
            value = found;
        }

        return true;
    }

    /// <summary>|ΔT|² / ⟨ΔT, ΔG⟩ of the last step, or twice its length where the slope does not grow.</summary>
    private double StepLength(double last)
    {
        double square = 0, product = 0;
        for (var i = 0; i < _axes.Length; i++)
        {
            var moved = _axes[i] - _trialAxes[i];
            square += moved * moved;
            product += moved * (_gradient[i] - _oldGradient[i]);
        }

        return product > 1e-12 * square ? Math.Clamp(square / product, last / 100, last * 100) : 2 * last;
    }

    /// <summary>The criterion, and its derivatives by λ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Criterion(double[] loadings)
    {
        Array.Clear(_squares);
        for (var factor = 0; factor < _m; factor++) AddProducts(_squares, loadings.AsSpan(factor * _k, _k));
        var sum = 0.0;
        for (var factor = 0; factor < _m; factor++)
        {
            var own = loadings.AsSpan(factor * _k, _k);
            var slope = _slope.AsSpan(factor * _k, _k);
            for (var item = 0; item < _k; item++) slope[item] = own[item] * (_squares[item] - own[item] * own[item]);
            sum += CholeskyFactor.Dot(own, slope);
        }

        return sum / 4;
    }

    private static void AddProducts(Span<double> target, ReadOnlySpan<double> source)
    {
        var wideTarget = MemoryMarshal.Cast<double, Vector<double>>(target);
        var wideSource = MemoryMarshal.Cast<double, Vector<double>>(source);
        for (var i = 0; i < wideTarget.Length; i++) wideTarget[i] += wideSource[i] * wideSource[i];
        for (var i = wideTarget.Length * Vector<double>.Count; i < target.Length; i++) target[i] += source[i] * source[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryLoadings(double[] axes, double[] inverse, double[] loadings)
    {
        if (!TryInvert(axes, inverse)) return false;
        Array.Clear(loadings);
        for (var factor = 0; factor < _m; factor++)
            for (var other = 0; other < _m; other++)
                CholeskyFactor.AddScaled(loadings.AsSpan(factor * _k, _k), _unrotated.AsSpan(other * _k, _k), inverse[factor * _m + other]);
        return true;
    }

    /// <summary>The gradient −(Λᵀ Gq T⁻¹)ᵀ by T without what would change the lengths of the axes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillGradient()
    {
        for (var left = 0; left < _m; left++)
            for (var right = 0; right < _m; right++)
                _products[left * _m + right] = CholeskyFactor.Dot(_loadings.AsSpan(left * _k, _k), _slope.AsSpan(right * _k, _k));
        for (var column = 0; column < _m; column++)
        {
            var along = 0.0;
            for (var row = 0; row < _m; row++)
            {
                var sum = 0.0;
                for (var other = 0; other < _m; other++) sum -= _products[column * _m + other] * _inverse[other * _m + row];
                _gradient[row * _m + column] = sum;
                along += _axes[row * _m + column] * sum;
            }

            for (var row = 0; row < _m; row++) _gradient[row * _m + column] -= _axes[row * _m + column] * along;
        }
    }

    private void Move(double length)
    {
        for (var column = 0; column < _m; column++)
        {
            var square = 0.0;
            for (var row = 0; row < _m; row++)
            {
                var moved = _axes[row * _m + column] - length * _gradient[row * _m + column];
                _trialAxes[row * _m + column] = moved;
                square += moved * moved;
            }

            var scale = 1 / Math.Sqrt(square);
            for (var row = 0; row < _m; row++) _trialAxes[row * _m + column] *= scale;
        }
    }

    /// <summary>By Gauss and Jordan with pivoting.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryInvert(double[] matrix, double[] inverse)
    {
        matrix.CopyTo(_work, 0);
        Array.Clear(inverse);
        for (var i = 0; i < _m; i++) inverse[i * _m + i] = 1;
        for (var column = 0; column < _m; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < _m; row++)
                if (Math.Abs(_work[row * _m + column]) > Math.Abs(_work[pivot * _m + column])) pivot = row;
            if (!(Math.Abs(_work[pivot * _m + column]) > 1e-12)) return false;
            for (var j = 0; j < _m && pivot != column; j++)
            {
                (_work[column * _m + j], _work[pivot * _m + j]) = (_work[pivot * _m + j], _work[column * _m + j]);
                (inverse[column * _m + j], inverse[pivot * _m + j]) = (inverse[pivot * _m + j], inverse[column * _m + j]);
            }

            var scale = 1 / _work[column * _m + column];
            for (var j = 0; j < _m; j++)
            {
                _work[column * _m + j] *= scale;
                inverse[column * _m + j] *= scale;
            }

            for (var row = 0; row < _m; row++)
            {
                var factor = _work[row * _m + column];
                if (row == column || factor == 0) continue;
                for (var j = 0; j < _m; j++)
                {
                    _work[row * _m + j] -= factor * _work[column * _m + j];
                    inverse[row * _m + j] -= factor * inverse[column * _m + j];
                }
            }
        }

        return true;
    }

    private static double[,] Matrix(int rows, int columns, Func<int, int, double> entry)
    {
        var matrix = new double[rows, columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++) matrix[row, column] = entry(row, column);
        return matrix;
    }
}
