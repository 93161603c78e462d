using System.Numerics;
using System.Runtime.InteropServices;
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
    private readonly double[][] _lower = [];

    /// <summary>The distances from the mean of what the moments were taken of.</summary>
    /// <param name="items">The moments of all answers on the respondents who gave every one.</param>
    public MahalanobisDistance(CrossProducts items)
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

        (_kept, _lower) = ([.. kept], [.. lower]);
        _means = [.. kept.Select(item => items.Means[item])];
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

    /// <summary>The numbers of doubles that <see cref="Squared"/> works in for some respondents.</summary>
    public int WorkSize(int respondents) => Df * respondents;

    /// <summary>D² of several respondents at once; the distances must exist.</summary>
    /// <param name="answers">Answer by answer, in each the respondents side by side, <paramref name="stride"/> apart.</param>
    /// <param name="stride">From one answer to the next; at least the number of respondents.</param>
    /// <param name="work">At least <see cref="WorkSize"/> numbers.</param>
    /// <param name="squared">Receives D², one per respondent; its length is their number.</param>
    public void Squared(ReadOnlySpan<short> answers, int stride, Span<double> work, Span<double> squared)
    {
        var count = squared.Length;
        squared.Clear();
        for (var j = 0; j < _kept.Length; j++)
        {
            var values = work.Slice(j * count, count);
            var column = answers.Slice(_kept[j] * stride, count);
            for (var i = 0; i < count; i++) values[i] = column[i] - _means[j];
            for (var k = 0; k < j; k++) SubtractMultiple(values, work.Slice(k * count, count), _lower[j][k]);
            var scale = 1 / _lower[j][j];
            for (var i = 0; i < count; i++)
            {
                values[i] *= scale;
                squared[i] += values[i] * values[i];
            }
        }
    }

    private static void SubtractMultiple(Span<double> values, ReadOnlySpan<double> other, double factor)
    {
        var left = MemoryMarshal.Cast<double, Vector<double>>(values);
        var right = MemoryMarshal.Cast<double, Vector<double>>(other);
        for (var i = 0; i < left.Length; i++) left[i] -= right[i] * factor;
        for (var i = left.Length * Vector<double>.Count; i < values.Length; i++) values[i] -= other[i] * factor;
    }
}
