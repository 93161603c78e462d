using System.Collections.Immutable;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Reports;

/// <summary>What a report is about, beside the figures: whose survey, when, what was chosen.</summary>
internal sealed record ReportSubject
{
    public required string Organisation { get; init; }

    /// <summary>The survey's title.</summary>
    public required string Title { get; init; }

    /// <summary>The period in the words of whoever asked for the report; null: from the first to the last response.</summary>
    public string? Period { get; init; }

    public DateTimeOffset? FirstResponse { get; init; }

    public DateTimeOffset? LastResponse { get; init; }

    /// <summary>When the figures were computed.</summary>
    public required DateTimeOffset ComputedAt { get; init; }

    public required LocalTime Time { get; init; }

    /// <summary>The model that the overall score and the scores are shown in; null: the questionnaire's first.</summary>
    public string? Model { get; init; }

    /// <summary>The outcome that sentences speak of; null: the questionnaire's first.</summary>
    public string? Outcome { get; init; }

    /// <summary>How many began and finished; null where only finished responses are known (a file).</summary>
    public ReportCounts? Counts { get; init; }

    /// <summary>Whether unfinished responses are among the data.</summary>
    public bool IncludesPartial { get; init; }

    /// <summary>The filter in words, in the report's language; null when there is none.</summary>
    public string? Filter { get; init; }

    /// <summary>The published versions whose responses were pooled; empty where versions are not known (a file).</summary>
    public ImmutableArray<int> Versions { get; init; } = [];

    /// <summary>How the answers were collected, in sentences: what kept people from answering twice. Empty where that is not known (a file).</summary>
    public ImmutableArray<string> Collection { get; init; } = [];

    /// <summary>The smallest group that is shown; null when all are.</summary>
    public int? MinimumGroup { get; init; }
}

/// <summary>Responses of the survey without tests, before any filter.</summary>
internal sealed record ReportCounts(long Started, long Completed);
