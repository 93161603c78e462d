using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>How often each answer to one question was given: exact, so counts of parts add up and can be subtracted.</summary>
/// <param name="points">The points of the question's scale.</param>
internal sealed class AnswerCounts(int points)
{
    // One pass per point is faster than one count per answer up to about here.
    private const int MostPasses = 20;

    /// <summary>The counts in the order of storing: not seen, the positions of the scale from the lowest, skipped, not applicable.</summary>
    public long[] Counts { get; } = new long[points + 3];

    /// <summary>The points of the scale.</summary>
    public int Points => points;

    /// <summary>How often the question was not shown.</summary>
    public long NotSeen => Counts[0];

    /// <summary>How often the question was shown and left empty.</summary>
    public long Skipped => Counts[points + 1];

    /// <summary>How often the question was said not to apply.</summary>
    public long NotApplicable => Counts[points + 2];

    /// <summary>The answers on the scale.</summary>
    public long Answered
    {
        get
        {
            var sum = 0L;
            foreach (var count in Positions) sum += count;
            return sum;
        }
    }

    /// <summary>The answers as given, by position from the lowest of the scale.</summary>
    public ReadOnlySpan<long> Positions => Counts.AsSpan(1, points);

    /// <summary>The answers by position from the lowest, a reversed item's recoded.</summary>
    public long[] Recoded(bool isReversed)
    {
        var positions = Positions.ToArray();
        if (isReversed) Array.Reverse(positions);
        return positions;
    }

    /// <summary>Counts an answer.</summary>
    public void Add(byte code) => Counts[code switch
    {
        AnswerCode.Skipped => points + 1,
        AnswerCode.NotApplicable => points + 2,
        _ => code,
    }]++;

    /// <summary>Counts the first answers of a column; the column is at most 4,096 long and filled up with 0 to a whole vector.</summary>
    /// <param name="codes">The column.</param>
    /// <param name="count">How many count.</param>
    /// <param name="areAnswers">Whether all of them are positions of the scale.</param>
    public void Add(ReadOnlySpan<byte> codes, int count, bool areAnswers = false)
    {
        if (points > MostPasses)
        {
            foreach (var code in codes[..count]) Add(code);
            return;
        }

        // The first is what the others leave.
        var (first, last) = areAnswers ? (1, points) : (0, Counts.Length - 1);
        var others = 0L;
        for (var place = first + 1; place <= last; place++)
        {
            var number = Count(codes, (byte)(place <= points ? place : AnswerCode.Skipped + place - points - 1));
            Counts[place] += number;
            others += number;
        }

        Counts[first] += count - others;
    }

    private static long Count(ReadOnlySpan<byte> codes, byte code)
    {
        var wanted = Vector512.Create(code);
        var found = Vector512<byte>.Zero;
        foreach (var vector in MemoryMarshal.Cast<byte, Vector512<byte>>(codes)) found -= Vector512.Equals(vector, wanted);
        var (low, high) = Vector512.Widen(found);
        return Vector512.Sum(low + high);
    }

    /// <summary>Adds other counts of the same question, or subtracts them when <paramref name="sign"/> is −1.</summary>
    public void Add(AnswerCounts other, int sign)
    {
        for (var place = 0; place < Counts.Length; place++) Counts[place] += sign * other.Counts[place];
    }

    /// <summary>Whether both are the same, number by number.</summary>
    public bool SameAs(AnswerCounts other) => Counts.AsSpan().SequenceEqual(other.Counts);

    /// <summary>The moments of the answers above the lowest of the scale, a reversed item's recoded.</summary>
    public BlockMoments Moments(bool isReversed)
    {
        var moments = new BlockMoments(1, 1);
        for (var position = 0; position < points; position++)
        {
            var value = isReversed ? points - 1 - position : position;
            moments.Count += Positions[position];
            moments.Sums[0] += (Int128)Positions[position] * value;
            moments.Products[0] += (Int128)Positions[position] * value * value;
        }

        return moments;
    }
}
