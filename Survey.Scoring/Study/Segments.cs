using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Moments.Pairs;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study.Drawn;

namespace Survey.Scoring.Study;

/// <summary>Dimension scores by attribute value, with Welch's test over the groups that are shown.</summary>
internal static class Segments
{
    /// <summary>Every attribute, its values in the order of their code points; p adjusted over the dimensions.</summary>
    public static ImmutableArray<SegmentResult> All(StudyMoments moments, StudyOptions options) =>
        [.. moments.Questionnaire.Attributes.Select((_, place) => Of(moments, place, options))];

    /// <summary>The groups of an attribute in the order of their code points, and which of them are withheld.</summary>
    public static (KeyValuePair<string, GroupMoments>[] Groups, bool[] IsHidden) Ordered(StudyMoments moments, int attribute, StudyOptions options)
    {
        var id = moments.Questionnaire.Attributes[attribute].Id;
        KeyValuePair<string, GroupMoments>[] ordered = [.. moments.Groups[attribute].OrderBy(group => group.Key, CodePointOrder.Instance)];
        if (options.MinimumGroup is not { } minimum) return (ordered, new bool[ordered.Length]);
        long[] sizes = [.. ordered.Select(group => group.Value.Responses)];
        bool[] already = options.Groups is { } groups ? [.. ordered.Select(group => !groups.MayShow(options.Conditions.SetItem(id, group.Key), minimum))] : [];
        return (ordered, SmallGroups.Hidden(sizes, minimum, moments.Responses - sizes.Sum(), already));
    }

    private static SegmentResult Of(StudyMoments moments, int place, StudyOptions options)
    {
        var (plan, attribute, minimum) = (moments.Plan, moments.Questionnaire.Attributes[place].Id, options.MinimumGroup ?? 0);
        var (ordered, tooSmall) = Ordered(moments, place, options);
        var scores = ordered.Select(group => plan.Segments.Select((column, dimension) => ScoreOf(plan, group.Value, dimension, column)).ToArray()).ToArray();
        // A dimension that few of a group answered is as telling as a small group, and its scores over all respondents are shown as well.
        var hidden = plan.Segments.Select((column, dimension) =>
        {
            long[] sizes = [.. scores.Select(score => score[dimension].N)];
            return SmallGroups.Hidden(sizes, minimum, AllWith(moments, dimension) - sizes.Sum(), tooSmall);
        }).ToArray();
        WelchTest[] tests = [.. plan.Segments.Select((_, dimension) => new WelchTest(scores.Where((_, group) => !hidden[dimension][group]).Select(score => score[dimension].Sample)))];
        var adjusted = Holm.Adjust([.. tests.Select(test => test.P)]);
        var dimensions = plan.Questionnaire.Dimensions;
        return new SegmentResult(
            attribute,
            [.. ordered.Select((group, place) => new SegmentGroup(group.Key, group.Value.Responses, tooSmall[place],
                [.. dimensions.Select((dimension, d) => Dimension(dimension.Id, scores[place][d], hidden[d][place]))]))],
            [.. dimensions.Select((dimension, d) => new WelchResult(dimension.Id, tests[d].F, tests[d].Df1, tests[d].Df2, tests[d].P, adjusted[d]))]);
    }

    private static long AllWith(StudyMoments moments, int dimension)
    {
        var plan = moments.Plan;
        if (plan.DrawsItems) return moments.Pairs!.OfSet(plan.ItemPairs!.Set(plan.SegmentSource, dimension));
        return new Listwise(moments, plan.ModelDimensions[plan.GapModel is null ? 0 : plan.Models.IndexOf(plan.GapModel)][dimension]).Count;
    }

    private static SegmentDimension Dimension(string id, GroupScore score, bool isHidden)
    {
        var none = Estimate.Undefined(UndefinedReason.TooFewToShow);
        if (isHidden) return new SegmentDimension(id, score.N, none, none, none, none);
        if (score.Drawn is { } drawn) return new SegmentDimension(id, score.N, drawn.Mean, drawn.Sd, drawn.Low, drawn.High);
        var test = new MeanTest(score.Sample);
        return new SegmentDimension(id, score.N, test.Mean, test.Sd, test.Low, test.High);
    }

    private static GroupScore ScoreOf(StudyPlan plan, GroupMoments group, int dimension, int column)
    {
        if (group.Pairs is { } pairs)
        {
            var drawn = DrawnScores.InGroup(plan, pairs, dimension);
            return new GroupScore(pairs.OfSet(dimension), DrawnScores.Sample(drawn), drawn);
        }

        var sample = Listwise.SampleOf(group.Counts[dimension], group.Sums[dimension], group.Squares[dimension], plan.ScoreColumns[column]);
        return new GroupScore(sample.Count, sample, null);
    }

    // The scores of a dimension in a group: how many, what a comparison of groups rests on, and the figures where items are drawn.
    private readonly record struct GroupScore(long N, Sample Sample, WeightedMeans? Drawn);
}
