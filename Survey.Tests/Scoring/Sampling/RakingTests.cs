using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Sampling;

namespace Survey.Tests.Scoring.Sampling;

public sealed class RakingTests
{
    private static readonly RakedSample R = SamplingReference.Values.Raking;

    // Both stop at their own tolerance (R at 1e-13 of the totals, this program at 1e-10 of the shares).
    [Fact]
    public void Weights_are_those_of_R()
    {
        var raking = new Raking(Cells(row => 1), [R.Targets.A, R.Targets.B]);

        Assert.True(raking.IsConverged);
        for (var row = 0; row < R.A.Length; row++) Assert.Equal(R.Weights[row], raking.Weights[CellOf(row)], 1e-8);
        Assert.Equal(R.Deff, DesignEffect.OfWeights(Weighted(raking)).Value, 1e-8);
        Assert.Equal(R.Effective, DesignEffect.EffectiveCount(Weighted(raking)).Value, 1e-6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weighted_means_and_linearised_errors_are_those_of_R(bool accountsForRaking)
    {
        var cells = Cells(row => 1);
        var raking = new Raking(cells, [R.Targets.A, R.Targets.B]);
        var expected = accountsForRaking ? R.Raked : R.Fixed;

        Agrees(expected.X, new WeightedMean(cells, raking.Weights, Sums(R.X), accountsForRaking ? [3, 2] : null));
        Agrees(expected.Y, new WeightedMean(cells, raking.Weights, Sums(R.Y), accountsForRaking ? [3, 2] : null));

        static void Agrees(RakedMean expected, WeightedMean actual)
        {
            Assert.Equal(expected.Mean, actual.Mean.Value, 1e-8);
            Assert.Equal(expected.Se, actual.StandardError.Value, 1e-8);
            Assert.Equal(expected.Low, actual.Low.Value, 1e-7);
            Assert.Equal(expected.High, actual.High.Value, 1e-7);
        }
    }

    // Kish's example: deff 1.0691, effective n 4.677.
    [Fact]
    public void Kish_is_that_of_the_textbook()
    {
        (double, long)[] weights = [(1.2, 1), (.8, 1), (1, 2), (.5, 1)];

        Assert.Equal(1.0691, DesignEffect.OfWeights(weights).Value, 5e-5);
        Assert.Equal(4.677, DesignEffect.EffectiveCount(weights).Value, 5e-4);
        Assert.Equal(UndefinedReason.NoAnswers, DesignEffect.OfWeights([]).Reason);
    }

    [Fact]
    public void Equal_weights_give_the_plain_mean_and_its_standard_error()
    {
        RakingCell[] cells = [new([0], 3), new([1], 2)];
        CellSums[] sums = [new(3, 1 + 2 + 6, 1 + 4 + 36), new(2, 3 + 8, 9 + 64)];

        var mean = new WeightedMean(cells, [1, 1], sums);

        Assert.Equal(4, mean.Mean.Value);
        Assert.Equal(Math.Sqrt((114 - 80) / 4.0 / 5), mean.StandardError.Value, 1e-12);
    }

    [Fact]
    public void The_order_of_cells_and_splitting_a_cell_change_nothing()
    {
        RakingCell[] cells = [new([0, 0], 30), new([0, 1], 10), new([1, 0], 20), new([1, 1], 40)];
        RakingCell[] other = [cells[3], new([0, 0], 12), cells[2], cells[1], new([0, 0], 18)];

        var one = new Raking(cells, [[.5, .5], [.3, .7]]);
        var two = new Raking(other, [[5, 5], [30, 70]]);

        Assert.Equal(one.Weights[3], two.Weights[0], 1e-9);
        Assert.Equal(one.Weights[0], two.Weights[1], 1e-9);
        Assert.Equal(one.Weights[0], two.Weights[4], 1e-9);
        Assert.Equal(100, one.Weights.Zip(cells, (weight, cell) => weight * cell.Count).Sum(), 1e-9);
    }

    [Fact]
    public void Margins_that_contradict_each_other_do_not_converge()
    {
        // Everybody of a is b and the other way round, yet the shares differ.
        var raking = new Raking([new([0, 0], 10), new([1, 1], 10)], [[.5, .5], [.8, .2]]);

        Assert.False(raking.IsConverged);
        Assert.True(raking.LargestDeviation > 0.1);
    }

    [Fact]
    public void A_category_without_respondents_leaves_its_share_to_the_others_and_a_target_of_zero_has_no_weight()
    {
        var raking = new Raking([new([0], 10), new([1], 30), new([3], 5)], [[.2, .2, .6, 0]]);

        Assert.True(raking.IsConverged);
        Assert.Equal([.5, .5, 0, 0], raking.Shares(0));
        Assert.Equal(0, raking.Weights[2]);
    }

    [Fact]
    public void Trimmed_weights_keep_to_their_bounds_and_count_who_was_trimmed()
    {
        RakingCell[] cells = [new([0], 2), new([1], 98)];

        var raking = new Raking(cells, [[.5, .5]], (0.3, 3));

        Assert.Equal(2, raking.Trimmed);
        Assert.Equal(3, raking.Weights[0] / raking.Weights[1], 1e-9);
        Assert.True(raking.LargestDeviation > 0.4);
    }

    [Fact]
    public void Nobody_has_no_weights()
    {
        var none = new Raking([], [[.5, .5]]);
        var zero = new Raking([new([0], 5)], [[0, 1]]);

        Assert.False(none.IsConverged);
        Assert.Equal(0, zero.Weights[0]);
        Assert.Equal(UndefinedReason.NoAnswers, new WeightedMean([new([0], 5)], zero.Weights, [new CellSums(5, 20, 90)]).Mean.Reason);
        Assert.Equal(UndefinedReason.TooFewRespondents, new WeightedMean([new([0], 1)], [1], [new CellSums(1, 4, 16)], [1]).StandardError.Reason);
    }

    private static int CellOf(int row) => (R.A[row] - 1) * 2 + R.B[row] - 1;

    private static RakingCell[] Cells(Func<int, long> count) =>
        [.. Enumerable.Range(0, 6).Select(cell => new RakingCell([cell / 2, cell % 2], Enumerable.Range(0, R.A.Length).Where(row => CellOf(row) == cell).Sum(count)))];

    private static CellSums[] Sums(double?[] values)
    {
        var sums = new CellSums[6];
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] is not { } value) continue;
            var old = sums[CellOf(row)];
            sums[CellOf(row)] = new CellSums(old.Count + 1, old.Sum + value, old.Squares + value * value);
        }

        return sums;
    }

    private static IEnumerable<(double, long)> Weighted(Raking raking) => raking.Weights.Zip(Cells(row => 1), (weight, cell) => (weight, cell.Count));
}
