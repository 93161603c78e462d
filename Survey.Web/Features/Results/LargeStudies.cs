using Survey.Web.Platform;

namespace Survey.Web.Features.Results;

/// <summary>Which results of a survey: everything that decides them but the responses themselves.</summary>
internal sealed record LargeStudyKey(string SurveyId, string Versions, bool IncludePartial, string Filter, int MinimumGroup, bool IsComplete);

/// <summary>Results that need very many responses read, shown with the time of their computation.</summary>
internal sealed class LargeStudies(TimeProvider time) : BackgroundComputations<LargeStudyKey, ComputedResults>(time);
