using System.Collections.Immutable;
using Survey.Scoring.Study;

namespace Survey.Web.Features.Results;

/// <summary>What was computed once for one choice of responses.</summary>
/// <param name="Groups">The responses by attribute values; filled without a filter only.</param>
internal sealed record ComputedResults(
    StudyResult Study, ResponseGroups Groups, ImmutableArray<Comment> Comments, DateTimeOffset? First, DateTimeOffset? Last, DateTimeOffset ComputedAt);

/// <summary>An answer to the open question, as written.</summary>
internal sealed record Comment(string Text, DateTimeOffset? At);
