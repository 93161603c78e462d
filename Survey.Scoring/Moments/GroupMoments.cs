using Survey.Scoring.Moments.Pairs;

namespace Survey.Scoring.Moments;

/// <summary>The moments of one attribute value: its responses, and per dimension the number, sum and sum of squares of the scores.</summary>
internal sealed class GroupMoments(int dimensions)
{
    /// <summary>The moments of no responses to a plan.</summary>
    public static GroupMoments Of(StudyPlan plan) => new(plan.Segments.Length) { Pairs = plan.DrawsItems ? PairMoments.OfGroup(plan) : null };

    /// <summary>The pairs of items, where items are drawn: then there are no scores.</summary>
    public PairMoments? Pairs { get; private init; }

    /// <summary>All responses with the value.</summary>
    public long Responses { get; set; }

    /// <summary>The scores of each dimension that are there.</summary>
    public long[] Counts { get; } = new long[dimensions];

    /// <summary>Their sum.</summary>
    public Int128[] Sums { get; } = new Int128[dimensions];

    /// <summary>The sum of their squares.</summary>
    public Int128[] Squares { get; } = new Int128[dimensions];

    /// <summary>Whether nothing is left; no responses alone may still owe scores, where some were subtracted before they are added.</summary>
    public bool IsNothing => Responses == 0 && !Counts.AsSpan().ContainsAnyExcept(0) && !Sums.AsSpan().ContainsAnyExcept(Int128.Zero) && !Squares.AsSpan().ContainsAnyExcept(Int128.Zero) && (Pairs is null || Pairs.IsZero);

    /// <summary>Counts a score.</summary>
    public void Add(int dimension, long value)
    {
        Counts[dimension]++;
        Sums[dimension] += value;
        var high = Math.BigMul(value, value, out var low);
        Squares[dimension] += new Int128((ulong)high, (ulong)low);
    }

    /// <summary>Adds other moments, or subtracts them when <paramref name="sign"/> is −1.</summary>
    public void Add(GroupMoments other, int sign)
    {
        Responses += sign * other.Responses;
        Pairs?.Add(other.Pairs!, sign);
        for (var dimension = 0; dimension < Counts.Length; dimension++)
        {
            Counts[dimension] += sign * other.Counts[dimension];
            Sums[dimension] += sign * other.Sums[dimension];
            Squares[dimension] += sign * other.Squares[dimension];
        }
    }

    /// <summary>Whether both are the same, number by number.</summary>
    public bool SameAs(GroupMoments other) =>
        Responses == other.Responses && Counts.AsSpan().SequenceEqual(other.Counts) && Sums.AsSpan().SequenceEqual(other.Sums)
        && Squares.AsSpan().SequenceEqual(other.Squares) && (Pairs is null || Pairs.SameAs(other.Pairs!));
}
