using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>
/// The items on the map of importance and performance. Derived importance of an item is its dimension's share of R² times the item's share in its
/// dimension, both by Johnson's relative weights (2000): the weights of two levels multiply, as those of indicators do in an importance-performance
/// map (Ringle &amp; Sarstedt 2016, Industrial Management &amp; Data Systems 116:1865-1886). Stated importance is that of the dimension.
/// </summary>
internal static class ItemPriorities
{
    /// <summary>A map with its items.</summary>
    /// <param name="map">The map of the dimensions.</param>
    /// <param name="moments">The moments of the responses.</param>
    /// <param name="items">Means and deviations of a dimension's items and the map's outcome; null for stated importance, and where they are not known.</param>
    public static PriorityMap Add(PriorityMap map, StudyMoments moments, Func<int, CrossProducts>? items)
    {
        if (map.Outcome is not null && items is null) return map with { ItemsReason = UndefinedReason.NeedsResponses };
        var plan = moments.Plan;
        var battery = Priorities.PerformanceBattery(plan);
        var dimensionOf = Structure.FactorOfItem(plan);
        var within = items is null ? null : plan.Dimensions.SelectMany((_, dimension) => Within(items(dimension))).ToArray();
        Estimate[] importance = [.. dimensionOf.Select((dimension, item) => Importance(map.Dimensions[dimension].Importance, within?[item]))];
        Estimate[] performance = [.. dimensionOf.Select((_, item) => battery < 0 ? Estimate.Undefined(UndefinedReason.NoAnswers) : new MeanTest(new Listwise(moments, plan.BatteryItems[battery][item]).Sample()).Mean)];
        var placed = PlacedAttributes.Of(importance, performance, LineOf(plan, map.Outcome is null), Priorities.MiddleOf(plan));
        return map with
        {
            ItemCrosshairs = placed.Crosshairs,
            Items =
            [
                .. plan.Questionnaire.Items.Select((item, place) => new PriorityItem(
                    item.Id, plan.Questionnaire.Dimensions[dimensionOf[place]].Id, importance[place], within?[place] ?? Estimate.Undefined(UndefinedReason.NotComputed),
                    performance[place], placed.Priorities[place], placed.Placements[place])),
            ],
        };
    }

    /// <summary>Where the line of importance stands: stated importance is that of the dimensions, whose equal share divides it; derived importance has a mean of its own.</summary>
    public static double? LineOf(StudyPlan plan, bool isStated) => isStated ? 100.0 / plan.Dimensions.Length : null;

    /// <summary>The shares in percent that a dimension's items have in what they explain together of an outcome, the last variable.</summary>
    public static Estimate[] Within(CrossProducts items)
    {
        if (items.Variables == 2) return [Estimate.Of(100)];
        var regression = new Regression(items);
        return [.. Enumerable.Range(0, items.Variables - 1).Select(item => Priorities.ShareOf(regression.RelativeWeight(item), regression.RSquared))];
    }

    /// <summary>The importance of an item, in percent.</summary>
    public static Estimate Importance(Estimate dimension, Estimate? within) =>
        within is not { } share ? dimension
        : (dimension.Reason ?? share.Reason) is { } reason ? Estimate.Undefined(reason)
        : Estimate.Of(dimension.Value * share.Value / 100);
}
