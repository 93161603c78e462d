using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Sampling;

namespace Survey.Scoring.Study.Samples;

/// <summary>Margins of error of the whole and of its segments, and the weighted figures.</summary>
internal static class Sampling
{
    /// <summary>The sample of a study whose segments, small groups hidden, are known already.</summary>
    /// <param name="moments">The moments of the responses.</param>
    /// <param name="segments">The segments as they are shown.</param>
    /// <param name="population">What is known of the population; null when nothing.</param>
    /// <param name="responses">The responses; null when only the moments are there, which is not enough for weights.</param>
    public static SampleResult Of(StudyMoments moments, ImmutableArray<SegmentResult> segments, Population? population, ResponseTable? responses)
    {
        var plan = moments.Plan;
        var leading = plan.GapModel is { } gap ? plan.Models.IndexOf(gap) : 0;
        var overall = plan.Models.Length == 0 ? new Sample(0, 0, 0) : new Listwise(moments, plan.ModelOverall[leading]).Sample(plan.OverallOf(leading));
        var people = population?.People;
        var result = new SampleResult(
            moments.Responses, people, MarginOfError.OfProportion(moments.Responses, people), MarginOfError.OfMean(new MeanTest(overall).Sd, overall.Count, people),
            [.. segments.Select(segment => new SegmentMargins(segment.Attribute, [.. segment.Groups.Select(group => Group(segment.Attribute, group, population))]))]);
        if (population is null || population.Margins.Length == 0) return result;
        return responses is null ? result with { WeightingReason = UndefinedReason.NeedsResponses } : result with { Weighting = Weighting.Of(moments, population, responses) };
    }

    private static GroupMargins Group(string attribute, SegmentGroup group, Population? population)
    {
        var people = population?.PeopleWith(attribute, group.Value);
        return new GroupMargins(
            group.Value, group.Responses, people, MarginOfError.OfProportion(group.Responses, people),
            [.. group.Dimensions.Select(dimension => new DimensionMargin(dimension.Id, MarginOfError.OfMean(dimension.Sd, dimension.N, people)))]);
    }
}
