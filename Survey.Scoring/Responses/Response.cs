using System.Collections.Immutable;

namespace Survey.Scoring.Responses;

/// <summary>One person's answers to one version of a questionnaire. The arrays follow the questionnaire's order.</summary>
public sealed record Response
{
    /// <summary>Unique within its data.</summary>
    public required string Id { get; init; }

    /// <summary>The answer vector, one <see cref="AnswerCode"/> per column of the <see cref="AnswerLayout"/>.</summary>
    public required ImmutableArray<byte> Answers { get; init; }

    /// <summary>Points per dimension (0 or more), null where not given; empty when importance is not asked.</summary>
    public ImmutableArray<double?> ImportancePoints { get; init; } = [];

    /// <summary>One <see cref="AnswerCode"/> per outcome, on that outcome's scale.</summary>
    public ImmutableArray<byte> Outcomes { get; init; } = [];

    /// <summary>One value per attribute as written, null or empty where not given.</summary>
    public ImmutableArray<string?> Attributes { get; init; } = [];

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

    /// <summary>Columns that the questionnaire does not know, by name, in file order; ignored in scoring, kept and written out again.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Further { get; init; } = [];

    /// <summary>Whether both hold the same, array by array.</summary>
    public bool Equals(Response? other) =>
        other is not null && Id == other.Id && Answers.AsSpan().SequenceEqual(other.Answers.AsSpan())
        && ImportancePoints.AsSpan().SequenceEqual(other.ImportancePoints.AsSpan())
        && Outcomes.AsSpan().SequenceEqual(other.Outcomes.AsSpan()) && Attributes.AsSpan().SequenceEqual(other.Attributes.AsSpan())
        && Comment == other.Comment && Started == other.Started && Submitted == other.Submitted && Language == other.Language
        && Status == other.Status && Channel == other.Channel && Version == other.Version
        && Further.AsSpan().SequenceEqual(other.Further.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}
