using System.Runtime.Intrinsics;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>
/// The items of every dimension with an outcome, listwise over the dimension's items and the outcome: what the moments do not hold. Whole numbers,
/// so neither order nor division matter.
/// </summary>
/// <param name="plan">The plan of the questionnaire.</param>
/// <param name="baseModel">The place among <see cref="StudyPlan.Bases"/> of the model whose item scores these are.</param>
/// <param name="outcome">The place of the outcome.</param>
internal sealed class ItemOutcomes(StudyPlan plan, int baseModel, int outcome) : IScoreTally
{
    private readonly Sums[] _dimensions = [.. plan.Dimensions.Select(range => new Sums(range.Length + 1))];
    private readonly short[][] _columns = [.. Enumerable.Range(0, plan.Dimensions.Max(range => range.Length) + 1).Select(_ => new short[BatchScores.MostRows])];
    private readonly short[] _signs = new short[BatchScores.MostRows];

    /// <inheritdoc/>
    public IScoreTally Fork() => new ItemOutcomes(plan, baseModel, outcome);

    /// <inheritdoc/>
    public void Add(BatchScores batch)
    {
        // Whole vectors of the widest kind, whatever the processor has.
        var padded = (batch.Count + Vector512<short>.Count - 1) / Vector512<short>.Count * Vector512<short>.Count;
        var answers = batch.ScoreColumns.Narrow(plan.Outcomes[outcome])[..batch.Count];
        for (var dimension = 0; dimension < _dimensions.Length; dimension++)
        {
            var (start, length) = plan.Dimensions[dimension];
            var signs = _signs.AsSpan(0, batch.Count);
            answers.CopyTo(signs);
            for (var item = 0; item < length; item++)
            {
                var values = batch.ItemValues(plan.ModelItem(baseModel, start + item))[..signs.Length];
                for (var r = 0; r < signs.Length; r++) signs[r] |= values[r];
            }

            for (var item = 0; item < length; item++) Copy(batch.ItemValues(plan.ModelItem(baseModel, start + item))[..signs.Length], signs, _columns[item].AsSpan(0, padded));
            Copy(answers, signs, _columns[length].AsSpan(0, padded));
            _dimensions[dimension].Add(signs, _columns, padded, BoundOf(start));
        }
    }

    /// <inheritdoc/>
    public void Join(IScoreTally other)
    {
        for (var dimension = 0; dimension < _dimensions.Length; dimension++) _dimensions[dimension].Add(((ItemOutcomes)other)._dimensions[dimension]);
    }

    /// <summary>Means and deviations of a dimension's items, then the outcome.</summary>
    public CrossProducts CrossProducts(int dimension) => _dimensions[dimension].CrossProducts();

    // The largest value that a column may hold.
    private long BoundOf(int item) => Math.Max(plan.ItemColumns[plan.ModelItem(baseModel, item)].Bound, plan.ScoreColumns[plan.Outcomes[outcome]].Bound);

    // Who lacks an answer counts as 0 everywhere, and so in no sum.
    private static void Copy(ReadOnlySpan<short> values, ReadOnlySpan<short> signs, Span<short> column)
    {
        for (var r = 0; r < values.Length; r++) column[r] = (short)(values[r] & ~(signs[r] >> 15));
        column[values.Length..].Clear();
    }

    private sealed class Sums(int variables)
    {
        private readonly long[] _sums = new long[variables];
        private readonly long[] _products = new long[variables * (variables + 1) / 2];
        private long _count;

        public void Add(ReadOnlySpan<short> signs, short[][] columns, int padded, long bound)
        {
            foreach (var sign in signs)
                if (sign >= 0) _count++;
            for (int left = 0, product = 0; left < variables; left++)
            {
                var lefts = columns[left].AsSpan(0, padded);
                _sums[left] += DotProduct.Sum(lefts);
                for (var right = left; right < variables; right++, product++)
                {
                    var rights = columns[right].AsSpan(0, padded);
                    _products[product] += bound * bound <= int.MaxValue / BatchScores.MostRows ? DotProduct.Of(lefts, rights) : DotProduct.OfLarge(lefts, rights);
                }
            }
        }

        public void Add(Sums other)
        {
            _count += other._count;
            for (var i = 0; i < _sums.Length; i++) _sums[i] += other._sums[i];
            for (var i = 0; i < _products.Length; i++) _products[i] += other._products[i];
        }

        // Origins do not matter to what is made of it, so the values stay above their lowest.
        public CrossProducts CrossProducts()
        {
            var (means, deviations) = (new double[variables], new double[variables, variables]);
            if (_count == 0) return new CrossProducts(0, means, deviations);
            for (int left = 0, product = 0; left < variables; left++)
            {
                means[left] = (double)_sums[left] / _count;
                for (var right = left; right < variables; right++, product++)
                    deviations[left, right] = deviations[right, left] = (double)((Int128)_count * _products[product] - (Int128)_sums[left] * _sums[right]) / _count;
            }

            return new CrossProducts(_count, means, deviations);
        }
    }
}
