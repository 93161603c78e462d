using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Statistics.CarelessResponding;

/// <summary>
/// Intra-individual response variability (Dunn, Heggestad, Shanock &amp; Theilgard 2018, J. Business and Psychology 33:105-121): the
/// standard deviation of one person's answers. Low with straight lines; high with answers at random (Marjanovic et al. 2015).
/// </summary>
internal static class IntraindividualVariability
{
    /// <summary>The standard deviation of each respondent's answers with divisor n − 1 over those that are there; NaN for fewer than two.</summary>
    /// <param name="codes">Answer codes, raw: before reversed items are recoded. Item by item, in each the respondents side by side.</param>
    /// <param name="stride">From one item to the next.</param>
    /// <param name="items">The number of items.</param>
    /// <param name="points">The points of the scale: no answer is larger.</param>
    /// <param name="answered">Receives how many answers are there; its length is the number of respondents, made up to whole vectors.</param>
    /// <param name="deviations">Receives as many deviations.</param>
    public static void Of(ReadOnlySpan<byte> codes, int stride, int items, int points, Span<short> answered, Span<double> deviations)
    {
        ref var first = ref MemoryMarshal.GetReference(codes);
        ref var counts = ref MemoryMarshal.GetReference(answered);
        ref var target = ref MemoryMarshal.GetReference(deviations);
        // So many squares add up in 16 bits.
        var together = ushort.MaxValue / (points * points);
        for (var place = 0; place < answered.Length; place += Vector<byte>.Count)
        {
            Vector<ushort> lowCount = default, highCount = default;
            Vector<uint> sum0 = default, sum1 = default, sum2 = default, sum3 = default, squares0 = default, squares1 = default, squares2 = default, squares3 = default;
            for (var item = 0; item < items;)
            {
                Vector<ushort> lowSum = default, highSum = default, lowSquares = default, highSquares = default;
                for (var end = Math.Min(items, item + together); item < end; item++)
                {
                    var own = Vector.LoadUnsafe(ref first, (nuint)(item * stride + place));
                    var areAnswers = AnswerCode.AreAnswers(own);
                    Vector.Widen(own & areAnswers, out var low, out var high);
                    Vector.Widen(areAnswers & Vector<byte>.One, out var lowAnswers, out var highAnswers);
                    (lowCount, highCount) = (lowCount + lowAnswers, highCount + highAnswers);
                    (lowSum, highSum) = (lowSum + low, highSum + high);
                    (lowSquares, highSquares) = (lowSquares + low * low, highSquares + high * high);
                }

                AddWidened(lowSum, ref sum0, ref sum1);
                AddWidened(highSum, ref sum2, ref sum3);
                AddWidened(lowSquares, ref squares0, ref squares1);
                AddWidened(highSquares, ref squares2, ref squares3);
            }

            Vector.AsVectorInt16(lowCount).StoreUnsafe(ref counts, (nuint)place);
            Vector.AsVectorInt16(highCount).StoreUnsafe(ref counts, (nuint)(place + Vector<short>.Count));
            Vector.Widen(lowCount, out var count0, out var count1);
            Vector.Widen(highCount, out var count2, out var count3);
            Deviations(count0, sum0, squares0, ref Unsafe.Add(ref target, place));
            Deviations(count1, sum1, squares1, ref Unsafe.Add(ref target, place + Vector<uint>.Count));
            Deviations(count2, sum2, squares2, ref Unsafe.Add(ref target, place + 2 * Vector<uint>.Count));
            Deviations(count3, sum3, squares3, ref Unsafe.Add(ref target, place + 3 * Vector<uint>.Count));
        }
    }

    private static void AddWidened(Vector<ushort> values, ref Vector<uint> low, ref Vector<uint> high)
    {
        Vector.Widen(values, out var first, out var second);
        low += first;
        high += second;
    }

    private static void Deviations(Vector<uint> count, Vector<uint> sum, Vector<uint> squares, ref double target)
    {
        Vector.Widen(count, out var lowCount, out var highCount);
        Vector.Widen(sum, out var lowSum, out var highSum);
        Vector.Widen(squares, out var lowSquares, out var highSquares);
        Deviation(lowCount, lowSum, lowSquares).StoreUnsafe(ref target);
        Deviation(highCount, highSum, highSquares).StoreUnsafe(ref target, (nuint)Vector<double>.Count);
    }

    // Whole numbers until the division: 0 / 0 is NaN.
    private static Vector<double> Deviation(Vector<ulong> count, Vector<ulong> sum, Vector<ulong> squares)
    {
        var (n, total) = (Number(count), Number(sum));
        return Vector.SquareRoot((n * Number(squares) - total * total) / (n * (n - Vector<double>.One)));
    }

    private static Vector<double> Number(Vector<ulong> value) => Vector.ConvertToDouble(Vector.AsVectorInt64(value));
}
