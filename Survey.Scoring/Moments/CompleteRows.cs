using System.Runtime.Intrinsics;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>Tells rows that have every answer from the others: they need no masks, and count in one block instead of many. One per thread.</summary>
/// <param name="width">The length of an answer vector.</param>
/// <param name="capacity">The most rows.</param>
internal sealed class CompleteRows(int width, int capacity)
{
    private readonly int[] _complete = new int[capacity + 1];
    private readonly int[] _others = new int[capacity + 1];
    private int _completeCount;
    private int _otherCount;

    /// <summary>The most rows.</summary>
    public int Capacity => capacity;

    /// <summary>The places of the rows that have every answer.</summary>
    public ReadOnlySpan<int> Complete => _complete.AsSpan(0, _completeCount);

    /// <summary>The places of the others.</summary>
    public ReadOnlySpan<int> Others => _others.AsSpan(0, _otherCount);

    /// <summary>Sorts rows.</summary>
    /// <param name="answers">Answer vectors, one after the other; no more than the capacity.</param>
    public void Sort(ReadOnlySpan<byte> answers)
    {
        var count = answers.Length / width;
        (_completeCount, _otherCount) = (0, 0);
        for (var row = 0; row < count; row++)
        {
            // Without a branch, which nobody could foresee.
            var isComplete = HasAll(answers.Slice(row * width, width)) ? 1 : 0;
            _complete[_completeCount] = row;
            _others[_otherCount] = row;
            _completeCount += isComplete;
            _otherCount += 1 - isComplete;
        }
    }

    // Not seen is 0, so that below 1 wraps round beyond the last position.
    private static bool HasAll(ReadOnlySpan<byte> answers)
    {
        var last = Vector128.Create((byte)(AnswerCode.LastPosition - 1));
        if (answers.Length < Vector128<byte>.Count) return !answers.ContainsAnyExceptInRange((byte)1, AnswerCode.LastPosition);
        var lacks = Vector128<byte>.Zero;
        for (var at = 0; at < answers.Length; at += Vector128<byte>.Count)
        {
            var codes = Vector128.Create(answers[Math.Min(at, answers.Length - Vector128<byte>.Count)..]);
            lacks |= Vector128.GreaterThan(codes - Vector128<byte>.One, last);
        }

        return lacks == Vector128<byte>.Zero;
    }
}
