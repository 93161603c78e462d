using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>Dimension scores by attribute value, with Welch's test over the groups that are shown.</summary>
internal static class Segments
{
    /// <summary>Every attribute, its values in the order of their code points; p adjusted over the dimensions.</summary>
    public static ImmutableArray<SegmentResult> All(StudyMoments moments, int? minimumGroup) =>
        [.. moments.Questionnaire.Attributes.Select((attribute, place) => Of(moments, attribute.Id, moments.Groups[place], minimumGroup ?? 0))];

    private static SegmentResult Of(StudyMoments moments, string attribute, Dictionary<string, GroupMoments> groups, int minimum)
    {
        var plan = moments.Plan;
        KeyValuePair<string, GroupMoments>[] ordered = [.. groups.OrderBy(group => group.Key, CodePointOrder.Instance)];
        var tooSmall = SmallGroups.Hidden([.. ordered.Select(group => group.Value.Responses)], minimum);
        var samples = ordered.Select(group => plan.Segments.Select((column, dimension) => SampleOf(group.Value, dimension, plan.ScoreColumns[column])).ToArray()).ToArray();
        // A dimension that few of a group answered is as telling as a small group.
        var hidden = plan.Segments.Select((_, dimension) =>
        {
            var own = SmallGroups.Hidden([.. samples.Select((sample, group) => tooSmall[group] ? 0 : sample[dimension].Count)], minimum);
            return own.Select((isHidden, group) => isHidden || tooSmall[group]).ToArray();
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
