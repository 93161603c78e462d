using Survey.Scoring.Responses;

namespace Survey.Scoring.Statistics.CarelessResponding;

/// <summary>
/// Intra-individual response variability (Dunn, Heggestad, Shanock &amp; Theilgard 2018, J. Business and Psychology 33:105-121): the
/// standard deviation of one person's answers. Low with straight lines; high with answers at random (Marjanovic et al. 2015).
/// </summary>
internal static class IntraindividualVariability
{
    /// <summary>The standard deviation with divisor n − 1 over the answers that are there; null for fewer than two.</summary>
    /// <param name="answers">Answer codes, raw: before reversed items are recoded.</param>
    public static double? Of(ReadOnlySpan<byte> answers)
    {
        long count = 0, sum = 0, squares = 0;
        foreach (var answer in answers)
        {
            if (!AnswerCode.IsAnswer(answer)) continue;
            count++;
            sum += answer;
            squares += answer * answer;
        }

        return count < 2 ? null : Math.Sqrt((double)(count * squares - sum * sum) / (count * (count - 1)));
    }
}
