using System.Collections.Immutable;

namespace Survey.Scoring.Instrument;

/// <summary>An integer rating scale with labels.</summary>
/// <param name="From">The lowest point.</param>
/// <param name="To">The highest point, above <paramref name="From"/>; at most 253 points.</param>
/// <param name="Labels">Labels by point; a point without one shows its number.</param>
public sealed record RatingScale(int From, int To, ImmutableSortedDictionary<int, LocalizedText> Labels)
{
    /// <summary>The number of points.</summary>
    public int Points => To - From + 1;

    /// <summary>The middle of the scale, (from + to) / 2.</summary>
    public double Midpoint => (From + To) / 2.0;

    /// <summary>Whether an answer lies on the scale.</summary>
    public bool Contains(int answer) => answer >= From && answer <= To;

    /// <summary>Equal content.</summary>
    public bool Equals(RatingScale? other) => other is not null && From == other.From && To == other.To && Labels.SequenceEqual(other.Labels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(From, To, Labels.Count);
}
