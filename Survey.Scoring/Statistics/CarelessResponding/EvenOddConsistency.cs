using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Statistics.CarelessResponding;

/// <summary>
/// Even-odd consistency (Jackson 1976; Meade &amp; Craig 2012, Psychological Methods 17:437-455): a person's means of the odd and of the
/// even items of every scale, correlated over the scales, stepped up by Spearman-Brown and, as in the R package careless from 1.2.0 on,
/// with the sign turned: −1 consistent … 1 careless.
/// </summary>
internal sealed class EvenOddConsistency
{
    // A correlation of two points is always ±1.
    private const int FewestScales = 3;

    // Means of answers that differ do so by more than this; equal ones by rounding only.
    private const double Nothing = 1e-12;

    private readonly (int Start, int Length)[] _scales;
    private readonly bool[] _isReversed;
    private readonly byte _turned;
    private readonly Vector<double>[] _odd;
    private readonly Vector<double>[] _even;
    private readonly double[] _means;

    /// <summary>For items in scales. An instance works for one thread.</summary>
    /// <param name="scales">Where each scale's items stand; a scale of one item has no even one and is left out.</param>
    /// <param name="isReversed">Per item, whether it is recoded first.</param>
    /// <param name="points">The points of the rating scale.</param>
    public EvenOddConsistency(IEnumerable<(int Start, int Length)> scales, bool[] isReversed, int points)
    {
        (_scales, _isReversed, _turned) = ([.. scales.Where(scale => scale.Length > 1)], isReversed, (byte)(points + 1));
        (_odd, _even) = (new Vector<double>[_scales.Length], new Vector<double>[_scales.Length]);
        _means = new double[2 * _scales.Length * Vector<byte>.Count];
    }

    /// <summary>Whether there are enough scales for any person.</summary>
    public bool IsPossible => _scales.Length >= FewestScales;

    /// <summary>
    /// −2r/(1 + r) of each respondent, at most 1; NaN with fewer than three scales that have an odd and an even answer, or where either half does
    /// not vary (a straight line has no even-odd consistency).
    /// </summary>
    /// <param name="codes">Answer codes, raw. Item by item, in each the respondents side by side.</param>
    /// <param name="stride">From one item to the next.</param>
    /// <param name="consistencies">Receives them; its length is the number of respondents, made up to whole vectors.</param>
    public void Of(ReadOnlySpan<byte> codes, int stride, Span<double> consistencies)
    {
        for (var place = 0; place < consistencies.Length; place += Vector<byte>.Count)
        {
            for (var scale = 0; scale < _scales.Length; scale++)
            {
                Mean(codes[place..], stride, _scales[scale], 0, Means(2 * scale));
                Mean(codes[place..], stride, _scales[scale], 1, Means(2 * scale + 1));
            }

            for (var row = 0; row < Vector<byte>.Count; row += Vector<double>.Count) Consistency(row).CopyTo(consistencies[(place + row)..]);
        }
    }

    private Span<double> Means(int index) => _means.AsSpan(index * Vector<byte>.Count, Vector<byte>.Count);

    // The mean of every other item of a scale; NaN without an answer.
    private void Mean(ReadOnlySpan<byte> codes, int stride, (int Start, int Length) scale, int parity, Span<double> means)
    {
        ref var first = ref MemoryMarshal.GetReference(codes);
        Vector<uint> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector<ushort> lowCount = default, highCount = default;
        for (var item = scale.Start + parity; item < scale.Start + scale.Length; item += 2)
        {
            var own = Vector.LoadUnsafe(ref first, (nuint)(item * stride));
            var areAnswers = AnswerCode.AreAnswers(own);
            if (_isReversed[item]) own = new Vector<byte>(_turned) - own;
            Vector.Widen(own & areAnswers, out var low, out var high);
            Vector.Widen(low, out var values0, out var values1);
            Vector.Widen(high, out var values2, out var values3);
            (sum0, sum1, sum2, sum3) = (sum0 + values0, sum1 + values1, sum2 + values2, sum3 + values3);
            Vector.Widen(areAnswers & Vector<byte>.One, out var lowAnswers, out var highAnswers);
            (lowCount, highCount) = (lowCount + lowAnswers, highCount + highAnswers);
        }

        ref var target = ref MemoryMarshal.GetReference(means);
        Vector.Widen(lowCount, out var count0, out var count1);
        Vector.Widen(highCount, out var count2, out var count3);
        Divide(sum0, count0, ref target);
        Divide(sum1, count1, ref Unsafe.Add(ref target, Vector<uint>.Count));
        Divide(sum2, count2, ref Unsafe.Add(ref target, 2 * Vector<uint>.Count));
        Divide(sum3, count3, ref Unsafe.Add(ref target, 3 * Vector<uint>.Count));
    }

    private static void Divide(Vector<uint> sum, Vector<uint> count, ref double target)
    {
        Vector.Widen(sum, out var lowSum, out var highSum);
        Vector.Widen(count, out var lowCount, out var highCount);
        (Number(lowSum) / Number(lowCount)).StoreUnsafe(ref target);
        (Number(highSum) / Number(highCount)).StoreUnsafe(ref target, (nuint)Vector<double>.Count);
    }

    private static Vector<double> Number(Vector<ulong> value) => Vector.ConvertToDouble(Vector.AsVectorInt64(value));

    // Scales that lack a half take part with zeros.
    private Vector<double> Consistency(int row)
    {
        var scales = Vector<double>.Zero;
        for (var scale = 0; scale < _scales.Length; scale++)
        {
            var (odd, even) = (new Vector<double>(Means(2 * scale)[row..]), new Vector<double>(Means(2 * scale + 1)[row..]));
            var isThere = Vector.AsVectorDouble(Vector.Equals(odd, odd) & Vector.Equals(even, even));
            scales += isThere & Vector<double>.One;
            (_odd[scale], _even[scale]) = (odd, even);
        }

        Vector<double> oddMean = default, evenMean = default;
        for (var scale = 0; scale < _scales.Length; scale++)
        {
            var isThere = Vector.Equals(_odd[scale], _odd[scale]) & Vector.Equals(_even[scale], _even[scale]);
            oddMean += Vector.AsVectorDouble(isThere) & (_odd[scale] / scales);
            evenMean += Vector.AsVectorDouble(isThere) & (_even[scale] / scales);
        }

        Vector<double> oddSquares = default, evenSquares = default, products = default;
        for (var scale = 0; scale < _scales.Length; scale++)
        {
            var isThere = Vector.AsVectorDouble(Vector.Equals(_odd[scale], _odd[scale]) & Vector.Equals(_even[scale], _even[scale]));
            var (x, y) = (isThere & (_odd[scale] - oddMean), isThere & (_even[scale] - evenMean));
            (oddSquares, evenSquares, products) = (oddSquares + x * x, evenSquares + y * y, products + x * y);
        }

        var (one, nothing, none) = (Vector<double>.One, new Vector<double>(Nothing), new Vector<double>(double.NaN));
        var r = Vector.Max(-one, Vector.Min(one, products / Vector.SquareRoot(oddSquares * evenSquares)));
        var consistency = Vector.ConditionalSelect(Vector.LessThanOrEqual(r, new Vector<double>(-1.0 / 3)), one, new Vector<double>(-2) * r / (one + r));
        var exists = Vector.GreaterThanOrEqual(scales, new Vector<double>(FewestScales)) & Vector.GreaterThanOrEqual(oddSquares, nothing) & Vector.GreaterThanOrEqual(evenSquares, nothing);
        return Vector.ConditionalSelect(exists, consistency, none);
    }
}
