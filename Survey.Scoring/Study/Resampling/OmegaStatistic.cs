using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study.Resampling;

/// <summary>McDonald's omega of a dimension under a model without weights, (Σλ)² / ((Σλ)² + Σθ) of the one-factor solution of each resample.</summary>
internal sealed class OmegaStatistic : ResampledStatistic, IDisposable
{
    private readonly ListwiseSet _items;
    private readonly double[] _start;
    private readonly ThreadLocal<OneFactorScoring> _scoring;

    /// <summary>The omega of a dimension, three items or more.</summary>
    /// <param name="plan">The plan of the questionnaire.</param>
    /// <param name="baseModel">The place among <see cref="StudyPlan.Bases"/>.</param>
    /// <param name="dimension">The dimension's place.</param>
    /// <param name="solution">The solution of the data, which the search starts from; null when there is none.</param>
    public OmegaStatistic(StudyPlan plan, int baseModel, int dimension, CfaSolution? solution)
    {
        var (start, length) = plan.Dimensions[dimension];
        _items = ListwiseSet.OfItems([.. Enumerable.Range(start, length).Select(item => plan.ModelItem(baseModel, item))]);
        _start = solution is { Reason: null } ? [.. solution.StandardizedLoadings.Select(loading => Math.Clamp(loading, -0.98, 0.98))] : [.. Enumerable.Repeat(0.7, length)];
        _scoring = new ThreadLocal<OneFactorScoring>(() => new OneFactorScoring(length));
    }

    /// <inheritdoc/>
    public override ImmutableArray<ListwiseSet> Sets => [_items];

    /// <inheritdoc/>
    public override int Figures => 1;

    /// <inheritdoc/>
    public override void Compute(Resample resample, Span<double> figures)
    {
        var items = resample.CrossProducts(_items, _items.Columns.AsSpan());
        figures[0] = double.NaN;
        if (items.Count <= items.Variables || items.HasConstant) return;
        var k = items.Variables;
        Span<double> parameters = stackalloc double[2 * k];
        if (!_scoring.Value!.TryFit(items, _start, parameters))
        {
            figures[0] = OfSolution(items);
            return;
        }

        double loadings = 0, residuals = 0;
        for (var item = 0; item < k; item++)
        {
            loadings += parameters[item] * Math.Sqrt(items.Deviations[item, item]);
            residuals += parameters[k + item] * items.Deviations[item, item];
        }

        figures[0] = loadings * loadings / (loadings * loadings + residuals);
    }

    /// <inheritdoc/>
    public void Dispose() => _scoring.Dispose();

    private static double OfSolution(CrossProducts items)
    {
        if (Cholesky.Of(items.Correlations()) is null) return double.NaN;
        var solution = ConfirmatoryFactorAnalysis.Fit(items.Covariances(items.Count), items.Count, new int[items.Variables]);
        if (solution.Reason is not null) return double.NaN;
        var common = Math.Pow(solution.Loadings.Sum(), 2);
        var omega = common / (common + solution.ResidualVariances.Sum());
        return double.IsFinite(omega) ? omega : double.NaN;
    }
}
