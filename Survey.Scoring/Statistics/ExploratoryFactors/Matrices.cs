namespace Survey.Scoring.Statistics.ExploratoryFactors;

/// <summary>Arithmetic of the small matrices of rotations.</summary>
internal static class Matrices
{
    public static double[,] Identity(int size)
    {
        var matrix = new double[size, size];
        for (var i = 0; i < size; i++) matrix[i, i] = 1;
        return matrix;
    }

    public static double[,] Transpose(double[,] matrix)
    {
        var (rows, columns) = (matrix.GetLength(0), matrix.GetLength(1));
        var result = new double[columns, rows];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) result[j, i] = matrix[i, j];
        return result;
    }

    public static double[,] Multiply(double[,] left, double[,] right)
    {
        var (rows, inner, columns) = (left.GetLength(0), left.GetLength(1), right.GetLength(1));
        var result = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < inner; k++)
            {
                var factor = left[i, k];
                for (var j = 0; j < columns; j++) result[i, j] += factor * right[k, j];
            }
        }

        return result;
    }

    /// <summary>The inverse by Gauss and Jordan with pivoting; null when the matrix is (nearly) singular.</summary>
    public static double[,]? Inverse(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var work = (double[,])matrix.Clone();
        var inverse = Identity(size);
        for (var column = 0; column < size; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < size; row++)
                if (Math.Abs(work[row, column]) > Math.Abs(work[pivot, column])) pivot = row;
            if (!(Math.Abs(work[pivot, column]) > 1e-13)) return null;
            for (var j = 0; j < size && pivot != column; j++)
            {
                (work[column, j], work[pivot, j]) = (work[pivot, j], work[column, j]);
                (inverse[column, j], inverse[pivot, j]) = (inverse[pivot, j], inverse[column, j]);
            }

            var scale = 1 / work[column, column];
            for (var j = 0; j < size; j++)
            {
                work[column, j] *= scale;
                inverse[column, j] *= scale;
            }

            for (var row = 0; row < size; row++)
            {
                var factor = work[row, column];
                if (row == column || factor == 0) continue;
                for (var j = 0; j < size; j++)
                {
                    work[row, j] -= factor * work[column, j];
                    inverse[row, j] -= factor * inverse[column, j];
                }
            }
        }

        return inverse;
    }

    /// <summary>A random orthogonal matrix: normal columns made orthogonal one after another (Stewart 1980).</summary>
    public static double[,] RandomOrthogonal(int size, RandomStream stream)
    {
        var matrix = new double[size, size];
        for (var column = 0; column < size; column++)
        {
            for (var row = 0; row < size; row++) matrix[row, column] = stream.Normal();
            // Twice, since the first round leaves the rounding of what it took away.
            for (var round = 0; round < 2; round++)
            {
                for (var other = 0; other < column; other++)
                {
                    var along = 0.0;
                    for (var row = 0; row < size; row++) along += matrix[row, column] * matrix[row, other];
                    for (var row = 0; row < size; row++) matrix[row, column] -= along * matrix[row, other];
                }
            }

            var length = 0.0;
            for (var row = 0; row < size; row++) length += matrix[row, column] * matrix[row, column];
            for (var row = 0; row < size; row++) matrix[row, column] /= Math.Sqrt(length);
        }

        return matrix;
    }
}
