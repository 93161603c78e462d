using System.Runtime.InteropServices;
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
        (_completeCount, _otherCount) = (0, 0);
        if (width >= Vector256<byte>.Count) SortLong(answers);
        else for (var row = 0; row < answers.Length / width; row++) Add(row, !answers.Slice(row * width, width).ContainsAnyExceptInRange((byte)1, AnswerCode.LastPosition));
    }

    // The last vector of a row repeats what the one before it has.
    private void SortLong(ReadOnlySpan<byte> answers)
    {
        var last = Vector256.Create((byte)(AnswerCode.LastPosition - 1));
        var end = width - Vector256<byte>.Count;
        for (var row = 0; row < answers.Length / width; row++)
        {
            ref var codes = ref MemoryMarshal.GetReference(answers.Slice(row * width, width));
            // Not seen is 0: less 1 it is beyond the last position, as what is no answer is anyway.
            var largest = Vector256.LoadUnsafe(ref codes, (nuint)end) - Vector256<byte>.One;
            for (var at = 0; at < end; at += Vector256<byte>.Count) largest = Vector256.Max(largest, Vector256.LoadUnsafe(ref codes, (nuint)at) - Vector256<byte>.One);
            Add(row, !Vector256.GreaterThanAny(largest, last));
        }
    }

    // Without a branch, which nobody could foresee.
    private void Add(int row, bool isComplete)
    {
        var one = isComplete ? 1 : 0;
        _complete[_completeCount] = row;
        _others[_otherCount] = row;
        _completeCount += one;
        _otherCount += 1 - one;
    }
}
