using System.Collections.Immutable;
using System.Globalization;

namespace Survey.Scoring.Instrument;

/// <summary>Who is asked something: those whose answers before it fit.</summary>
/// <param name="NeedsAll">Whether every term must hold; otherwise one is enough.</param>
/// <param name="Terms">The terms, at least one.</param>
public sealed record Condition(bool NeedsAll, ImmutableArray<ConditionTerm> Terms)
{
    /// <summary>Whether it holds.</summary>
    /// <param name="answerOf">The answer in a CSV column as it is written there; null where none was given, where it was skipped, not applicable or not shown.</param>
    public bool Holds(Func<string, string?> answerOf) =>
        NeedsAll ? Terms.All(term => term.Holds(answerOf(term.Column))) : Terms.Any(term => term.Holds(answerOf(term.Column)));

    /// <summary>Equal content.</summary>
    public bool Equals(Condition? other) => other is not null && NeedsAll == other.NeedsAll && Terms.SequenceEqual(other.Terms);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(NeedsAll, Terms.Length);
}

/// <summary>
/// One term of a condition. Without values and bounds it holds where an answer was given. A question that was not answered fits no value, no
/// bound, and everything that is denied.
/// </summary>
/// <param name="Column">The CSV column of what is looked at: an attribute, an item in a battery, an outcome or a further question.</param>
public sealed record ConditionTerm(string Column)
{
    /// <summary>The values of which one must be given (of several chosen options: be among them); empty for no such wish.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>The lowest number that fits; null for none.</summary>
    public decimal? From { get; init; }

    /// <summary>The highest number that fits; null for none.</summary>
    public decimal? To { get; init; }

    /// <summary>Whether the term holds exactly where it otherwise would not.</summary>
    public bool IsDenied { get; init; }

    /// <summary>Whether an answer fits.</summary>
    public bool Holds(string? answer) => Fits(answer) != IsDenied;

    /// <summary>Equal content.</summary>
    public bool Equals(ConditionTerm? other) =>
        other is not null && Column == other.Column && Values.SequenceEqual(other.Values) && From == other.From && To == other.To && IsDenied == other.IsDenied;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Values.Length, From, To, IsDenied);

    private bool Fits(string? answer)
    {
        if (string.IsNullOrEmpty(answer)) return false;
        if (Values.Length > 0 && !Values.Contains(answer) && !answer.Split(' ').Any(chosen => Values.Contains(chosen))) return false;
        if (From is null && To is null) return true;
        return decimal.TryParse(answer, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && (From is not { } from || number >= from) && (To is not { } to || number <= to);
    }
}
