namespace Survey.Scoring.Statistics;

/// <summary>The symmetric square root of a symmetric positive definite matrix.</summary>
internal static class SymmetricRoot
{
    private const int MostSweeps = 60;

    /// <summary>
    /// A^½ with A^½ A^½ = A, by the eigenvectors that Jacobi's rotations find (Golub &amp; Van Loan, Matrix Computations, section 8.5). Eigenvalues
    /// that rounding made negative count as 0.
    /// </summary>
    public static double[,] Of(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var values = (double[,])matrix.Clone();
        var vectors = new double[size, size];
        for (var i = 0; i < size; i++) vectors[i, i] = 1;
        for (var sweep = 0; sweep < MostSweeps && OffDiagonal(values) > 1e-30 * size; sweep++)
            for (var p = 0; p < size; p++)
                for (var q = p + 1; q < size; q++) Rotate(values, vectors, p, q);
        var root = new double[size, size];
        for (var k = 0; k < size; k++)
        {
            var value = Math.Sqrt(Math.Max(values[k, k], 0));
            for (var i = 0; i < size; i++)
                for (var j = 0; j < size; j++) root[i, j] += vectors[i, k] * value * vectors[j, k];
        }

        return root;
    }

    private static double OffDiagonal(double[,] matrix)
    {
        var sum = 0.0;
        for (var i = 0; i < matrix.GetLength(0); i++)
            for (var j = 0; j < i; j++) sum += matrix[i, j] * matrix[i, j];
        return sum;
    }

    private static void Rotate(double[,] values, double[,] vectors, int p, int q)
    {
        if (values[p, q] == 0) return;
        var theta = (values[q, q] - values[p, p]) / (2 * values[p, q]);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        for (var i = 0; i < values.GetLength(0); i++)
        {
            (values[i, p], values[i, q]) = (c * values[i, p] - s * values[i, q], s * values[i, p] + c * values[i, q]);
            (vectors[i, p], vectors[i, q]) = (c * vectors[i, p] - s * vectors[i, q], s * vectors[i, p] + c * vectors[i, q]);
        }

        for (var i = 0; i < values.GetLength(0); i++)
            (values[p, i], values[q, i]) = (c * values[p, i] - s * values[q, i], s * values[p, i] + c * values[q, i]);
    }
}
