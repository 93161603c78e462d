using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>A survey as respondents meet it: its newest published version, or (in a preview) its draft. Whether it takes answers says <see cref="Acceptance"/>.</summary>
internal sealed record PublishedSurvey
{
    public required OrganisationId Organisation { get; init; }
    public required string SurveyId { get; init; }
    public required string Slug { get; init; }
    public required SurveyState State { get; init; }
    public DateTimeOffset? OpensAt { get; init; }
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Where the organisation's days begin and end.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The published version, from 1; <see cref="DraftVersion"/> in the preview of a draft.</summary>
    public required int VersionNumber { get; init; }

    public required Questionnaire Questionnaire { get; init; }
    public required SurveySettings Settings { get; init; }

    /// <summary>What stands at each place of an answer vector, as published with the version.</summary>
    public required ImmutableArray<AnswerColumn> Columns { get; init; }

    /// <summary>SHA-256 of the questionnaire's canonical JSON, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The number that a draft carries in place of a version: nothing can be stored for it.</summary>
    public const int DraftVersion = 0;

    public bool IsDraft => VersionNumber == DraftVersion;
}

/// <summary>What a manager decided; whether answers are taken also depends on the opening and closing dates.</summary>
internal enum SurveyState
{
    Draft,
    Open,
    Paused,
    Archived,
}

/// <summary>What a survey says and asks beside its questionnaire; frozen with the version.</summary>
internal sealed record SurveySettings
{
    /// <summary>The languages that respondents may choose, the first being offered first.</summary>
    public required ImmutableArray<string> Languages { get; init; }

    /// <summary>The text of the first page; null for the program's own.</summary>
    public LocalizedText? Welcome { get; init; }

    /// <summary>Consent or privacy text, to be agreed to before the first question; null when there is none.</summary>
    public LocalizedText? Consent { get; init; }

    /// <summary>The text of the receipt page; null for the program's own.</summary>
    public LocalizedText? ThankYou { get; init; }

    /// <summary>For how many days after submitting people may correct their answers; 0 for not at all.</summary>
    public int CorrectionDays { get; init; } = 7;

    /// <summary>What happens to a page on which ratings are missing.</summary>
    public Unanswered Unanswered { get; init; } = Unanswered.Ask;

    /// <summary>What keeps a person from answering twice.</summary>
    public DuplicateControl Duplicates { get; init; }

    /// <summary>The colour of buttons, links and what is selected, as <c>#rrggbb</c>; null for the program's own.</summary>
    public string? Accent { get; init; }

    /// <summary>Whether the survey promises anonymity: of times only the day is stored, and nothing leads from an invitation to a response.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Whether that promise holds: a survey that names people makes none.</summary>
    [JsonIgnore]
    public bool KeepsAnonymous => IsAnonymous && Duplicates != DuplicateControl.Identity;

    /// <summary>The attributes that links set (a branch with its own link and QR code), so that respondents are not asked for them.</summary>
    public ImmutableArray<string> LinkAttributes { get; init; } = [];
}
