using Survey.Scoring.Study;
using Survey.Web.Platform;

namespace Survey.Web.Features.Results;

/// <summary>Which responses of a survey, in which state, were computed.</summary>
internal sealed record ResultsKey(string SurveyId, string Versions, bool IncludePartial, string Filter, int MinimumGroup, StudyDepth Depth, string Stamp);

/// <summary>The newest results of surveys.</summary>
internal sealed class ResultsCache() : KeptComputations<ResultsKey, ComputedResults>(100);

/// <summary>How the responses of a survey divide into groups, in one state of them.</summary>
internal sealed record GroupsKey(string SurveyId, string Versions, bool IncludePartial, long Stamp);

/// <summary>The newest counts of groups.</summary>
internal sealed class GroupsCache() : KeptComputations<GroupsKey, GroupCounts>(100);
