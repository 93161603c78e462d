namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// The maximum-likelihood solution of correlated factors near a known one: for the resamples of a data set, whose solutions lie close to that
/// of the data. Where the search does not end there, <see cref="ConfirmatoryFactorAnalysis"/> begins anew.
/// </summary>
/// <remarks>Buffers are kept: one instance per thread.</remarks>
internal sealed class NearbyStructureFit
{
    // Loadings and correlations are then right to about 1e-4, a small part of what drawing varies them by.
    private static readonly CfaOptions Options = new() { MostSteps = 30, Gradient = 0.01, Gain = 1e-8 };

    private readonly SimpleStructure _structure;
    private readonly double[] _start, _sample;
    private readonly MaximumLikelihoodSearch _search;

    /// <param name="structure">The model.</param>
    /// <param name="start">The solution nearby.</param>
    public NearbyStructureFit(SimpleStructure structure, CfaSolution start)
    {
        _structure = structure;
        _start = new double[structure.Parameters];
        start.StandardizedLoadings.CopyTo(_start, 0);
        foreach (var (place, item) in structure.ResidualItems.Index()) _start[structure.FirstResidual + place] = 1 - start.StandardizedLoadings[item] * start.StandardizedLoadings[item];
        for (var high = 1; high < structure.Factors; high++)
            for (var low = 0; low < high; low++) _start[structure.CorrelationIndex(low, high)] = start.FactorCorrelations[low, high];
        _sample = new double[structure.Items * structure.Items];
        _search = new MaximumLikelihoodSearch(new MaximumLikelihoodFit(structure, _sample, 0), structure.Parameters, Options);
    }

    /// <summary>Fits the items of a resample, none constant.</summary>
    /// <param name="data">The items.</param>
    /// <param name="loadings">Takes the standardised loadings.</param>
    /// <returns>The factor correlations; null when there is no solution.</returns>
    public double[,]? Fit(CrossProducts data, Span<double> loadings)
    {
        for (var left = 0; left < _structure.Items; left++)
            for (var right = 0; right < _structure.Items; right++) _sample[left * _structure.Items + right] = data.Correlation(left, right);
        if (_search.TryMinimize(_start))
        {
            _search.Parameters.AsSpan(0, _structure.Items).CopyTo(loadings);
            var residuals = _structure.ResidualVariances(_search.Parameters);
            for (var item = 0; item < loadings.Length; item++) loadings[item] /= Math.Sqrt(loadings[item] * loadings[item] + residuals[item]);
            return _structure.FactorCorrelations(_search.Parameters);
        }

        var solution = ConfirmatoryFactorAnalysis.Fit(data.Covariances(data.Count), data.Count, _structure.FactorOfItem);
        if (solution.Reason is not null) return null;
        solution.StandardizedLoadings.CopyTo(loadings);
        return solution.FactorCorrelations;
    }
}
