using System.Numerics;
using System.Runtime.InteropServices;

namespace Survey.Scoring.Moments;

/// <summary>Importance points to shares, and dimension scores to weighted ones: rounded to multiples of 2⁻⁴⁰.</summary>
internal sealed class ImportanceWeights
{
    // Adding 1.5 · 2⁵² rounds a number below 2⁵¹ to a whole one, half to even, and leaves it in the last bits.
    private const double Rounder = 6755399441055744;

    private readonly StudyPlan _plan;
    private readonly ColumnStore _scores;
    private readonly double[] _shares;
    private readonly double[] _totals;
    private readonly short[] _noShares;
    private readonly double[] _values;
    private readonly Dictionary<int, double[]> _numbers = [];

    /// <summary>Weights of the score columns of a questionnaire.</summary>
    public ImportanceWeights(StudyPlan plan, ColumnStore scores)
    {
        (_plan, _scores) = (plan, scores);
        _shares = new double[plan.Dimensions.Length * scores.Stride];
        (_totals, _noShares, _values) = (new double[scores.Stride], new short[scores.Stride], new double[scores.Stride]);
        if (plan.Questionnaire.Importance is null)
        {
            _noShares.AsSpan().Fill(-1);
            _shares.AsSpan().Fill(double.NaN);
        }

        // Few different values: each is divided once. The first is that of a missing score.
        for (var model = 0; model < plan.Models.Length; model++)
        {
            if (!plan.Models[model].IsWeighted) continue;
            foreach (var column in plan.BaseDimensions[plan.BaseOf(model)])
            {
                var (offset, denominator, bound) = plan.ScoreColumns[column];
                if (plan.ScoreColumns[column].IsNarrow)
                    _numbers.TryAdd(column, [double.NaN, .. Enumerable.Range(0, (int)bound + 1).Select(value => offset + value / (double)denominator)]);
            }
        }
    }

    /// <summary>Scores importance and the weighted models from the points, row by row.</summary>
    public void Score(ReadOnlySpan<double> points)
    {
        if (_plan.Questionnaire.Importance is not null) Share(points);
        for (var model = 0; model < _plan.Models.Length; model++)
        {
            if (!_plan.Models[model].IsWeighted) continue;
            for (var dimension = 0; dimension < _plan.Dimensions.Length; dimension++)
                Weight(_plan.BaseDimensions[_plan.BaseOf(model)][dimension], dimension, _plan.WeightedDimensions[model][dimension]);
            Sum(_plan.WeightedDimensions[model], _plan.WeightedOverall[model]);
        }
    }

    // A point that is not given makes the total NaN: a respondent has all shares or none.
    private void Share(ReadOnlySpan<double> points)
    {
        var dimensions = _plan.Dimensions.Length;
        for (var r = 0; r < _scores.Count; r++)
        {
            var total = 0.0;
            var place = r;
            foreach (var given in points.Slice(r * dimensions, dimensions))
            {
                _shares[place] = given;
                total += given;
                place += _scores.Stride;
            }

            var isThere = total > 0 && total < double.PositiveInfinity;
            _totals[r] = isThere ? total : double.NaN;
            _noShares[r] = (short)(isThere ? 0 : -1);
        }

        var totals = Vectors(_totals, 0);
        for (var dimension = 0; dimension < dimensions; dimension++)
        {
            var shares = Vectors(_shares, dimension);
            var importance = MemoryMarshal.Cast<long, Vector<long>>(_scores.Wide(_plan.Importance[dimension]));
            for (var i = 0; i < shares.Length; i++)
            {
                shares[i] /= totals[i];
                importance[i] = Round(new Vector<double>(100) * shares[i] * new Vector<double>(ScoreColumn.FixedPoint));
            }

            _noShares.AsSpan(0, _scores.Padded).CopyTo(_scores.Narrow(_plan.Importance[dimension]));
        }
    }

    private void Weight(int score, int dimension, int weighted)
    {
        if (_numbers.TryGetValue(score, out var numbers))
        {
            var values = _scores.Narrow(score)[.._scores.Count];
            for (var r = 0; r < values.Length; r++) _values[r] = numbers[values[r] + 1];
        }
        else
        {
            var (offset, denominator, _) = _plan.ScoreColumns[score];
            for (var r = 0; r < _scores.Count; r++)
                _values[r] = _scores.At(score, r) is var value && value == ScoreColumn.Missing ? double.NaN : offset + value / (double)denominator;
        }

        var from = Vectors(_values, 0);
        var shares = Vectors(_shares, dimension);
        var to = MemoryMarshal.Cast<long, Vector<long>>(_scores.Wide(weighted));
        var fixedPoint = new Vector<double>(_plan.ScoreColumns[weighted].Denominator);
        for (var i = 0; i < to.Length; i++) to[i] = Round(from[i] * shares[i] * fixedPoint);
        var missing = MemoryMarshal.Cast<short, Vector<short>>(_scores.Narrow(score));
        var noShares = MemoryMarshal.Cast<short, Vector<short>>(_noShares.AsSpan(0, _scores.Padded));
        var flags = MemoryMarshal.Cast<short, Vector<short>>(_scores.Narrow(weighted));
        for (var i = 0; i < flags.Length; i++) flags[i] = Vector.ShiftRightArithmetic(missing[i] | noShares[i], 15);
    }

    private void Sum(IReadOnlyList<int> dimensions, int overall)
    {
        var sums = MemoryMarshal.Cast<long, Vector<long>>(_scores.Wide(overall));
        var flags = MemoryMarshal.Cast<short, Vector<short>>(_scores.Narrow(overall));
        sums.Clear();
        flags.Clear();
        foreach (var dimension in dimensions)
        {
            var values = MemoryMarshal.Cast<long, Vector<long>>(_scores.Wide(dimension));
            var missing = new Vector<long>(ScoreColumn.Missing);
            for (var i = 0; i < sums.Length; i++)
            {
                var lacks = Vector.Equals(sums[i], missing) | Vector.Equals(values[i], missing);
                sums[i] = Vector.ConditionalSelect(lacks, missing, sums[i] + values[i]);
            }

            var own = MemoryMarshal.Cast<short, Vector<short>>(_scores.Narrow(dimension));
            for (var i = 0; i < flags.Length; i++) flags[i] |= own[i];
        }
    }

    private Span<Vector<double>> Vectors(double[] columns, int column) => MemoryMarshal.Cast<double, Vector<double>>(columns.AsSpan(column * _scores.Stride, _scores.Padded));

    private static Vector<long> Round(Vector<double> values)
    {
        var rounder = new Vector<double>(Rounder);
        var rounded = Vector.AsVectorInt64(values + rounder) - Vector.AsVectorInt64(rounder);
        return Vector.ConditionalSelect(Vector.Equals(values, values), rounded, new Vector<long>(ScoreColumn.Missing));
    }
}
