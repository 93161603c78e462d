using System.Collections.Immutable;

namespace Survey.Web.Storage;

/// <summary>A sheet of paper or an interview as staff have entered it. Values stand by CSV column: a point, <c>NA</c>, an option's id, a text; skipped ones are missing.</summary>
internal sealed record EnteredSheet
{
    /// <summary>Six digits for paper; a word of its own for an interview.</summary>
    public required string Sheet { get; init; }

    public required int VersionNumber { get; init; }

    /// <summary><see cref="ResponseChannel.Paper"/> or <see cref="ResponseChannel.Phone"/>.</summary>
    public required string Channel { get; init; }

    public required string ResponseId { get; init; }

    public required ImmutableSortedDictionary<string, string> Entered { get; init; }

    /// <summary>The name of who entered it; null where the account is gone.</summary>
    public string? EnteredBy { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>The same sheet typed once more; null until somebody has.</summary>
    public ImmutableSortedDictionary<string, string>? Second { get; init; }

    public string? SecondBy { get; init; }

    public DateTimeOffset? SecondAt { get; init; }

    /// <summary>When the two agreed or were settled; null before.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    public EnteredState State => Second is null ? EnteredState.Once : SettledAt is null ? EnteredState.Differs : EnteredState.Checked;

    /// <summary>The columns in which the two passes differ.</summary>
    public ImmutableSortedSet<string> Differences => Second is null ? [] :
        [.. Entered.Keys.Union(Second.Keys).Where(column => Entered.GetValueOrDefault(column, "") != Second.GetValueOrDefault(column, ""))];
}

/// <summary>How far the check of an entered sheet has come.</summary>
internal enum EnteredState
{
    /// <summary>It was typed once.</summary>
    Once,

    /// <summary>It was typed twice, and the two differ.</summary>
    Differs,

    /// <summary>Both agree, or somebody has settled it.</summary>
    Checked,
}
