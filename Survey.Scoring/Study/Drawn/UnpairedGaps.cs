using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Moments.Pairs;

namespace Survey.Scoring.Study.Drawn;

/// <summary>
/// Where a battery of the gap model is asked of a part of the respondents: the mean of all who rated the one battery minus the mean of all who rated the
/// other. Its standard error holds the covariance of those who rated both. It rests on more answers than the paired gap and says less: nobody's
/// difference is in it, and its effect size does not exist.
/// </summary>
internal static class UnpairedGaps
{
    /// <summary>Whether there are such gaps.</summary>
    public static bool Exist(StudyPlan plan) => plan.ItemPairs is not null && plan.GapModel?.Difference is { } difference
        && plan.Questionnaire.Batteries.Any(battery => battery.Share is not null && (battery.Id == difference.Minuend || battery.Id == difference.Subtrahend))
        && plan.BatteryOf(difference.Subtrahend) >= 0;

    /// <summary>The result with them, by item and dimension.</summary>
    public static (ImmutableArray<ItemResult> Items, ImmutableArray<DimensionResult> Dimensions) Add(
        StudyMoments moments, ImmutableArray<ItemResult> items, ImmutableArray<DimensionResult> dimensions)
    {
        if (!Exist(moments.Plan)) return (items, dimensions);
        var plan = moments.Plan;
        return (
            [.. items.Select((item, place) => item with { Unpaired = Of(moments, place, 1) })],
            [.. dimensions.Select((dimension, place) => dimension with { Unpaired = Of(moments, plan.Dimensions[place].Start, plan.Dimensions[place].Length) })]);
    }

    private static UnpairedGap Of(StudyMoments moments, int first, int length)
    {
        var (plan, variables) = (moments.Plan, moments.Plan.ItemPairs!);
        var (minuend, subtrahend) = (plan.GapMinuend, plan.BatteryOf(plan.GapModel!.Difference!.Subtrahend));
        int[] left = [.. Enumerable.Range(first, length).Select(item => variables.Item(minuend, item))];
        int[] right = [.. Enumerable.Range(first, length).Select(item => variables.Item(subtrahend, item))];
        var pairs = Pairwise.Of(moments);
        var gap = pairs.Sum([.. left, .. right], [.. left.Select(_ => 1.0 / length), .. right.Select(_ => -1.0 / length)]);
        return new UnpairedGap(Fewest(left), Fewest(right), gap.Mean, gap.StandardError, gap.Low, gap.High, gap.T, gap.Df, gap.P);

        long Fewest(int[] items) => items.Min(item => pairs.Count(item, item));
    }
}
