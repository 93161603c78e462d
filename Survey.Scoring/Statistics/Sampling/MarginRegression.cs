namespace Survey.Scoring.Statistics.Sampling;

/// <summary>Ordinary least squares of a variable on the categories of all margins (main effects), from cell sums.</summary>
internal static class MarginRegression
{
    // A pivot this small against its first value is that of a category that follows from others.
    private const double Collinear = 1e-10;

    /// <summary>The fitted value of each weighted cell; 0 for the others.</summary>
    /// <param name="cells">The cells; those without weight take no part.</param>
    /// <param name="weights">The weight of each cell.</param>
    /// <param name="sums">The sum of the variable over the respondents of each cell.</param>
    /// <param name="margins">The number of categories of each margin.</param>
    public static double[] Fit(IReadOnlyList<RakingCell> cells, IReadOnlyList<double> weights, double[] sums, IReadOnlyList<int> margins)
    {
        // Column 0 is the constant, each margin's first category its reference.
        var starts = new int[margins.Count];
        var size = 1;
        for (var margin = 0; margin < margins.Count; margin++)
        {
            starts[margin] = size - 1;
            size += Math.Max(0, margins[margin] - 1);
        }

        var matrix = new double[size, size + 1];
        var columns = cells.Select(cell => Columns(cell, starts)).ToArray();
        for (var cell = 0; cell < cells.Count; cell++)
        {
            if (weights[cell] <= 0) continue;
            foreach (var row in columns[cell])
            {
                foreach (var column in columns[cell]) matrix[row, column] += cells[cell].Count;
                matrix[row, size] += sums[cell];
            }
        }

        var coefficients = Solve(matrix, size);
        return [.. columns.Select((own, cell) => weights[cell] > 0 ? own.Sum(column => coefficients[column]) : 0)];
    }

    private static int[] Columns(RakingCell cell, int[] starts) =>
        [0, .. starts.Select((start, margin) => (start, Category: cell.Categories[margin])).Where(pair => pair.Category > 0).Select(pair => pair.start + pair.Category)];

    // Gauss-Jordan on a positive semidefinite matrix; what is collinear gets the coefficient 0, which leaves the fitted values as they are.
    private static double[] Solve(double[,] matrix, int size)
    {
        var scale = Enumerable.Range(0, size).Select(row => matrix[row, row]).ToArray();
        var isUsed = new bool[size];
        for (var pivot = 0; pivot < size; pivot++)
        {
            if (matrix[pivot, pivot] <= Collinear * Math.Max(scale[pivot], 1)) continue;
            isUsed[pivot] = true;
            for (var row = 0; row < size; row++)
            {
                if (row == pivot) continue;
                var factor = matrix[row, pivot] / matrix[pivot, pivot];
                if (factor == 0) continue;
                for (var column = pivot; column <= size; column++) matrix[row, column] -= factor * matrix[pivot, column];
            }
        }

        return [.. Enumerable.Range(0, size).Select(row => isUsed[row] ? matrix[row, size] / matrix[row, row] : 0)];
    }
}
