using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Moments.Pairs;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Drawn;

/// <summary>The dimensions where items are drawn: what each battery says, and the gap over the pairs of answers.</summary>
internal static class DrawnDimensions
{
    /// <summary>Every dimension; p adjusted over the dimensions.</summary>
    public static ImmutableArray<DimensionResult> Of(StudyMoments moments)
    {
        var plan = moments.Plan;
        var gaps = GapsOf(moments);
        return
        [
            .. plan.Questionnaire.Dimensions.Select((dimension, place) => new DimensionResult(
                dimension.Id,
                [.. plan.Questionnaire.Batteries.Select((battery, source) => KeyValuePair.Create(battery.Id, DrawnScores.Summary(
                    moments.Pairs!.OfSet(plan.ItemPairs!.Set(source, place)), DrawnScores.Dimension(moments, source, place))))],
                gaps.Length > 0 ? gaps[place] : null,
                plan.ImportanceScores.Length > 0 ? Gaps.SummaryOf(new Listwise(moments, plan.ImportanceScores[place]).Sample()) : null)),
        ];
    }

    private static GapResult[] GapsOf(StudyMoments moments)
    {
        var plan = moments.Plan;
        if (plan.GapModel?.Difference is not { } difference) return [];
        var source = plan.ItemPairs!.SourceOf(plan.GapBase);
        WeightedMeans[] scores = [.. plan.Dimensions.Select((_, dimension) => DrawnScores.Dimension(moments, source, dimension))];
        var adjusted = Holm.Adjust([.. scores.Select(score => score.P)]);
        return
        [
            .. scores.Select((score, dimension) =>
            {
                var minuend = Minuend(moments, source, dimension, score);
                return new GapResult(
                    moments.Pairs!.OfSet(plan.ItemPairs!.Set(source, dimension)), score.Mean, score.Sd, score.Low, score.High, score.T, score.Df, score.P, score.EffectSize, adjusted[dimension],
                    [new BatteryMean(difference.Minuend, minuend), new BatteryMean(difference.Subtrahend, minuend.IsDefined ? Estimate.Of(minuend.Value - score.Mean.Value) : minuend)]);
            }),
        ];
    }

    // The mean of the item means of the battery that is subtracted from, over the same pairs.
    private static Estimate Minuend(StudyMoments moments, int source, int dimension, WeightedMeans score)
    {
        if (!score.Mean.IsDefined) return score.Mean;
        var (plan, (start, length)) = (moments.Plan, moments.Plan.Dimensions[dimension]);
        var lowest = plan.Questionnaire.Scale.From;
        return Estimate.Of(Enumerable.Range(start, length).Average(item =>
            lowest + (double)moments.Pairs!.Minuend(item) / moments.Pairs.Count(plan.ItemPairs!.Item(source, item), plan.ItemPairs!.Item(source, item))));
    }
}
