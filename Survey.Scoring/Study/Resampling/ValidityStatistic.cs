using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Resampling;

/// <summary>
/// Validity of models against an outcome on the same respondents: per model the correlation of the overall score, R² of the dimension scores,
/// and where they are wanted its LMG shares, in this order.
/// </summary>
internal sealed class ValidityStatistic : ResampledStatistic
{
    private readonly StudyPlan _plan;
    private readonly ListwiseSet _set;
    private readonly ImmutableArray<int> _models;
    private readonly int _outcome;
    private readonly bool _hasShares;

    /// <summary>The validity of some models.</summary>
    /// <param name="plan">The plan of the questionnaire.</param>
    /// <param name="block">The respondents: listwise over the scores of the models and the outcome.</param>
    /// <param name="models">The places of the models.</param>
    /// <param name="outcome">The place of the outcome.</param>
    /// <param name="hasShares">Whether R² is divided among the dimensions, at most <see cref="SharesOfRSquared.MostPredictorsExactly"/>.</param>
    public ValidityStatistic(StudyPlan plan, BlockPlan block, ImmutableArray<int> models, int outcome, bool hasShares)
    {
        (_plan, _models, _outcome, _hasShares) = (plan, models, plan.Outcomes[outcome], hasShares);
        _set = ListwiseSet.OfScores(block.Columns, models.SelectMany(Products));
    }

    /// <inheritdoc/>
    public override ImmutableArray<ListwiseSet> Sets => [_set];

    /// <inheritdoc/>
    public override int Figures => _models.Length * FiguresOfModel;

    /// <summary>Whether there are LMG shares.</summary>
    public bool HasShares => _hasShares;

    /// <summary>The place of a model's correlation; R² follows it, then the LMG shares.</summary>
    public int CorrelationOf(int model) => _models.IndexOf(model) * FiguresOfModel;

    /// <summary>The place of a model's R².</summary>
    public int RSquaredOf(int model) => CorrelationOf(model) + 1;

    /// <summary>The place of the LMG share of a dimension.</summary>
    public int ShareOf(int model, int dimension) => RSquaredOf(model) + 1 + dimension;

    private int FiguresOfModel => 2 + (_hasShares ? _plan.Dimensions.Length : 0);

    /// <inheritdoc/>
    public override void Compute(Resample resample, Span<double> figures)
    {
        figures.Fill(double.NaN);
        foreach (var model in _models)
        {
            var overall = resample.CrossProducts(_set, _plan.OverallOf(model), _outcome);
            if (DependentCorrelations.WithOutcome(overall, 0, 1) is { IsDefined: true } r) figures[CorrelationOf(model)] = r.Value;
            var regression = new Regression(resample.CrossProducts(_set, [.. _plan.DimensionsOf(model), _outcome]));
            if (!regression.RSquared.IsDefined) continue;
            figures[RSquaredOf(model)] = regression.RSquared.Value;
            for (var dimension = 0; dimension < FiguresOfModel - 2; dimension++) figures[ShareOf(model, dimension)] = regression.Lmg(dimension).Value;
        }
    }

    private IEnumerable<(int, int)> Products(int model)
    {
        var dimensions = _plan.DimensionsOf(model);
        for (var left = 0; left < dimensions.Length; left++)
            for (var right = left; right < dimensions.Length; right++) yield return (dimensions[left], dimensions[right]);
        foreach (var dimension in dimensions) yield return (dimension, _outcome);
        yield return (_plan.OverallOf(model), _plan.OverallOf(model));
        yield return (_plan.OverallOf(model), _outcome);
        yield return (_outcome, _outcome);
    }
}
