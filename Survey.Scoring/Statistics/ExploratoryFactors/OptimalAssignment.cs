namespace Survey.Scoring.Statistics.ExploratoryFactors;

/// <summary>The assignment of rows to columns with the largest sum (Kuhn 1955, by shortest augmenting paths).</summary>
internal static class OptimalAssignment
{
    /// <summary>By row its column; −1 for the rows that are left over when there are more of them than columns.</summary>
    public static int[] Of(double[,] gain)
    {
        var (rows, columns) = (gain.GetLength(0), gain.GetLength(1));
        if (rows > columns)
        {
            var turned = new double[columns, rows];
            for (var row = 0; row < rows; row++)
                for (var column = 0; column < columns; column++) turned[column, row] = gain[row, column];
            var result = new int[rows];
            Array.Fill(result, -1);
            foreach (var (column, row) in Of(turned).Index()) result[row] = column;
            return result;
        }

        // Row and column 0 are a place to start from.
        double[] rowPrice = new double[rows + 1], columnPrice = new double[columns + 1];
        int[] rowOf = new int[columns + 1], cameFrom = new int[columns + 1];
        for (var row = 1; row <= rows; row++)
        {
            rowOf[0] = row;
            var at = 0;
            var least = new double[columns + 1];
            Array.Fill(least, double.PositiveInfinity);
            var isUsed = new bool[columns + 1];
            do
            {
                isUsed[at] = true;
                var (delta, next) = (double.PositiveInfinity, 0);
                for (var column = 1; column <= columns; column++)
                {
                    if (isUsed[column]) continue;
                    var cost = -gain[rowOf[at] - 1, column - 1] - rowPrice[rowOf[at]] - columnPrice[column];
                    if (cost < least[column]) (least[column], cameFrom[column]) = (cost, at);
                    if (least[column] < delta) (delta, next) = (least[column], column);
                }

                for (var column = 0; column <= columns; column++)
                {
                    if (isUsed[column])
                    {
                        rowPrice[rowOf[column]] += delta;
                        columnPrice[column] -= delta;
                    }
                    else
                    {
                        least[column] -= delta;
                    }
                }

                at = next;
            }
            while (rowOf[at] != 0);
            for (; at != 0; at = cameFrom[at]) rowOf[at] = rowOf[cameFrom[at]];
        }

        var columnOf = new int[rows];
        for (var column = 1; column <= columns; column++)
            if (rowOf[column] > 0) columnOf[rowOf[column] - 1] = column - 1;
        return columnOf;
    }
}
