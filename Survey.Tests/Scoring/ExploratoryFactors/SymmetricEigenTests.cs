using Survey.Scoring.Statistics;

namespace Survey.Tests.Scoring.ExploratoryFactors;

public sealed class SymmetricEigenTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(22)]
    [InlineData(60)]
    public void The_eigenvectors_put_the_matrix_together_again(int size)
    {
        var random = new Random(size);
        var matrix = new double[size * size];
        for (var i = 0; i < size; i++)
            for (var j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = random.NextDouble() - 0.5;
        var eigen = new SymmetricEigen(size);
        Assert.True(eigen.TryDecompose(matrix, withVectors: true));
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                var (sum, product) = (0.0, 0.0);
                for (var e = 0; e < size; e++)
                {
                    sum += eigen.Values[e] * eigen.Vector(e)[i] * eigen.Vector(e)[j];
                    product += eigen.Vector(i)[e] * eigen.Vector(j)[e];
                }

                Assert.Equal(matrix[i * size + j], sum, 1e-12);
                Assert.Equal(i == j ? 1 : 0, product, 1e-12);
            }
        }

        double[] values = [.. eigen.Values];
        Assert.Equal(values.OrderDescending(), values);
        Assert.True(eigen.TryDecompose(matrix, withVectors: false));
        for (var e = 0; e < size; e++) Assert.Equal(values[e], eigen.Values[e], 1e-12);
    }

    [Fact]
    public void Equal_eigenvalues_and_a_diagonal_matrix_are_no_trouble()
    {
        var eigen = new SymmetricEigen(3);
        Assert.True(eigen.TryDecompose([2, 0, 0, 0, 5, 0, 0, 0, 2], withVectors: true));
        Assert.Equal([5, 2, 2], eigen.Values.ToArray());
        Assert.False(eigen.TryDecompose([1, double.NaN, 0, double.NaN, 1, 0, 0, 0, 1], withVectors: true));
    }

    [Fact]
    public void The_root_of_a_matrix_times_itself_is_the_matrix()
    {
        double[,] matrix = { { 4, 1, .5 }, { 1, 3, -.2 }, { .5, -.2, 2 } };
        var root = SymmetricEigen.Of(matrix)!.Root();
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++) Assert.Equal(matrix[i, j], Enumerable.Range(0, 3).Sum(k => root[i, k] * root[k, j]), 1e-14);
        Assert.Null(SymmetricEigen.Of(new[,] { { 1, double.NaN }, { double.NaN, 1 } }));
    }
}
