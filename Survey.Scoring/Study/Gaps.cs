using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study.Drawn;

namespace Survey.Scoring.Study;

/// <summary>Items and dimensions: what each battery says, and the gap model's gaps.</summary>
internal static class Gaps
{
    /// <summary>Every item; p adjusted over the items.</summary>
    public static ImmutableArray<ItemResult> OfItems(StudyMoments moments)
    {
        var plan = moments.Plan;
        Listwise[] pairs = [.. plan.GapItems.Select(block => new Listwise(moments, block))];
        var gaps = Test(plan, [.. pairs.Select((pair, item) => Pair(pair, plan.ModelItem(plan.GapBase, item), plan.BatteryItem(plan.GapMinuend, item)))]);
        return
        [
            .. plan.Questionnaire.Dimensions.SelectMany(dimension => dimension.Items.Select(item => (dimension, item))).Select((entry, item) => new ItemResult(
                entry.item.Id, entry.dimension.Id, Batteries(moments, battery => plan.BatteryItems[battery][item]), gaps.Length > 0 ? gaps[item] : null)),
        ];
    }

    /// <summary>Every dimension, from the respondents' half-rule means; p adjusted over the dimensions.</summary>
    public static ImmutableArray<DimensionResult> OfDimensions(StudyMoments moments)
    {
        var plan = moments.Plan;
        if (plan.DrawsItems) return DrawnDimensions.Of(moments);
        Listwise[] pairs = [.. plan.GapDimensions.Select(block => new Listwise(moments, block))];
        var gaps = Test(plan, [.. pairs.Select((pair, dimension) => Pair(pair, plan.BaseDimensions[plan.GapBase][dimension], plan.PairedMinuend[dimension]))]);
        return
        [
            .. plan.Questionnaire.Dimensions.Select((dimension, place) => new DimensionResult(
                dimension.Id, Batteries(moments, battery => plan.BatteryDimensionScores[battery][place]), gaps.Length > 0 ? gaps[place] : null,
                plan.ImportanceScores.Length > 0 ? SummaryOf(new Listwise(moments, plan.ImportanceScores[place]).Sample()) : null)),
        ];
    }

    /// <summary>Number, mean and standard deviation.</summary>
    public static Summary SummaryOf(Sample sample)
    {
        var test = new MeanTest(sample);
        return new Summary(sample.Count, test.Mean, test.Sd);
    }

    private static ImmutableArray<KeyValuePair<string, Summary>> Batteries(StudyMoments moments, Func<int, BlockPlan> block) =>
    [
        .. moments.Questionnaire.Batteries.Select((battery, place) =>
            KeyValuePair.Create(battery.Id, SummaryOf(new Listwise(moments, block(place)).Sample()))),
    ];

    private static (Sample Gap, double Minuend) Pair(Listwise pairs, int gap, int minuend) => (pairs.Sample(gap), pairs.Mean(minuend));

    private static GapResult[] Test(StudyPlan plan, (Sample Gap, double Minuend)[] pairs)
    {
        MeanTest[] tests = [.. pairs.Select(pair => new MeanTest(pair.Gap))];
        var adjusted = Holm.Adjust([.. tests.Select(test => test.P)]);
        return
        [
            .. tests.Select((test, place) => new GapResult(test.Sample.Count, test.Mean, test.Sd, test.Low, test.High, test.T, test.Df, test.P, test.EffectSize, adjusted[place],
            [
                new BatteryMean(plan.GapModel!.Difference!.Minuend, Mean(test.Sample, pairs[place].Minuend)),
                new BatteryMean(plan.GapModel!.Difference!.Subtrahend, Mean(test.Sample, pairs[place].Minuend - test.Sample.Mean)),
            ])),
        ];
    }

    private static Estimate Mean(Sample pairs, double mean) => pairs.MeanReason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(mean);
}
