using System.Collections.Immutable;

namespace Survey.Scoring.Responses;

/// <summary>What a response may carry beside its answers; scoring does not look at it.</summary>
public sealed record ResponseDetails
{
    /// <summary>The comment as written; null where none.</summary>
    public string? Comment { get; init; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it was submitted; null while partial.</summary>
    public DateTimeOffset? Submitted { get; init; }

    /// <summary>The language tag in which it was answered.</summary>
    public string? Language { get; init; }

    /// <summary><c>complete</c> or <c>partial</c>; null where unknown.</summary>
    public string? Status { get; init; }

    /// <summary>How it came: web, import, paper …</summary>
    public string? Channel { get; init; }

    /// <summary>The version of the questionnaire that was answered; null where unknown.</summary>
    public int? Version { get; init; }

    /// <summary>Columns that the questionnaire does not know, by name.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Further { get; init; } = [];

    /// <summary>The details of a response; null when it has none.</summary>
    internal static ResponseDetails? Of(Response response)
    {
        if (response is
            {
                Comment: null, Started: null, Submitted: null, Language: null, Status: null, Channel: null, Version: null,
                Further.IsDefaultOrEmpty: true,
            }) return null;
        return new ResponseDetails
        {
            Comment = response.Comment,
            Started = response.Started,
            Submitted = response.Submitted,
            Language = response.Language,
            Status = response.Status,
            Channel = response.Channel,
            Version = response.Version,
            Further = response.Further,
        };
    }

    /// <summary>The response with these details.</summary>
    internal Response On(Response response) => response with
    {
        Comment = Comment,
        Started = Started,
        Submitted = Submitted,
        Language = Language,
        Status = Status,
        Channel = Channel,
        Version = Version,
        Further = Further,
    };
}
