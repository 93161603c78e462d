using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;

namespace Survey.Web.Storage;

/// <summary>A response with what only the application knows about it.</summary>
internal sealed record StoredResponse
{
    public required Response Response { get; init; }

    public required bool IsComplete { get; init; }

    /// <summary>Whether it was given in a preview; such answers never count.</summary>
    public required bool IsTest { get; init; }

    public required int Revision { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>Which responses of a survey are meant; without a wish, the complete ones of every version that are no tests.</summary>
internal sealed record ResponseFilter
{
    public static ResponseFilter Counting { get; } = new();

    public bool IncludePartial { get; init; }

    public bool IncludeTests { get; init; }

    /// <summary>Also the complete responses that a manager left out.</summary>
    public bool IncludeExcluded { get; init; }

    /// <summary>Only this version.</summary>
    public int? Version { get; init; }

    /// <summary>Only responses with these attribute values: attribute id and value.</summary>
    public ImmutableDictionary<string, string> Attributes { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>The responses to one published version, ready for scoring.</summary>
internal sealed record VersionResponses(int Version, Questionnaire Questionnaire, ResponseTable Table);
