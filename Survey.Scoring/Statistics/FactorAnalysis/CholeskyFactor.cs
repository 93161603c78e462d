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
        // Four columns of all rows after the other: rows do not wait for each other.
        for (var column = 0; column < size; column += RowProducts.Rights)
        {
            var row = column;
            for (; row < Math.Min(column + RowProducts.Rights, size); row++)
                if (!TryFinish(matrix, row, column)) return false;
            if (row + RowProducts.Lefts <= size) row = FillRows(matrix, row, column);
            if (row < size) Fill(matrix, row, column, column + RowProducts.Rights);
        }

        return true;
    }

    // Four elements of every row from one on, two rows at a time; gives the row that is left over.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FillRows(ReadOnlySpan<double> matrix, int row, int column)
    {
        Span<double> sums = stackalloc double[RowProducts.Lefts * RowProducts.Rights];
        var rights = _lower.AsSpan(column * size);
        var second = rights.Slice(size + column, 2);
        var third = rights.Slice(2 * size + column, 3);
        var fourth = rights.Slice(3 * size + column, 4);
        var (d0, b10, d1, b20, b21, d2) = (rights[column], second[0], second[1], third[0], third[1], third[2]);
        var (b30, b31, b32, d3) = (fourth[0], fourth[1], fourth[2], fourth[3]);
        for (; row + RowProducts.Lefts <= size; row += RowProducts.Lefts)
        {
            RowProducts.Tile(_lower.AsSpan(row * size), rights, size, column, sums);
            for (var i = 0; i < RowProducts.Lefts; i++)
            {
                var from = matrix.Slice((row + i) * size + column, RowProducts.Rights);
                var to = _lower.AsSpan((row + i) * size + column, RowProducts.Rights);
                var own = sums.Slice(i * RowProducts.Rights, RowProducts.Rights);
                // What the four elements contribute to each other comes last.
                var l0 = (from[0] - own[0]) / d0;
                var l1 = (from[1] - (own[1] + l0 * b10)) / d1;
                var l2 = (from[2] - (own[2] + l0 * b20 + l1 * b21)) / d2;
                var l3 = (from[3] - (own[3] + l0 * b30 + l1 * b31 + l2 * b32)) / d3;
                (to[0], to[1], to[2], to[3]) = (l0, l1, l2, l3);
            }
        }

        return row;
    }

    // The rest of a row.
    private bool TryFinish(ReadOnlySpan<double> matrix, int row, int first)
    {
        Fill(matrix, row, first, row);
        var own = _lower.AsSpan(row * size, size);
        var pivot = matrix[row * size + row] - Dot(own[..row], own[..row]);
        if (!(pivot > 0 && double.IsFinite(pivot))) return false;
        SmallestPivot = Math.Min(SmallestPivot, pivot / matrix[row * size + row]);
        own[row] = Math.Sqrt(pivot);
        return true;
    }

    private void Fill(ReadOnlySpan<double> matrix, int row, int first, int end)
    {
        var own = _lower.AsSpan(row * size, size);
        for (var column = first; column < end; column++)
        {
            var other = _lower.AsSpan(column * size, column + 1);
            own[column] = (matrix[row * size + column] - Dot(own[..column], other[..column])) / other[column];
        }
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
