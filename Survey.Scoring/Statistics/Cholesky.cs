namespace Survey.Scoring.Statistics;

/// <summary>The lower triangular factor L of a symmetric positive definite matrix, A = L Lᵀ.</summary>
internal sealed class Cholesky
{
    // Below this share of its own variance that the variables before leave unexplained, a variable counts as a combination of them.
    private const double Tolerance = 1e-11;

    private readonly double[,] _lower;

    private Cholesky(double[,] lower) => _lower = lower;

    /// <summary>ln |A|.</summary>
    public double LogDeterminant => 2 * Enumerable.Range(0, _lower.GetLength(0)).Sum(i => Math.Log(_lower[i, i]));

    /// <summary>Factors a matrix; null when it is (nearly) singular or indefinite.</summary>
    public static Cholesky? Of(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var lower = new double[size, size];
        for (var j = 0; j < size; j++)
        {
            var pivot = matrix[j, j];
            for (var k = 0; k < j; k++) pivot -= lower[j, k] * lower[j, k];
            if (!(pivot > Tolerance * matrix[j, j])) return null;
            lower[j, j] = Math.Sqrt(pivot);
            for (var i = j + 1; i < size; i++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++) sum -= lower[i, k] * lower[j, k];
                lower[i, j] = sum / lower[j, j];
            }
        }

        return new Cholesky(lower);
    }

    /// <summary>x with A x = b.</summary>
    public double[] Solve(ReadOnlySpan<double> right)
    {
        var x = Forward(right);
        for (var i = x.Length - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < x.Length; k++) x[i] -= _lower[k, i] * x[k];
            x[i] /= _lower[i, i];
        }

        return x;
    }

    /// <summary>bᵀ A⁻¹ b.</summary>
    public double QuadraticForm(ReadOnlySpan<double> right) => Forward(right).Sum(value => value * value);

    /// <summary>A⁻¹.</summary>
    public double[,] Inverse()
    {
        var size = _lower.GetLength(0);
        var inverse = new double[size, size];
        var unit = new double[size];
        for (var j = 0; j < size; j++)
        {
            unit[j] = 1;
            var column = Solve(unit);
            unit[j] = 0;
            for (var i = 0; i < size; i++) inverse[i, j] = column[i];
        }

        return inverse;
    }

    private double[] Forward(ReadOnlySpan<double> right)
    {
        var x = right.ToArray();
        for (var i = 0; i < x.Length; i++)
        {
            for (var k = 0; k < i; k++) x[i] -= _lower[i, k] * x[k];
            x[i] /= _lower[i, i];
        }

        return x;
    }
}
