using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;

namespace Survey.Web.Storage;

/// <summary>A published version: frozen for ever, so that every response can be read as it was asked.</summary>
internal sealed record SurveyVersion
{
    public required string SurveyId { get; init; }
    public required int Number { get; init; }
    public required Questionnaire Questionnaire { get; init; }
    public required SurveySettings Settings { get; init; }

    /// <summary>What stands at each place of an answer vector of this version.</summary>
    public required ImmutableArray<AnswerColumn> Columns { get; init; }

    /// <summary>SHA-256 of the questionnaire's canonical JSON, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What its author said of each text that changed from the version before, by the text's key.</summary>
    public ImmutableSortedDictionary<string, TextEdit> Edits { get; init; } = ImmutableSortedDictionary<string, TextEdit>.Empty;

    public required DateTimeOffset PublishedAt { get; init; }
}

/// <summary>A line of the list of versions.</summary>
internal sealed record SurveyVersionSummary
{
    public required int Number { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>The display name of who published it; null when the account is gone or nobody was signed in.</summary>
    public string? PublishedBy { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }
    public long Complete { get; init; }
}
