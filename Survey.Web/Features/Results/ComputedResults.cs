using Survey.Scoring.Study;

namespace Survey.Web.Features.Results;

/// <summary>What was computed once for one choice of responses.</summary>
/// <param name="Study">The figures.</param>
/// <param name="Comments">How many of the responses have a comment.</param>
/// <param name="ComputedAt">When.</param>
internal sealed record ComputedResults(StudyResult Study, long Comments, DateTimeOffset ComputedAt)
{
    /// <summary>How all responses divide into groups, before the filter; where the responses themselves were read.</summary>
    public GroupCounts? Groups { get; init; }
}
