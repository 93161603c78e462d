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

    private readonly (int Start, int Length)[] _scales;
    private readonly bool[] _isReversed;
    private readonly int _points;
    private readonly double[] _odd;
    private readonly double[] _even;

    /// <summary>For items in scales. An instance works for one thread.</summary>
    /// <param name="scales">Where each scale's items stand; a scale of one item has no even one and is left out.</param>
    /// <param name="isReversed">Per item, whether it is recoded first.</param>
    /// <param name="points">The points of the rating scale.</param>
    public EvenOddConsistency(IEnumerable<(int Start, int Length)> scales, bool[] isReversed, int points)
    {
        (_scales, _isReversed, _points) = ([.. scales.Where(scale => scale.Length > 1)], isReversed, points);
        (_odd, _even) = (new double[_scales.Length], new double[_scales.Length]);
    }

    /// <summary>Whether there are enough scales for any person.</summary>
    public bool IsPossible => _scales.Length >= FewestScales;

    /// <summary>
    /// −2r/(1 + r), at most 1; null with fewer than three scales that have an odd and an even answer, or where either half does not vary
    /// (a straight line has no even-odd consistency).
    /// </summary>
    public double? Of(ReadOnlySpan<byte> answers)
    {
        var scales = 0;
        foreach (var (start, length) in _scales)
        {
            int odd = 0, odds = 0, even = 0, evens = 0;
            for (var item = start; item < start + length; item++)
            {
                if (!AnswerCode.IsAnswer(answers[item])) continue;
                var value = _isReversed[item] ? _points + 1 - answers[item] : answers[item];
                if ((item - start) % 2 == 0) (odd, odds) = (odd + value, odds + 1);
                else (even, evens) = (even + value, evens + 1);
            }

            if (odds == 0 || evens == 0) continue;
            (_odd[scales], _even[scales]) = ((double)odd / odds, (double)even / evens);
            scales++;
        }

        return scales < FewestScales || Correlation(_odd.AsSpan(0, scales), _even.AsSpan(0, scales)) is not { } r ? null
            : r <= -1.0 / 3 ? 1 : -2 * r / (1 + r);
    }

    private static double? Correlation(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double leftMean = 0, rightMean = 0, leftSquares = 0, rightSquares = 0, products = 0;
        for (var i = 0; i < left.Length; i++) (leftMean, rightMean) = (leftMean + left[i] / left.Length, rightMean + right[i] / left.Length);
        for (var i = 0; i < left.Length; i++)
        {
            double x = left[i] - leftMean, y = right[i] - rightMean;
            (leftSquares, rightSquares, products) = (leftSquares + x * x, rightSquares + y * y, products + x * y);
        }

        // Means of answers that differ do so by more than this; equal ones by rounding only.
        const double Nothing = 1e-12;
        return leftSquares < Nothing || rightSquares < Nothing ? null : Math.Clamp(products / Math.Sqrt(leftSquares * rightSquares), -1, 1);
    }
}
