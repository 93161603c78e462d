using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study.Resampling;

/// <summary>
/// Convergent and discriminant validity of the dimensions under a model without weights, in every resample: per pair the heterotrait-monotrait
/// ratio; from the confirmatory factor analysis per dimension AVE and composite reliability, per pair the factor correlation and the margin of
/// Fornell and Larcker.
/// </summary>
internal sealed class StructureStatistic : ResampledStatistic, IDisposable
{
    private readonly StudyPlan _plan;
    private readonly ListwiseSet _items;
    private readonly (int Left, int Right)[] _pairs;
    private readonly ThreadLocal<NearbyStructureFit>? _fit;

    /// <summary>The figures of a model's items.</summary>
    /// <param name="plan">The plan of the questionnaire, two dimensions or more.</param>
    /// <param name="baseModel">The place among <see cref="StudyPlan.Bases"/>.</param>
    /// <param name="solution">The confirmatory solution of the data, which the searches start from; null when there is none.</param>
    public StructureStatistic(StudyPlan plan, int baseModel, CfaSolution? solution)
    {
        _plan = plan;
        _items = ListwiseSet.OfItems([.. Enumerable.Range(0, plan.ItemCount).Select(item => plan.ModelItem(baseModel, item))]);
        _pairs = [.. Structure.Pairs(plan.Questionnaire.Dimensions)];
        if (solution is { Reason: null }) _fit = new ThreadLocal<NearbyStructureFit>(() => new NearbyStructureFit(new SimpleStructure(Structure.FactorOfItem(plan)), solution));
    }

    /// <inheritdoc/>
    public override ImmutableArray<ListwiseSet> Sets => [_items];

    /// <inheritdoc/>
    public override int Figures => 3 * _pairs.Length + 2 * _plan.Dimensions.Length;

    /// <summary>The place of a pair's heterotrait-monotrait ratio.</summary>
    public static int HtmtOf(int pair) => pair;

    /// <summary>The place of a dimension's average variance extracted.</summary>
    public int AveOf(int dimension) => _pairs.Length + dimension;

    /// <summary>The place of a dimension's composite reliability.</summary>
    public int CompositeReliabilityOf(int dimension) => _pairs.Length + _plan.Dimensions.Length + dimension;

    /// <summary>The place of a pair's factor correlation.</summary>
    public int CorrelationOf(int pair) => _pairs.Length + 2 * _plan.Dimensions.Length + pair;

    /// <summary>The place of a pair's margin, the smaller AVE less the squared factor correlation.</summary>
    public int MarginOf(int pair) => 2 * _pairs.Length + 2 * _plan.Dimensions.Length + pair;

    /// <inheritdoc/>
    public override void Compute(Resample resample, Span<double> figures)
    {
        figures.Fill(double.NaN);
        var items = resample.CrossProducts(_items, _items.Columns.AsSpan());
        if (items.Count <= items.Variables || items.HasConstant) return;
        var correlations = items.Correlations();
        for (var pair = 0; pair < _pairs.Length; pair++)
        {
            if (DiscriminantValidity.Htmt(correlations, RangeOf(_pairs[pair].Left), RangeOf(_pairs[pair].Right)) is { IsDefined: true } ratio) figures[HtmtOf(pair)] = ratio.Value;
        }

        if (_fit is null || Cholesky.Of(correlations) is null) return;
        Span<double> loadings = stackalloc double[items.Variables];
        if (_fit.Value!.Fit(items, loadings) is { } factors) Converge(loadings, factors, figures);
    }

    /// <inheritdoc/>
    public void Dispose() => _fit?.Dispose();

    private void Converge(ReadOnlySpan<double> loadings, double[,] factors, Span<double> figures)
    {
        Span<int> signs = stackalloc int[_plan.Dimensions.Length];
        for (var dimension = 0; dimension < signs.Length; dimension++)
        {
            var own = loadings.Slice(_plan.Dimensions[dimension].Start, _plan.Dimensions[dimension].Length);
            var (ave, reliability) = FornellLarcker.Convergence(own);
            (figures[AveOf(dimension)], figures[CompositeReliabilityOf(dimension)]) = (ave, reliability);
            var sum = 0.0;
            foreach (var loading in own) sum += loading;
            signs[dimension] = sum < 0 ? -1 : 1;
        }

        for (var pair = 0; pair < _pairs.Length; pair++)
        {
            var (left, right) = _pairs[pair];
            var correlation = factors[left, right];
            figures[CorrelationOf(pair)] = signs[left] * signs[right] * correlation;
            figures[MarginOf(pair)] = Math.Min(figures[AveOf(left)], figures[AveOf(right)]) - correlation * correlation;
        }
    }

    private Range RangeOf(int dimension) => _plan.Dimensions[dimension].Start..(_plan.Dimensions[dimension].Start + _plan.Dimensions[dimension].Length);
}
