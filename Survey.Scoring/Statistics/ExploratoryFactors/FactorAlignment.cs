namespace Survey.Scoring.Statistics.ExploratoryFactors;

/// <summary>
/// Order and direction of factors, which an exploratory solution leaves open. Every factor is matched with one target so that the sum of
/// Tucker's (1951) coefficients of congruence, Σxy / √(Σx² Σy²) in absolute value, is largest.
/// </summary>
internal static class FactorAlignment
{
    /// <summary>Brings factors into the order and direction of other loadings of the same items, with as many factors.</summary>
    public static RotatedFactors ToLoadings(RotatedFactors factors, double[,] target)
    {
        var congruence = Table(factors.Factors, target.GetLength(1), (factor, column) => Congruence(factors, factor, item => target[item, column]));
        var columnOf = OptimalAssignment.Of(Table(factors.Factors, target.GetLength(1), (factor, column) => Math.Abs(congruence[factor, column])));
        return factors.Arranged(
            [.. Enumerable.Range(0, factors.Factors).OrderBy(factor => columnOf[factor])],
            [.. Enumerable.Range(0, factors.Factors).Select(factor => congruence[factor, columnOf[factor]] < 0 ? -1 : 1)]);
    }

    /// <summary>
    /// For display: factors in the order of the dimensions whose items they match best, further ones after them by what they explain; the
    /// loadings of each sum to zero or more.
    /// </summary>
    public static RotatedFactors ToDimensions(RotatedFactors factors, int[] dimensionOfItem)
    {
        var dimensions = dimensionOfItem.Max() + 1;
        var absolute = new RotatedFactors(Table(factors.Items, factors.Factors, (item, factor) => Math.Abs(factors.Loadings[item, factor])), factors.Correlations);
        var columnOf = OptimalAssignment.Of(Table(factors.Factors, dimensions, (factor, dimension) =>
            Congruence(absolute, factor, item => dimensionOfItem[item] == dimension ? 1 : 0)));
        var explained = factors.VarianceExplained();
        return factors.Arranged(
            [.. Enumerable.Range(0, factors.Factors).OrderBy(factor => columnOf[factor] < 0 ? dimensions : columnOf[factor]).ThenByDescending(factor => explained[factor])],
            [.. Enumerable.Range(0, factors.Factors).Select(factor => Enumerable.Range(0, factors.Items).Sum(item => factors.Loadings[item, factor]) < 0 ? -1 : 1)]);
    }

    private static double Congruence(RotatedFactors factors, int factor, Func<int, double> target)
    {
        double products = 0, own = 0, other = 0;
        for (var item = 0; item < factors.Items; item++)
        {
            var (x, y) = (factors.Loadings[item, factor], target(item));
            products += x * y;
            own += x * x;
            other += y * y;
        }

        return own > 0 && other > 0 ? products / Math.Sqrt(own * other) : 0;
    }

    private static double[,] Table(int rows, int columns, Func<int, int, double> entry)
    {
        var table = new double[rows, columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++) table[row, column] = entry(row, column);
        return table;
    }
}
