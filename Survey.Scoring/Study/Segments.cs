using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

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
        var samples = ordered.Select(group => plan.Segments.Select((column, dimension) => SampleOf(group.Value, dimension, plan.ScoreColumns[column])).ToArray()).ToArray();
        // A dimension that few of a group answered is as telling as a small group, and its scores over all respondents are shown as well.
        var hidden = plan.Segments.Select((column, dimension) =>
        {
            long[] sizes = [.. samples.Select(sample => sample[dimension].Count)];
            return SmallGroups.Hidden(sizes, minimum, AllWith(moments, dimension) - sizes.Sum(), tooSmall);
        }).ToArray();
        WelchTest[] tests = [.. plan.Segments.Select((_, dimension) => new WelchTest(samples.Where((_, group) => !hidden[dimension][group]).Select(sample => sample[dimension])))];
        var adjusted = Holm.Adjust([.. tests.Select(test => test.P)]);
        var dimensions = plan.Questionnaire.Dimensions;
        return new SegmentResult(
            attribute,
            [.. ordered.Select((group, place) => new SegmentGroup(group.Key, group.Value.Responses, tooSmall[place],
                [.. dimensions.Select((dimension, d) => Dimension(dimension.Id, samples[place][d], hidden[d][place]))]))],
            [.. dimensions.Select((dimension, d) => new WelchResult(dimension.Id, tests[d].F, tests[d].Df1, tests[d].Df2, tests[d].P, adjusted[d]))]);
    }

    private static long AllWith(StudyMoments moments, int dimension)
    {
        var plan = moments.Plan;
        return new Listwise(moments, plan.ModelDimensions[plan.GapModel is null ? 0 : plan.Models.IndexOf(plan.GapModel)][dimension]).Count;
    }

    private static SegmentDimension Dimension(string id, Sample sample, bool isHidden)
    {
        var none = Estimate.Undefined(UndefinedReason.TooFewToShow);
        var test = new MeanTest(sample);
        return isHidden ? new SegmentDimension(id, sample.Count, none, none, none, none)
            : new SegmentDimension(id, sample.Count, test.Mean, test.Sd, test.Low, test.High);
    }

    private static Sample SampleOf(GroupMoments group, int dimension, ScoreColumn column) => Listwise.SampleOf(
        group.Counts[dimension], group.Sums[dimension], group.Squares[dimension], column);
}
