using Survey.Scoring.Statistics.Blocks;
using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Statistics.CarelessResponding;

/// <summary>
/// Mahalanobis' distance of a respondent's answers from the mean of all, D² = (x − x̄)ᵀ S⁻¹ (x − x̄), S with divisor n − 1
/// (Mahalanobis 1936; as an index of carelessness Meade &amp; Craig 2012). Under normality χ² with as many degrees of freedom as S has rank.
/// </summary>
/// <remarks>
/// An item that is constant or a combination of items before it adds nothing and is left out, which gives the same D² as the
/// Moore-Penrose inverse would: the data have no extent in that direction.
/// </remarks>
internal sealed class MahalanobisDistance
{
    // Below this share of its own variance that the items before leave unexplained, an item counts as a combination of them.
    private const double Tolerance = 1e-10;

    private readonly int[] _kept = [];
    private readonly double[] _means = [];
    private readonly BlockMatrix? _inverse;

    /// <summary>The distances from the mean of what the moments were taken of.</summary>
    /// <param name="items">The moments of all answers on the respondents who gave every one.</param>
    /// <param name="offset">What is added to an answer of <see cref="Squared"/> for the scale of the means.</param>
    public MahalanobisDistance(CrossProducts items, double offset)
    {
        (Respondents, Variables) = (items.Count, items.Variables);
        if (items.Count <= items.Variables)
        {
            Reason = items.Count == 0 ? UndefinedReason.NoAnswers : UndefinedReason.TooFewRespondents;
            return;
        }

        var kept = new List<int>();
        var lower = new List<double[]>();
        for (var item = 0; item < items.Variables; item++)
        {
            var row = new double[kept.Count + 1];
            var pivot = items.Deviations[item, item] / (items.Count - 1);
            var variance = pivot;
            for (var k = 0; k < kept.Count; k++)
            {
                var sum = items.Deviations[item, kept[k]] / (items.Count - 1);
                for (var j = 0; j < k; j++) sum -= row[j] * lower[k][j];
                row[k] = sum / lower[k][k];
                pivot -= row[k] * row[k];
            }

            if (!(pivot > Tolerance * variance)) continue;
            row[^1] = Math.Sqrt(pivot);
            kept.Add(item);
            lower.Add(row);
        }

        _kept = [.. kept];
        _inverse = Inverse(lower);
        _means = [.. kept.Select(item => items.Means[item] - offset)];
        if (Df == 0) Reason = UndefinedReason.NoVariance;
    }

    /// <summary>Why there are no distances; null when there are.</summary>
    public UndefinedReason? Reason { get; }

    /// <summary>The respondents that the mean and the covariances rest on, n; more than there are variables.</summary>
    public long Respondents { get; }

    /// <summary>The number of answers of a respondent, p.</summary>
    public int Variables { get; }

    /// <summary>The rank of the covariances: the degrees of freedom of χ².</summary>
    public int Df => _kept.Length;

    /// <summary>The D² that a share <paramref name="p"/> of normal respondents exceeds; undefined where there are no distances.</summary>
    public Estimate Critical(double p) => Reason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(ChiSquare.Quantile(1 - p, Df));

    /// <summary>The numbers that <see cref="Squared"/> works in.</summary>
    public int WorkSize => BlockMatrix.BlockOf(Df);

    /// <summary>D² of several respondents at once, who have every answer; the distances must exist.</summary>
    /// <param name="answers">Answer by answer those of a block of respondents (<see cref="BlockMatrix.Respondents"/>), side by side.</param>
    /// <param name="stride">From one answer to the next.</param>
    /// <param name="work">As many numbers as <see cref="WorkSize"/> says, zero at first.</param>
    /// <param name="squared">Receives D², one per respondent.</param>
    public void Squared(ReadOnlySpan<short> answers, int stride, double[] work, Span<double> squared)
    {
        for (var j = 0; j < _kept.Length; j++) BlockMatrix.Fill(work, j, answers[(_kept[j] * stride)..], BlockMatrix.Respondents, -_means[j], 1);
        _inverse!.SumSquares(work, squared);
    }

    // The inverse of the Cholesky factor, row by row.
    private static BlockMatrix Inverse(List<double[]> lower)
    {
        var size = lower.Count;
        var inverse = new double[size, size];
        for (var column = 0; column < size; column++)
        {
            inverse[column, column] = 1 / lower[column][column];
            for (var row = column + 1; row < size; row++)
            {
                var sum = 0.0;
                for (var k = column; k < row; k++) sum += lower[row][k] * inverse[k, column];
                inverse[row, column] = -sum / lower[row][row];
            }
        }

        return new BlockMatrix(size, (row, column) => inverse[row, column], isLower: true);
    }
}
