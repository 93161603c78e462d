using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Resampling;

/// <summary>
/// A map of importance and performance in every resample: per dimension its importance, its LMG share where importance is derived, its quadrant by
/// each crosshair (the number of a <see cref="PriorityQuadrant"/>) and whether all of them say "concentrate here"; then which dimension
/// has the highest priority.
/// </summary>
internal sealed class PriorityStatistic : ResampledStatistic
{
    private readonly StudyPlan _plan;
    private readonly int _model;
    private readonly int? _outcome;
    private readonly bool _hasLmg;
    private readonly ImmutableArray<ListwiseSet> _performance;
    private readonly ImmutableArray<ListwiseSet> _importance;

    /// <summary>The map of an outcome, or for null that of stated importance.</summary>
    /// <param name="plan">The plan of the questionnaire, which asks perceptions.</param>
    /// <param name="model">The place of the model that importance is derived from.</param>
    /// <param name="outcome">The place of the outcome.</param>
    public PriorityStatistic(StudyPlan plan, int model, int? outcome)
    {
        (_plan, _model, _outcome) = (plan, model, outcome);
        _hasLmg = outcome is not null && Dimensions <= SharesOfRSquared.MostPredictorsExactly;
        _performance = [.. plan.BatteryDimensions[Priorities.PerformanceBattery(plan)].Select(column => ListwiseSet.OfScores([column], []))];
        _importance = outcome is { } place
            ? [ListwiseSet.OfScores(plan.ModelOutcomes[model][place])]
            : [.. plan.Importance.Select(column => ListwiseSet.OfScores([column], []))];
    }

    /// <inheritdoc/>
    public override ImmutableArray<ListwiseSet> Sets => [.. _performance, .. _importance];

    /// <inheritdoc/>
    public override int Figures => 6 * Dimensions + 1;

    /// <summary>Whether there are LMG shares.</summary>
    public bool HasLmg => _hasLmg;

    /// <summary>The place of the number of the dimension with the highest priority.</summary>
    public int First => 6 * Dimensions;

    /// <summary>What importance rests on: one set for derived importance, one per dimension for stated importance.</summary>
    public ImmutableArray<ListwiseSet> ImportanceSets => _importance;

    private int Dimensions => _plan.Dimensions.Length;

    /// <summary>The place of a dimension's importance in percent.</summary>
    public static int ImportanceOf(int dimension) => dimension;

    /// <summary>The place of a dimension's LMG share in percent.</summary>
    public int LmgOf(int dimension) => Dimensions + dimension;

    /// <summary>The place of a dimension's quadrant by a crosshair.</summary>
    public int QuadrantOf(int crosshair, int dimension) => (2 + crosshair) * Dimensions + dimension;

    /// <summary>The place of whether all crosshairs say "concentrate here", 1 or 0.</summary>
    public int ConcentrateOf(int dimension) => 5 * Dimensions + dimension;

    /// <inheritdoc/>
    public override void Compute(Resample resample, Span<double> figures)
    {
        figures.Fill(double.NaN);
        Span<double> importance = stackalloc double[Dimensions];
        Span<double> performance = stackalloc double[Dimensions];
        if (!Importance(resample, importance, figures)) return;
        for (var dimension = 0; dimension < Dimensions; dimension++)
        {
            figures[ImportanceOf(dimension)] = importance[dimension];
            performance[dimension] = resample.Mean(_performance[dimension], _performance[dimension].Columns[0]);
            if (!double.IsFinite(performance[dimension])) return;
        }

        Span<PriorityQuadrant> quadrants = stackalloc PriorityQuadrant[Dimensions];
        Span<int> concentrating = stackalloc int[Dimensions];
        for (var crosshair = 0; crosshair < ImportancePerformance.Crosshairs.Length; crosshair++)
        {
            if (ImportancePerformance.Place(crosshair, importance, performance, Priorities.MiddleOf(_plan), quadrants) is not null) return;
            for (var dimension = 0; dimension < Dimensions; dimension++)
            {
                figures[QuadrantOf(crosshair, dimension)] = (int)quadrants[dimension];
                if (quadrants[dimension] == PriorityQuadrant.ConcentrateHere) concentrating[dimension]++;
            }
        }

        var (first, highest) = (0, double.NegativeInfinity);
        for (var dimension = 0; dimension < Dimensions; dimension++)
        {
            figures[ConcentrateOf(dimension)] = concentrating[dimension] == ImportancePerformance.Crosshairs.Length ? 1 : 0;
            var priority = ImportancePerformance.Priority(importance, performance, dimension);
            if (priority > highest) (first, highest) = (dimension, priority);
        }

        figures[First] = first;
    }

    /// <summary>The importance of the dimensions in percent; false where there is none. With derived importance also the LMG shares, where there is room for them.</summary>
    public bool Importance(Resample resample, Span<double> importance, Span<double> figures)
    {
        if (_outcome is not { } outcome)
        {
            for (var dimension = 0; dimension < Dimensions; dimension++)
            {
                importance[dimension] = resample.Mean(_importance[dimension], _importance[dimension].Columns[0]);
                if (!double.IsFinite(importance[dimension])) return false;
            }

            return true;
        }

        var regression = new Regression(resample.CrossProducts(_importance[0], [.. _plan.DimensionsOf(_model), _plan.Outcomes[outcome]]));
        for (var dimension = 0; dimension < Dimensions; dimension++)
        {
            if (Priorities.ShareOf(regression.RelativeWeight(dimension), regression.RSquared) is not { IsDefined: true } share) return false;
            importance[dimension] = share.Value;
            if (_hasLmg && !figures.IsEmpty) figures[LmgOf(dimension)] = Priorities.ShareOf(regression.Lmg(dimension), regression.RSquared).Value;
        }

        return true;
    }
}
