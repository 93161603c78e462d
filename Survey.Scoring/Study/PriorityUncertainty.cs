using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Bootstrap;
using Survey.Scoring.Study.Resampling;

namespace Survey.Scoring.Study;

/// <summary>How sure derived importance and the quadrants are: intervals, and the share of resamples in each quadrant.</summary>
internal static class PriorityUncertainty
{
    /// <summary>The priorities with what the resamples say of them; unchanged where perceptions are not asked.</summary>
    public static PrioritiesResult Add(PrioritiesResult priorities, StudyMoments moments, StudyBootstrap bootstrap)
    {
        var plan = moments.Plan;
        if (Priorities.PerformanceBattery(plan) < 0 || priorities.Maps.Length == 0) return priorities;
        var model = Priorities.ModelOf(plan);
        ImmutableArray<PriorityStatistic> statistics =
        [
            .. priorities.Maps.Select(map => new PriorityStatistic(plan, model,
                map.Outcome is { } id ? Priorities.OutcomeOf(plan, id) : null)),
        ];
        var performance = ItemPriorityStatistic.PerformanceOf(plan);
        ImmutableArray<ItemPriorityStatistic> items =
        [
            .. priorities.Maps.Select((map, place) => new ItemPriorityStatistic(
                plan, model, map.Outcome is { } id ? Priorities.OutcomeOf(plan, id) : null, statistics[place], performance)),
        ];
        var drawn = bootstrap.Run([.. statistics, .. items]);
        var outcomes = priorities.Maps.Index().Where(map => map.Item.Outcome is not null).ToDictionary(map => map.Item.Outcome!, map => map.Index);
        return priorities with
        {
            Derived = [.. priorities.Derived.Select(derived => WithLimits(derived, statistics[outcomes[derived.Outcome]], drawn[outcomes[derived.Outcome]]))],
            Maps = [.. priorities.Maps.Select((map, place) => WithItems(WithShares(map, statistics[place], drawn[place]), items[place], drawn[statistics.Length + place]))],
        };
    }

    private static DerivedImportance WithLimits(DerivedImportance derived, PriorityStatistic statistic, ImmutableArray<Draws> drawn) => derived with
    {
        Dimensions =
        [
            .. derived.Dimensions.Select((share, dimension) => share with
            {
                WeightLimits = Limits(drawn[PriorityStatistic.ImportanceOf(dimension)], share.Weight),
                LmgLimits = statistic.HasLmg ? Limits(drawn[statistic.LmgOf(dimension)], share.Lmg) : null,
            }),
        ],
    };

    private static ResampledLimits Limits(Draws draws, Estimate value)
    {
        var figure = draws.Around(value);
        return new ResampledLimits(figure.CiLow, figure.CiHigh);
    }

    private static PriorityMap WithShares(PriorityMap map, PriorityStatistic statistic, ImmutableArray<Draws> drawn) => map with
    {
        Dimensions =
        [
            .. map.Dimensions.Select((dimension, place) => dimension with
            {
                FirstShare = Share(drawn[statistic.First], place, dimension.Priority.Reason),
                ConcentrateShare = Share(drawn[statistic.ConcentrateOf(place)], 1, dimension.Priority.Reason),
                Placements = WithShares(dimension.Placements, crosshair => drawn[statistic.QuadrantOf(crosshair, place)]),
            }),
        ],
    };

    private static PriorityMap WithItems(PriorityMap map, ItemPriorityStatistic statistic, ImmutableArray<Draws> drawn) => map with
    {
        Items =
        [
            .. map.Items.Select((item, place) => item with
            {
                ImportanceLimits = Limits(drawn[ItemPriorityStatistic.ImportanceOf(place)], item.Importance),
                ConcentrateShare = Share(drawn[statistic.ConcentrateOf(place)], 1, item.Placements.Select(placement => placement.Reason).FirstOrDefault(reason => reason is not null)),
                Placements = WithShares(item.Placements, crosshair => drawn[statistic.QuadrantOf(crosshair, place)]),
            }),
        ],
    };

    private static ImmutableArray<PriorityPlacement> WithShares(ImmutableArray<PriorityPlacement> placements, Func<int, Draws> quadrantsOf) =>
    [
        .. placements.Select((placement, crosshair) => placement with
        {
            Shares = [.. Enum.GetValues<PriorityQuadrant>().Select(quadrant => Share(quadrantsOf(crosshair), (int)quadrant, placement.Reason))],
        }),
    ];

    // The share of the resamples with a value among those in which there is one.
    private static Estimate Share(Draws draws, int value, UndefinedReason? missing)
    {
        var failed = draws.Failed;
        return (missing ?? draws.Missing(failed)) is { } reason
            ? Estimate.Undefined(reason)
            : Estimate.Of(draws.Values.Count(drawn => drawn == value) / (double)(draws.Values.Length - failed));
    }
}
