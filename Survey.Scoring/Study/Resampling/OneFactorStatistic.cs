using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study.Resampling;

/// <summary>
/// What the one-factor solution of each resample says of a dimension under a model without weights: McDonald's omega, (Σλ)² / ((Σλ)² + Σθ), and
/// the average variance extracted, the mean squared standardised loading.
/// </summary>
internal sealed class OneFactorStatistic : ResampledStatistic, IDisposable
{
    private readonly ListwiseSet _items;
    private readonly double[] _start;
    private readonly ThreadLocal<OneFactorScoring> _scoring;

    /// <summary>The figures of a dimension, three items or more.</summary>
    /// <param name="plan">The plan of the questionnaire.</param>
    /// <param name="baseModel">The place among <see cref="StudyPlan.Bases"/>.</param>
    /// <param name="dimension">The dimension's place.</param>
    /// <param name="solution">The solution of the data, which the search starts from; null when there is none.</param>
    public OneFactorStatistic(StudyPlan plan, int baseModel, int dimension, CfaSolution? solution)
    {
        var (start, length) = plan.Dimensions[dimension];
        _items = ListwiseSet.OfItems([.. Enumerable.Range(start, length).Select(item => plan.ModelItem(baseModel, item))]);
        _start = solution is { Reason: null } ? [.. solution.StandardizedLoadings.Select(loading => Math.Clamp(loading, -0.98, 0.98))] : [.. Enumerable.Repeat(0.7, length)];
        _scoring = new ThreadLocal<OneFactorScoring>(() => new OneFactorScoring(length));
    }

    /// <inheritdoc/>
    public override ImmutableArray<ListwiseSet> Sets => [_items];

    /// <inheritdoc/>
    public override int Figures => 2;

    /// <summary>The place of omega.</summary>
    public const int Omega = 0;

    /// <summary>The place of the average variance extracted.</summary>
    public const int Ave = 1;

    /// <inheritdoc/>
    public override void Compute(Resample resample, Span<double> figures)
    {
        var items = resample.CrossProducts(_items, _items.Columns.AsSpan());
        figures.Fill(double.NaN);
        if (items.Count <= items.Variables || items.HasConstant) return;
        var k = items.Variables;
        Span<double> parameters = stackalloc double[2 * k];
        if (!_scoring.Value!.TryFit(items, _start, parameters))
        {
            OfSolution(items, figures);
            return;
        }

        double loadings = 0, residuals = 0, explained = 0;
        for (var item = 0; item < k; item++)
        {
            loadings += parameters[item] * Math.Sqrt(items.Deviations[item, item]);
            residuals += parameters[k + item] * items.Deviations[item, item];
            explained += parameters[item] * parameters[item] / (parameters[item] * parameters[item] + parameters[k + item]);
        }

        figures[Omega] = loadings * loadings / (loadings * loadings + residuals);
        figures[Ave] = explained / k;
    }

    /// <inheritdoc/>
    public void Dispose() => _scoring.Dispose();

    private static void OfSolution(CrossProducts items, Span<double> figures)
    {
        if (Cholesky.Of(items.Correlations()) is null) return;
        var solution = ConfirmatoryFactorAnalysis.Fit(items.Covariances(items.Count), items.Count, new int[items.Variables]);
        if (solution.Reason is not null) return;
        var common = Math.Pow(solution.Loadings.Sum(), 2);
        var omega = common / (common + solution.ResidualVariances.Sum());
        if (double.IsFinite(omega)) figures[Omega] = omega;
        figures[Ave] = solution.StandardizedLoadings.Average(loading => loading * loading);
    }
}
