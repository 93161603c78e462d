using System.Numerics;
using System.Runtime.InteropServices;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Statistics.CarelessResponding;

/// <summary>Longstring (Johnson 2005, J. Research in Personality 39:103-129): the longest run of identical consecutive answers.</summary>
internal static class Longstring
{
    /// <summary>The length of the longest run of each respondent; 0 without an answer. A missing answer ends a run, as NA does in R's <c>rle</c>.</summary>
    /// <param name="codes">
    /// Answer codes, raw: before reversed items are recoded. Item by item in the order of presentation, in each the respondents side by side.
    /// </param>
    /// <param name="stride">From one item to the next.</param>
    /// <param name="items">The number of items.</param>
    /// <param name="longest">Receives the lengths; its length is the number of respondents, made up to whole vectors.</param>
    public static void Of(ReadOnlySpan<byte> codes, int stride, int items, Span<short> longest)
    {
        ref var first = ref MemoryMarshal.GetReference(codes);
        ref var target = ref MemoryMarshal.GetReference(longest);
        for (var place = 0; place < longest.Length; place += Vector<byte>.Count)
        {
            Vector<short> lowRun = default, highRun = default, low = default, high = default;
            var previous = Vector<byte>.Zero;
            for (var item = 0; item < items; item++)
            {
                var own = Vector.LoadUnsafe(ref first, (nuint)(item * stride + place));
                var areAnswers = AnswerCode.AreAnswers(own);
                Vector.Widen(Vector.AsVectorSByte(areAnswers), out var lowAnswers, out var highAnswers);
                Vector.Widen(Vector.AsVectorSByte(areAnswers & Vector.Equals(own, previous)), out var lowSame, out var highSame);
                lowRun = (lowRun & lowSame) - lowAnswers;
                highRun = (highRun & highSame) - highAnswers;
                low = Vector.Max(low, lowRun);
                high = Vector.Max(high, highRun);
                previous = own;
            }

            low.StoreUnsafe(ref target, (nuint)place);
            high.StoreUnsafe(ref target, (nuint)(place + Vector<short>.Count));
        }
    }
}
