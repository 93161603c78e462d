using System.Collections.Immutable;
using Survey.Scoring.Moments;

namespace Survey.Scoring.Study.Resampling;

/// <summary>The items of a map in every resample: per item its importance, its quadrant by each crosshair, and whether all crosshairs say "concentrate here".</summary>
internal sealed class ItemPriorityStatistic : ResampledStatistic
{
    private readonly StudyPlan _plan;
    private readonly PriorityStatistic _dimensions;
    private readonly int[] _dimensionOfItem;
    private readonly ImmutableArray<ListwiseSet> _performance;
    private readonly ImmutableArray<ListwiseSet> _within;

    /// <summary>The items of a map.</summary>
    /// <param name="plan">The plan of the questionnaire, which asks perceptions.</param>
    /// <param name="model">The place of the model that importance is derived from.</param>
    /// <param name="outcome">The place of the outcome; null for stated importance.</param>
    /// <param name="dimensions">The dimensions of the same map.</param>
    /// <param name="performance">The answers to each item, shared among maps.</param>
    public ItemPriorityStatistic(StudyPlan plan, int model, int? outcome, PriorityStatistic dimensions, ImmutableArray<ListwiseSet> performance)
    {
        (_plan, _dimensions, _performance, _dimensionOfItem) = (plan, dimensions, performance, Structure.FactorOfItem(plan));
        _within = outcome is not { } place ? [] : [.. plan.Dimensions.Select(range => ListwiseSet.OfItemsAndScore(
            [.. Enumerable.Range(range.Start, range.Length).Select(item => plan.ModelItem(plan.BaseOf(model), item))], plan.Outcomes[place]))];
    }

    /// <summary>The answers to each item.</summary>
    public static ImmutableArray<ListwiseSet> PerformanceOf(StudyPlan plan) =>
        [.. Enumerable.Range(0, plan.ItemCount).Select(item => ListwiseSet.OfItems([plan.BatteryItem(Priorities.PerformanceBattery(plan), item)]))];

    /// <inheritdoc/>
    public override ImmutableArray<ListwiseSet> Sets => [.. _performance, .. _within, .. _dimensions.ImportanceSets];

    /// <inheritdoc/>
    public override int Figures => (2 + ImportancePerformance.Crosshairs.Length) * _plan.ItemCount;

    /// <summary>The place of an item's importance in percent.</summary>
    public static int ImportanceOf(int item) => item;

    /// <summary>The place of an item's quadrant by a crosshair.</summary>
    public int QuadrantOf(int crosshair, int item) => (1 + crosshair) * _plan.ItemCount + item;

    /// <summary>The place of whether all crosshairs say "concentrate here", 1 or 0.</summary>
    public int ConcentrateOf(int item) => (1 + ImportancePerformance.Crosshairs.Length) * _plan.ItemCount + item;

    /// <inheritdoc/>
    public override void Compute(Resample resample, Span<double> figures)
    {
        figures.Fill(double.NaN);
        var items = _plan.ItemCount;
        Span<double> dimensions = stackalloc double[_plan.Dimensions.Length];
        Span<double> importance = stackalloc double[items];
        Span<double> performance = stackalloc double[items];
        if (!_dimensions.Importance(resample, dimensions, [])) return;
        for (var item = 0; item < items; item++) importance[item] = dimensions[_dimensionOfItem[item]];
        for (var dimension = 0; dimension < _within.Length; dimension++)
        {
            var shares = ItemPriorities.Within(resample.WholeOf(_within[dimension]));
            for (var item = 0; item < shares.Length; item++)
            {
                if (!shares[item].IsDefined) return;
                importance[_plan.Dimensions[dimension].Start + item] *= shares[item].Value / 100;
            }
        }

        for (var item = 0; item < items; item++)
        {
            figures[ImportanceOf(item)] = importance[item];
            performance[item] = resample.Mean(_performance[item], _performance[item].Columns[0]);
            if (!double.IsFinite(performance[item])) return;
        }

        Span<PriorityQuadrant> quadrants = stackalloc PriorityQuadrant[items];
        Span<int> concentrating = stackalloc int[items];
        for (var crosshair = 0; crosshair < ImportancePerformance.Crosshairs.Length; crosshair++)
        {
            if (ImportancePerformance.Place(crosshair, importance, performance, Priorities.MiddleOf(_plan), quadrants, ItemPriorities.LineOf(_plan, _within.IsEmpty)) is not null) return;
            for (var item = 0; item < items; item++)
            {
                figures[QuadrantOf(crosshair, item)] = (int)quadrants[item];
                if (quadrants[item] == PriorityQuadrant.ConcentrateHere) concentrating[item]++;
            }
        }

        for (var item = 0; item < items; item++) figures[ConcentrateOf(item)] = concentrating[item] == ImportancePerformance.Crosshairs.Length ? 1 : 0;
    }
}
