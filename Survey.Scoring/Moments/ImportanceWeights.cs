using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Moments;

/// <summary>Importance points to shares, and dimension scores to weighted ones: rounded to multiples of 2⁻⁴⁰.</summary>
/// <remarks>Where a score or the shares are missing, the flags of the columns say so and the values have no meaning.</remarks>
internal sealed class ImportanceWeights
{
    // Adding 1.5 · 2⁵² rounds a number below 2⁵¹ to a whole one, half to even, and leaves it in the last bits.
    private const double Rounder = 6755399441055744;

    private readonly StudyPlan _plan;
    private readonly ColumnStore _scores;
    private readonly double[] _shares;
    private readonly double[] _inverses;
    private readonly short[] _noShares;
    private readonly double[] _values;

    /// <summary>Weights of the score columns of a questionnaire.</summary>
    public ImportanceWeights(StudyPlan plan, ColumnStore scores)
    {
        (_plan, _scores) = (plan, scores);
        _shares = new double[plan.Dimensions.Length * scores.Stride];
        (_inverses, _noShares, _values) = (new double[scores.Stride], new short[scores.Stride], new double[scores.Stride]);
        if (plan.Questionnaire.Importance is null) _noShares.AsSpan().Fill(-1);
    }

    /// <summary>Scores importance and the weighted models from the points, row by row.</summary>
    public void Score(ReadOnlySpan<double> points)
    {
        if (_plan.Questionnaire.Importance is not null) Share(points);
        for (var model = 0; model < _plan.Models.Length; model++)
        {
            if (!_plan.Models[model].IsWeighted) continue;
            var sums = _scores.Wide(_plan.WeightedOverall[model]);
            var noSums = _scores.Narrow(_plan.WeightedOverall[model]);
            sums.Clear();
            noSums.Clear();
            for (var dimension = 0; dimension < _plan.Dimensions.Length; dimension++)
                Weight(_plan.BaseDimensions[_plan.BaseOf(model)][dimension], dimension, _plan.WeightedDimensions[model][dimension], sums, noSums);
        }
    }

    // A point that is not given makes the total NaN: a respondent has all shares or none.
    private void Share(ReadOnlySpan<double> points)
    {
        var dimensions = _plan.Dimensions.Length;
        for (var dimension = 0; dimension < dimensions; dimension++)
        {
            var own = _shares.AsSpan(dimension * _scores.Stride, _scores.Count);
            for (int r = 0, place = dimension; r < own.Length && place < points.Length; r++, place += dimensions) own[r] = points[place];
        }

        var noShares = MemoryMarshal.Cast<short, Vector512<short>>(_noShares.AsSpan(0, _scores.Padded));
        for (var i = 0; i < noShares.Length; i++)
        {
            noShares[i] = Vector512.Narrow(
                Vector512.Narrow(Invert(4 * i), Invert(4 * i + 1)),
                Vector512.Narrow(Invert(4 * i + 2), Invert(4 * i + 3)));
        }

        var inverses = Vectors(_inverses, 0);
        for (var dimension = 0; dimension < dimensions; dimension++)
        {
            var shares = Vectors(_shares, dimension);
            var importance = MemoryMarshal.Cast<long, Vector512<long>>(_scores.Wide(_plan.Importance[dimension]));
            for (var i = 0; i < shares.Length; i++)
            {
                var share = shares[i] * inverses[i];
                shares[i] = share;
                importance[i] = Round(share * Vector512.Create((double)(100 * ScoreColumn.FixedPoint)));
            }

            _noShares.AsSpan(0, _scores.Padded).CopyTo(_scores.Narrow(_plan.Importance[dimension]));
        }
    }

    // The reciprocals of eight totals; −1 where there is none.
    private Vector512<long> Invert(int vector)
    {
        var total = Vectors(_shares, 0)[vector];
        for (var dimension = 1; dimension < _plan.Dimensions.Length; dimension++) total += Vectors(_shares, dimension)[vector];
        var inverse = Vector512<double>.One / total;
        Vectors(_inverses, 0)[vector] = inverse;
        return ~(Vector512.GreaterThan(inverse, Vector512<double>.Zero) & Vector512.LessThan(inverse, Vector512.Create(double.PositiveInfinity))).AsInt64();
    }

    private void Weight(int score, int dimension, int weighted, Span<long> sums, Span<short> noSums)
    {
        // The score is (value + offset · denominator) / denominator.
        var (offset, denominator, _) = _plan.ScoreColumns[score];
        var zero = Vector512.Create((double)(offset * denominator));
        var unit = Vector512.Create(_plan.ScoreColumns[weighted].Denominator / (double)denominator);
        var shares = Vectors(_shares, dimension);
        var values = Values(score);
        var to = MemoryMarshal.Cast<long, Vector512<long>>(_scores.Wide(weighted));
        var totals = MemoryMarshal.Cast<long, Vector512<long>>(sums);
        for (var i = 0; i < to.Length; i++)
        {
            var product = Round((values[i] + zero) * (shares[i] * unit));
            to[i] = product;
            totals[i] += product;
        }

        var noScore = MemoryMarshal.Cast<short, Vector512<short>>(_scores.Narrow(score));
        var noShares = MemoryMarshal.Cast<short, Vector512<short>>(_noShares.AsSpan(0, _scores.Padded));
        var flags = MemoryMarshal.Cast<short, Vector512<short>>(_scores.Narrow(weighted));
        var allFlags = MemoryMarshal.Cast<short, Vector512<short>>(noSums);
        for (var i = 0; i < flags.Length; i++)
        {
            flags[i] = Vector512.ShiftRightArithmetic(noScore[i] | noShares[i], 15);
            allFlags[i] |= flags[i];
        }
    }

    private ReadOnlySpan<Vector512<double>> Values(int score)
    {
        var values = Vectors(_values, 0);
        if (_scores.IsWide(score))
        {
            var wide = MemoryMarshal.Cast<long, Vector512<long>>(_scores.Wide(score));
            for (var i = 0; i < wide.Length; i++) values[i] = Vector512.ConvertToDouble(wide[i]);
            return values;
        }

        var narrow = MemoryMarshal.Cast<short, Vector512<short>>(_scores.Narrow(score));
        for (var i = 0; i < narrow.Length; i++)
        {
            var (low, high) = Vector512.Widen(narrow[i]);
            (values[4 * i], values[4 * i + 1]) = Numbers(low);
            (values[4 * i + 2], values[4 * i + 3]) = Numbers(high);
        }

        return values;
    }

    private static (Vector512<double>, Vector512<double>) Numbers(Vector512<int> values)
    {
        var (low, high) = Vector512.Widen(values);
        return (Vector512.ConvertToDouble(low), Vector512.ConvertToDouble(high));
    }

    private Span<Vector512<double>> Vectors(double[] columns, int column) => MemoryMarshal.Cast<double, Vector512<double>>(columns.AsSpan(column * _scores.Stride, _scores.Padded));

    private static Vector512<long> Round(Vector512<double> values) => (values + Vector512.Create(Rounder)).AsInt64() - Vector512.Create(Rounder).AsInt64();
}
