using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>The lower triangle L with A = L Lᵀ of a symmetric matrix, in memory that is used again for the next matrix of the same size.</summary>
internal sealed class CholeskyFactor(int size)
{
    // The loops of this folder are compiled to the end at once: a single study is done before the runtime would come to it, ten times slower.
    private readonly double[] _lower = new double[size * size];
    private readonly double[] _inverse = new double[size * size];

    /// <summary>The smallest squared pivot over its diagonal element: 1 − R² of the variable that the ones before predict best.</summary>
    public double SmallestPivot { get; private set; }

    /// <summary>ln |A|.</summary>
    public double LogDeterminant
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < size; i++)
                sum += Math.Log(_lower[i * size + i]);
            return 2 * sum;
        }
    }

    /// <summary>Factors a matrix given by rows; false when it is not positive definite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryFactor(ReadOnlySpan<double> matrix)
    {
        SmallestPivot = 1;
        for (var i = 0; i < size; i++)
        {
            var row = _lower.AsSpan(i * size, size);
            for (var j = 0; j < i; j++)
            {
                var other = _lower.AsSpan(j * size, j + 1);
                row[j] = (matrix[i * size + j] - Dot(row[..j], other[..j])) / other[j];
            }

            var pivot = matrix[i * size + i] - Dot(row[..i], row[..i]);
            if (!(pivot > 0 && double.IsFinite(pivot)))
                return false;
            SmallestPivot = Math.Min(SmallestPivot, pivot / matrix[i * size + i]);
            row[i] = Math.Sqrt(pivot);
        }

        return true;
    }

    /// <summary>Solves A x = b in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Solve(Span<double> b)
    {
        for (var i = 0; i < size; i++)
            b[i] = (b[i] - Dot(_lower.AsSpan(i * size, i), b[..i])) / _lower[i * size + i];
        for (var i = size - 1; i >= 0; i--)
        {
            b[i] /= _lower[i * size + i];
            AddScaled(b[..i], _lower.AsSpan(i * size, i), -b[i]);
        }
    }

    /// <summary>Writes A⁻¹ by rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Invert(Span<double> result)
    {
        // The rows of L⁻¹, then A⁻¹ = L⁻ᵀ L⁻¹; both loops run along rows.
        Array.Clear(_inverse);
        for (var i = 0; i < size; i++)
        {
            var row = _inverse.AsSpan(i * size, size);
            for (var j = 0; j < i; j++)
                AddScaled(row[..(j + 1)], _inverse.AsSpan(j * size, j + 1), -_lower[i * size + j]);
            row[i] = 1;
            var pivot = 1 / _lower[i * size + i];
            for (var j = 0; j <= i; j++)
                row[j] *= pivot;
        }

        result.Clear();
        for (var r = 0; r < size; r++)
        {
            var row = _inverse.AsSpan(r * size, r + 1);
            for (var i = 0; i <= r; i++)
                AddScaled(result.Slice(i * size, i + 1), row[..(i + 1)], row[i]);
        }

        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < i; j++)
                result[j * size + i] = result[i * size + j];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var wideLeft = MemoryMarshal.Cast<double, Vector<double>>(left);
        var wideRight = MemoryMarshal.Cast<double, Vector<double>>(right);
        var wide = Vector<double>.Zero;
        for (var i = 0; i < wideLeft.Length; i++)
            wide += wideLeft[i] * wideRight[i];
        var sum = Vector.Sum(wide);
        for (var i = wideLeft.Length * Vector<double>.Count; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        var wideTarget = MemoryMarshal.Cast<double, Vector<double>>(target);
        var wideSource = MemoryMarshal.Cast<double, Vector<double>>(source);
        for (var i = 0; i < wideTarget.Length; i++)
            wideTarget[i] += wideSource[i] * factor;
        for (var i = wideTarget.Length * Vector<double>.Count; i < target.Length; i++)
            target[i] += source[i] * factor;
    }
}
