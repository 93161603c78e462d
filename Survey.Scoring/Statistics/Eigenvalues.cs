namespace Survey.Scoring.Statistics;

/// <summary>Eigenvalues of symmetric matrices.</summary>
internal static class Eigenvalues
{
    /// <summary>The eigenvalues in falling order, by Jacobi's rotations: slow for hundreds of variables, but accurate to the last digits.</summary>
    public static double[] Of(double[,] symmetric)
    {
        var matrix = (double[,])symmetric.Clone();
        var size = matrix.GetLength(0);
        for (var sweep = 0; sweep < 100 && OffDiagonal(matrix) > 1e-30 * size; sweep++)
            for (var p = 0; p < size; p++)
                for (var q = p + 1; q < size; q++) Rotate(matrix, p, q);
        return [.. Enumerable.Range(0, size).Select(i => matrix[i, i]).OrderDescending()];
    }

    private static double OffDiagonal(double[,] matrix)
    {
        var sum = 0.0;
        for (var i = 0; i < matrix.GetLength(0); i++)
            for (var j = 0; j < i; j++) sum += matrix[i, j] * matrix[i, j];
        return sum;
    }

    private static void Rotate(double[,] matrix, int p, int q)
    {
        if (matrix[p, q] == 0) return;
        var theta = (matrix[q, q] - matrix[p, p]) / (2 * matrix[p, q]);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            var (left, right) = (matrix[i, p], matrix[i, q]);
            (matrix[i, p], matrix[i, q]) = (c * left - s * right, s * left + c * right);
        }

        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            var (left, right) = (matrix[p, i], matrix[q, i]);
            (matrix[p, i], matrix[q, i]) = (c * left - s * right, s * left + c * right);
        }
    }
}
