using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Moments;

/// <summary>Importance points to shares, and dimension scores to weighted ones: rounded to multiples of 2⁻⁴⁰.</summary>
/// <remarks>Where a score or the shares are missing, the flags of the columns say so and the values have no meaning.</remarks>
internal sealed class ImportanceWeights
{
    // Adding 1.5 · 2⁵² rounds a number below 2⁵¹ to a whole one, half to even, and leaves it in the last bits.
    private const double Rounder = 6755399441055744;

    private readonly ColumnStore _scores;
    private readonly int[] _importance;
    private readonly int[] _importanceStarts;
    private readonly WeightedModel[] _models;
    private readonly double[] _points;
    private readonly double[] _inverses;
    private readonly short[] _noShares;
    private readonly int _dimensions;

    /// <summary>Weights of the score columns of a questionnaire.</summary>
    public ImportanceWeights(StudyPlan plan, ColumnStore scores)
    {
        (_scores, _dimensions, _importance) = (scores, plan.Dimensions.Length, [.. plan.Importance]);
        _importanceStarts = [.. _importance.Select(scores.WideStart)];
        _models = [.. Enumerable.Range(0, plan.Models.Length).Where(model => plan.Models[model].IsWeighted).Select(model =>
            new WeightedModel(plan, model, scores))];
        _points = new double[_dimensions * scores.Stride];
        (_inverses, _noShares) = (new double[scores.Stride], new short[scores.Stride]);
        if (_importance.Length == 0) _noShares.AsSpan().Fill(-1);
    }

    /// <summary>Scores importance and the weighted models.</summary>
    /// <param name="points">Points, row by row.</param>
    /// <param name="order">Which of the rows are scored.</param>
    public void Score(ReadOnlySpan<double> points, ReadOnlySpan<int> order)
    {
        if (_importance.Length > 0) Share(points, order);
        foreach (var model in _models)
        {
            Weight(model);
            Flag(model);
        }
    }

    // A point that is not given makes the total NaN: a respondent has all shares or none.
    private void Share(ReadOnlySpan<double> points, ReadOnlySpan<int> order)
    {
        PointTranspose.Write(points, order, _dimensions, _points, _scores.Stride);
        var noShares = MemoryMarshal.Cast<short, Vector512<short>>(_noShares.AsSpan(0, _scores.Padded));
        for (var i = 0; i < noShares.Length; i++)
        {
            noShares[i] = Vector512.Narrow(
                Vector512.Narrow(Share(4 * i), Share(4 * i + 1)),
                Vector512.Narrow(Share(4 * i + 2), Share(4 * i + 3)));
        }

        foreach (var column in _importance) _noShares.AsSpan(0, _scores.Padded).CopyTo(_scores.Narrow(column));
    }

    // The importance of eight respondents; −1 where there is none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<long> Share(int vector)
    {
        var row = (nuint)(vector * Vector512<double>.Count);
        ref var points = ref MemoryMarshal.GetArrayDataReference(_points);
        ref var wide = ref MemoryMarshal.GetReference(_scores.WideStore);
        var (stride, length) = ((nuint)_scores.Stride, (nuint)_dimensions * (nuint)_scores.Stride);
        var total = Vector512.LoadUnsafe(ref points, row);
        for (var place = stride; place < length; place += stride) total += Vector512.LoadUnsafe(ref points, place + row);
        var inverse = Vector512<double>.One / total;
        inverse.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_inverses), row);
        // The share first: the reciprocal of small points leaves no room for the factor.
        var factor = Vector512.Create((double)(100 * ScoreColumn.FixedPoint));
        nuint from = 0;
        foreach (var to in _importanceStarts)
        {
            Round(Vector512.LoadUnsafe(ref points, from + row) * inverse * factor).StoreUnsafe(ref wide, (nuint)to + row);
            from += stride;
        }

        return ~(Vector512.GreaterThan(inverse, Vector512<double>.Zero) & Vector512.LessThan(inverse, Vector512.Create(double.PositiveInfinity))).AsInt64();
    }

    // Eight respondents at a time through all dimensions, so that columns go through the cache once.
    private void Weight(WeightedModel model)
    {
        ref var points = ref MemoryMarshal.GetArrayDataReference(_points);
        ref var inverses = ref MemoryMarshal.GetArrayDataReference(_inverses);
        ref var narrow = ref MemoryMarshal.GetReference(_scores.NarrowStore);
        ref var wide = ref MemoryMarshal.GetReference(_scores.WideStore);
        ref var overall = ref MemoryMarshal.GetReference(_scores.Wide(model.Overall));
        var dimensions = model.Dimensions;
        var isWide = model.IsWide;
        var unit = Vector512.Create(model.Unit);
        var zero = Vector512.Create(model.Zero);
        var (rows, stride) = ((nuint)_scores.Padded, (nuint)_scores.Stride);
        for (nuint row = 0; row < rows; row += (nuint)Vector512<double>.Count)
        {
            var inverse = Vector512.LoadUnsafe(ref inverses, row);
            var total = Vector512<long>.Zero;
            var place = row;
            foreach (var (score, weighted) in dimensions)
            {
                var value = isWide ? Vector512.ConvertToDouble(Vector512.LoadUnsafe(ref wide, score + row)) : Numbers(Vector128.LoadUnsafe(ref narrow, score + row));
                var product = Round((value + zero) * unit * (Vector512.LoadUnsafe(ref points, place) * inverse));
                product.StoreUnsafe(ref wide, weighted + row);
                total += product;
                place += stride;
            }

            total.StoreUnsafe(ref overall, row);
        }
    }

    private void Flag(WeightedModel model)
    {
        var noShares = MemoryMarshal.Cast<short, Vector512<short>>(_noShares.AsSpan(0, _scores.Padded));
        var all = MemoryMarshal.Cast<short, Vector512<short>>(_scores.Narrow(model.Overall));
        all.Clear();
        for (var dimension = 0; dimension < model.Scores.Length; dimension++)
        {
            var noScore = MemoryMarshal.Cast<short, Vector512<short>>(_scores.Narrow(model.Scores[dimension]));
            var flags = MemoryMarshal.Cast<short, Vector512<short>>(_scores.Narrow(model.Weighted[dimension]));
            for (var i = 0; i < flags.Length; i++)
            {
                flags[i] = Vector512.ShiftRightArithmetic(noScore[i] | noShares[i], 15);
                all[i] |= flags[i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Numbers(Vector128<short> values) => Vector512.ConvertToDouble(WideVector.Of(values));

    private static Vector512<long> Round(Vector512<double> values) => (values + Vector512.Create(Rounder)).AsInt64() - Vector512.Create(Rounder).AsInt64();

    // The score columns, the weighted ones and where both begin.
    private sealed class WeightedModel
    {
        public WeightedModel(StudyPlan plan, int model, ColumnStore scores)
        {
            (Scores, Weighted, Overall) = (plan.BaseDimensions[plan.BaseOf(model)], plan.WeightedDimensions[model], plan.WeightedOverall[model]);
            var (offset, denominator, _) = plan.ScoreColumns[Scores[0]];
            IsWide = scores.IsWide(Scores[0]);
            (Zero, Unit) = (offset * (double)denominator, plan.ScoreColumns[Overall].Denominator / (double)denominator);
            Dimensions = [.. Scores.Zip(Weighted, (score, weighted) => ((nuint)(IsWide ? scores.WideStart(score) : scores.NarrowStart(score)), (nuint)scores.WideStart(weighted)))];
        }

        public ImmutableArray<int> Scores { get; }

        public ImmutableArray<int> Weighted { get; }

        public int Overall { get; }

        public (nuint Score, nuint Weighted)[] Dimensions { get; }

        public bool IsWide { get; }

        // A score is (value + zero) / denominator; a weighted one is counted in units over that denominator.
        public double Zero { get; }

        public double Unit { get; }
    }
}
