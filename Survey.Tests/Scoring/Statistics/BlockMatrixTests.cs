using System.Numerics;
using Survey.Scoring.Statistics.Blocks;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Tests.Scoring.Statistics;

/// <summary>Matrices times many respondents at once, and rows times rows, against sums written out.</summary>
public sealed class BlockMatrixTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(22)]
    [InlineData(54)]
    public void Products_and_squares_are_those_of_each_respondent(int size)
    {
        var random = new Random(size);
        double[] values = [.. Enumerable.Range(0, size * size).Select(_ => random.NextDouble() - 0.5)];
        var block = new double[BlockMatrix.BlockOf(size)];
        for (var i = 0; i < size * BlockMatrix.Respondents; i++) block[i] = random.NextDouble() - 0.5;
        var (products, squares) = (new double[block.Length], new double[BlockMatrix.Respondents]);

        new BlockMatrix(size, (row, column) => values[row * size + column]).Multiply(block, products);
        new BlockMatrix(size, (row, column) => values[row * size + column], isLower: true).SumSquares(block, squares);

        for (var respondent = 0; respondent < BlockMatrix.Respondents; respondent++)
        {
            var sum = 0.0;
            for (var row = 0; row < size; row++)
            {
                Assert.Equal(Times(row, size), BlockMatrix.Variable(products, row)[respondent], 1e-12);
                sum += Math.Pow(Times(row, row + 1), 2);
            }

            Assert.Equal(sum, squares[respondent], 1e-11);

            double Times(int row, int columns) => Enumerable.Range(0, columns).Sum(column => values[row * size + column] * BlockMatrix.Variable(block, column)[respondent]);
        }
    }

    [Fact]
    public void A_fixed_point_sum_is_the_same_bits_in_any_order_small_numbers_and_large()
    {
        var random = new Random(11);
        double[] values = [.. Enumerable.Range(0, 640).Select(place => (random.NextDouble() - 0.5) * (place % 100 == 0 ? 1e15 : 10))];
        double[] shuffled = [.. values];
        random.Shuffle(shuffled);
        var (one, other) = (new FixedPointSum(), new FixedPointSum());
        foreach (var some in values.Chunk(BlockMatrix.Respondents)) one.Add(some);
        foreach (var some in shuffled.Chunk(37)) other.Add(some);

        Assert.Equal(one.Value, other.Value);
        Assert.Equal((double)values.Aggregate(BigInteger.Zero, (sum, value) => sum + new BigInteger(Math.Round(value * (1 << 24)))) / (1 << 24), one.Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(22)]
    [InlineData(45)]
    public void A_factor_times_itself_is_the_matrix_and_rows_times_rows_are_the_bits_of_single_products(int size)
    {
        var random = new Random(size);
        double[] rows = [.. Enumerable.Range(0, size * size).Select(_ => random.NextDouble() - 0.5)];
        var (product, solved, inverse) = (new double[size * size], new double[size], new double[size * size]);
        RowProducts.Multiply(rows, rows, size, product, isSymmetric: true);
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++)
                Assert.Equal(CholeskyFactor.Dot(rows.AsSpan(i * size, size), rows.AsSpan(j * size, size)), product[i * size + j]);
        for (var i = 0; i < size; i++) product[i * size + i] += 1;

        var factor = new CholeskyFactor(size);
        Assert.True(factor.TryFactor(product));
        factor.Invert(inverse);
        double[] wanted = [.. Enumerable.Range(0, size).Select(_ => random.NextDouble())];
        for (var i = 0; i < size; i++) solved[i] = CholeskyFactor.Dot(product.AsSpan(i * size, size), wanted);
        factor.Solve(solved);
        Assert.All(wanted.Zip(solved), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++)
                Assert.Equal(i == j ? 1 : 0, CholeskyFactor.Dot(product.AsSpan(i * size, size), inverse.AsSpan(j * size, size)), 1e-9);
        product[size * size - 1] = -1;
        Assert.False(factor.TryFactor(product));
    }
}
