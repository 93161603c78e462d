namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// Which parameters the model has: every item loads on one factor, the factors correlate and have variance 1. The parameter vector holds
/// the loadings by item, then the residual variances of the items that share their factor (a factor's only item has residual 0), then
/// the factor correlations (0,1), (0,2), (1,2), (0,3) …
/// </summary>
internal sealed class SimpleStructure
{
    public SimpleStructure(IReadOnlyList<int> factorOfItem)
    {
        ArgumentNullException.ThrowIfNull(factorOfItem);
        FactorOfItem = [.. factorOfItem];
        Items = FactorOfItem.Length;
        Factors = Items == 0 ? 0 : FactorOfItem.Max() + 1;
        ItemsOfFactor = new int[Factors][];
        for (var factor = 0; factor < Factors; factor++)
        {
            ItemsOfFactor[factor] = [.. Enumerable.Range(0, Items).Where(item => FactorOfItem[item] == factor)];
            if (ItemsOfFactor[factor].Length == 0)
                throw new ArgumentException($"Factor {factor} has no item.", nameof(factorOfItem));
        }

        if (Items == 0 || FactorOfItem.Min() < 0)
            throw new ArgumentException("Every item belongs to a factor, and there is at least one item.", nameof(factorOfItem));

        ResidualItems = [.. Enumerable.Range(0, Items).Where(item => ItemsOfFactor[FactorOfItem[item]].Length > 1)];
        FirstResidual = Items;
        FirstCorrelation = Items + ResidualItems.Length;
        Parameters = FirstCorrelation + Factors * (Factors - 1) / 2;
    }

    public int Items { get; }

    public int Factors { get; }

    public int[] FactorOfItem { get; }

    public int[][] ItemsOfFactor { get; }

    /// <summary>The items whose residual variance is a parameter.</summary>
    public int[] ResidualItems { get; }

    public int FirstResidual { get; }

    public int FirstCorrelation { get; }

    /// <summary>How many free parameters there are.</summary>
    public int Parameters { get; }

    public long DegreesOfFreedom => (long)Items * (Items + 1) / 2 - Parameters;

    /// <summary>Where the correlation of two different factors stands in the parameter vector.</summary>
    public int CorrelationIndex(int left, int right)
    {
        var (low, high) = left < right ? (left, right) : (right, left);
        return FirstCorrelation + high * (high - 1) / 2 + low;
    }

    public double[,] FactorCorrelations(ReadOnlySpan<double> parameters)
    {
        var correlations = new double[Factors, Factors];
        for (var left = 0; left < Factors; left++)
        {
            correlations[left, left] = 1;
            for (var right = 0; right < left; right++)
                correlations[left, right] = correlations[right, left] = parameters[CorrelationIndex(left, right)];
        }

        return correlations;
    }

    /// <summary>Residual variance by item, the fixed zeros included.</summary>
    public double[] ResidualVariances(ReadOnlySpan<double> parameters)
    {
        var residuals = new double[Items];
        for (var i = 0; i < ResidualItems.Length; i++)
            residuals[ResidualItems[i]] = parameters[FirstResidual + i];
        return residuals;
    }
}
