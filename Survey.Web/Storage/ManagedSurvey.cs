using Survey.Scoring.Instrument;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>A survey as its manager sees it: the draft being worked on and where the survey stands.</summary>
internal sealed record ManagedSurvey
{
    public required OrganisationId Organisation { get; init; }
    public required string SurveyId { get; init; }
    public required string Slug { get; init; }
    public required LocalizedText Title { get; init; }
    public required SurveyState State { get; init; }
    public required SurveyDraft Draft { get; init; }

    /// <summary>Counts the saves; who saves says on which revision the changes were made.</summary>
    public required int DraftRevision { get; init; }

    /// <summary>The newest published version; null before the first.</summary>
    public int? PublishedVersion { get; init; }

    public DateTimeOffset? OpensAt { get; init; }
    public DateTimeOffset? ClosesAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? ArchivedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>A line of the list of surveys.</summary>
internal sealed record SurveySummary
{
    public required string SurveyId { get; init; }
    public required string Slug { get; init; }
    public required LocalizedText Title { get; init; }
    public required SurveyState State { get; init; }
    public int? PublishedVersion { get; init; }
    public DateTimeOffset? OpensAt { get; init; }
    public DateTimeOffset? ClosesAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public required ResponseCounts Responses { get; init; }
}

/// <summary>How many responses a survey has; tests are counted apart and nowhere else.</summary>
internal sealed record ResponseCounts
{
    public static ResponseCounts None { get; } = new();

    public long Complete { get; init; }
    public long Partial { get; init; }
    public long Tests { get; init; }

    /// <summary>Complete responses that a manager left out.</summary>
    public long Excluded { get; init; }
    public DateTimeOffset? LastSubmittedAt { get; init; }

    /// <summary>The share of those who began and submitted; null when nobody began.</summary>
    public double? Completion => Complete + Partial == 0 ? null : (double)Complete / (Complete + Partial);
}
