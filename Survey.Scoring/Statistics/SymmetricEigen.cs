using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics;

/// <summary>
/// Eigenvalues, and where wanted eigenvectors, of symmetric matrices of one size, one matrix after another in the same memory: Householder's
/// reduction to tridiagonal form and the implicit QL method (Martin, Reinsch &amp; Wilkinson 1968; EISPACK's tred2 and tql2). Cubic in the size,
/// with a small constant; errors are of the order of 1e-15 times the largest eigenvalue.
/// </summary>
/// <remarks>Vectors are kept by rows, so that all inner loops run along rows.</remarks>
internal sealed class SymmetricEigen(int size)
{
    private const int MostSteps = 60;

    private readonly double[] _matrix = new double[size * size];
    private readonly double[] _vectors = new double[size * size];
    private readonly double[] _values = new double[size];
    private readonly double[] _beside = new double[size];
    private readonly double[] _work = new double[size];
    private readonly double[] _scale = new double[size];

    /// <summary>The eigenvalues in falling order.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The unit eigenvector of an eigenvalue; its sign is arbitrary.</summary>
    public ReadOnlySpan<double> Vector(int index) => _vectors.AsSpan(index * size, size);

    /// <summary>A matrix taken apart, with its vectors; null when that failed, see <see cref="TryDecompose"/>.</summary>
    public static SymmetricEigen? Of(double[,] symmetric)
    {
        var eigen = new SymmetricEigen(symmetric.GetLength(0));
        return eigen.TryDecompose(MemoryMarshal.CreateReadOnlySpan(ref symmetric[0, 0], symmetric.Length), withVectors: true) ? eigen : null;
    }

    /// <summary>The symmetric square root A^½ of a positive definite matrix, A^½ A^½ = A; eigenvalues that rounding made negative count as 0.</summary>
    public double[,] Root()
    {
        var root = new double[size, size];
        for (var k = 0; k < size; k++)
        {
            var vector = Vector(k);
            var value = Math.Sqrt(Math.Max(_values[k], 0));
            for (var i = 0; i < size; i++)
                for (var j = 0; j < size; j++) root[i, j] += vector[i] * value * vector[j];
        }

        return root;
    }

    /// <summary>Takes a matrix by rows apart; false when the search did not end or an element is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryDecompose(ReadOnlySpan<double> symmetric, bool withVectors)
    {
        symmetric.CopyTo(_matrix);
        Tridiagonalise();
        if (withVectors) FillVectors();
        return TryDiagonalise(withVectors) && Sort(withVectors);
    }

    /// <summary>A = Q T Qᵀ from the last row upwards; the Householder vectors stay in the rows of the matrix, Σv²/2 in the scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tridiagonalise()
    {
        for (var i = size - 1; i > 0; i--)
        {
            var row = _matrix.AsSpan(i * size, i);
            var tail = row[..^1];
            var length = Math.Sqrt(CholeskyFactor.Dot(row, row));
            _scale[i] = 0;
            if (tail.IsEmpty || CholeskyFactor.Dot(tail, tail) == 0)
            {
                _beside[i] = row[^1];
                continue;
            }

            // v = x + sign(x_last) |x| e_last turns the row into −sign(x_last) |x| e_last; h = |v|² / 2.
            var last = row[^1];
            _beside[i] = last > 0 ? -length : length;
            var h = length * length - last * _beside[i];
            row[^1] = last - _beside[i];
            _scale[i] = h;

            // p = A v / h, then A −= v qᵀ + q vᵀ with q = p − (vᵀp / 2h) v, on the lower triangle.
            var p = _work.AsSpan(0, i);
            p.Clear();
            for (var j = 0; j < i; j++)
            {
                var other = _matrix.AsSpan(j * size, j + 1);
                p[j] += CholeskyFactor.Dot(other, row[..(j + 1)]);
                CholeskyFactor.AddScaled(p[..j], other[..j], row[j]);
            }

            for (var j = 0; j < i; j++) p[j] /= h;
            CholeskyFactor.AddScaled(p, row, -CholeskyFactor.Dot(p, row) / (2 * h));
            for (var j = 0; j < i; j++)
            {
                var other = _matrix.AsSpan(j * size, j + 1);
                CholeskyFactor.AddScaled(other, p[..(j + 1)], -row[j]);
                CholeskyFactor.AddScaled(other, row[..(j + 1)], -p[j]);
            }
        }

        for (var i = 0; i < size; i++) _values[i] = _matrix[i * size + i];
    }

    /// <summary>Qᵀ by rows: the reflections on the unit matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillVectors()
    {
        Array.Clear(_vectors);
        for (var i = 0; i < size; i++)
        {
            _vectors[i * size + i] = 1;
            if (_scale[i] == 0) continue;
            var v = _matrix.AsSpan(i * size, i);
            for (var row = 0; row < i; row++)
            {
                var target = _vectors.AsSpan(row * size, i);
                CholeskyFactor.AddScaled(target, v, -CholeskyFactor.Dot(target, v) / _scale[i]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryDiagonalise(bool withVectors)
    {
        var (values, beside) = (_values, _beside);
        for (var i = 1; i < size; i++) beside[i - 1] = beside[i];
        beside[size - 1] = 0;
        for (var first = 0; first < size; first++)
        {
            for (var step = 0; ; step++)
            {
                var last = first;
                for (; last < size - 1; last++)
                {
                    var near = Math.Abs(values[last]) + Math.Abs(values[last + 1]);
                    if (Math.Abs(beside[last]) <= double.Epsilon + near * 1.1e-16) break;
                }

                if (last == first) break;
                if (step == MostSteps || !double.IsFinite(beside[first])) return false;
                var g = (values[first + 1] - values[first]) / (2 * beside[first]);
                var r = Math.Sqrt(g * g + 1);
                g = values[last] - values[first] + beside[first] / (g + Math.CopySign(r, g));
                double sine = 1, cosine = 1, shift = 0;
                var i = last - 1;
                for (; i >= first; i--)
                {
                    var f = sine * beside[i];
                    var b = cosine * beside[i];
                    r = Math.Sqrt(f * f + g * g);
                    beside[i + 1] = r;
                    if (r == 0)
                    {
                        values[i + 1] -= shift;
                        beside[last] = 0;
                        break;
                    }

                    sine = f / r;
                    cosine = g / r;
                    g = values[i + 1] - shift;
                    r = (values[i] - g) * sine + 2 * cosine * b;
                    shift = sine * r;
                    values[i + 1] = g + shift;
                    g = cosine * r - b;
                    if (withVectors) Turn(_vectors.AsSpan(i * size, size), _vectors.AsSpan((i + 1) * size, size), cosine, sine);
                }

                if (r == 0 && i >= first) continue;
                values[first] -= shift;
                beside[first] = g;
                beside[last] = 0;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(Span<double> left, Span<double> right, double cosine, double sine)
    {
        for (var i = 0; i < left.Length; i++)
        {
            var (a, b) = (left[i], right[i]);
            right[i] = sine * a + cosine * b;
            left[i] = cosine * a - sine * b;
        }
    }

    private bool Sort(bool withVectors)
    {
        for (var i = 0; i < size - 1; i++)
        {
            var largest = i;
            for (var j = i + 1; j < size; j++)
                if (_values[j] > _values[largest]) largest = j;
            if (largest == i) continue;
            (_values[i], _values[largest]) = (_values[largest], _values[i]);
            if (!withVectors) continue;
            var left = _vectors.AsSpan(i * size, size);
            var right = _vectors.AsSpan(largest * size, size);
            for (var k = 0; k < size; k++) (left[k], right[k]) = (right[k], left[k]);
        }

        return true;
    }
}
