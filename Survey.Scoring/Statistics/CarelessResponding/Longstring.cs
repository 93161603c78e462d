using Survey.Scoring.Responses;

namespace Survey.Scoring.Statistics.CarelessResponding;

/// <summary>Longstring (Johnson 2005, J. Research in Personality 39:103-129): the longest run of identical consecutive answers.</summary>
internal static class Longstring
{
    /// <summary>The length of the longest run; 0 without an answer. A missing answer ends a run, as NA does in R's <c>rle</c>.</summary>
    /// <param name="answers">Answer codes in the order of presentation, raw: before reversed items are recoded.</param>
    public static int Of(ReadOnlySpan<byte> answers)
    {
        int longest = 0, run = 0;
        byte previous = AnswerCode.NotSeen;
        foreach (var answer in answers)
        {
            run = !AnswerCode.IsAnswer(answer) ? 0 : answer == previous ? run + 1 : 1;
            previous = answer;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
