using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Tests.Scoring.FactorAnalysis;

/// <summary>What must not change a solution, for every case of lavaan's.</summary>
public sealed class ConfirmatoryFactorAnalysisLaws
{
    private const double Close = 1e-9;

    public static IEnumerable<TheoryDataRow<string>> Names => LavaanCase.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_the_items_does_not_matter(string name)
    {
        var one = LavaanCase.Named(name);
        var k = one.FactorOfItem.Length;
        int[] order = [.. Enumerable.Range(0, k).OrderBy(item => item * 7919 % (k + 1) * 31 % (k + 3)).ThenBy(item => -item)];
        var covariance = new double[k, k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
                covariance[i, j] = one.Covariance[order[i]][order[j]];
        }

        var expected = Fit(one);
        var actual = ConfirmatoryFactorAnalysis.Fit(covariance, one.N, [.. order.Select(item => one.FactorOfItem[item])]);
        SameFit(expected, actual);
        for (var i = 0; i < k; i++)
            Assert.Equal(expected.StandardizedLoadings[order[i]], actual.StandardizedLoadings[i], Close);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_units_of_the_items_change_loadings_and_residuals_accordingly_and_nothing_else(string name)
    {
        var one = LavaanCase.Named(name);
        var k = one.FactorOfItem.Length;
        // Variances from 1e-6 to 1e6 of what they were.
        double[] units = [.. Enumerable.Range(0, k).Select(item => Math.Pow(10, (item * 5 % 7) - 3))];
        var covariance = one.Matrix;
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
                covariance[i, j] *= units[i] * units[j];
        }

        var expected = Fit(one);
        var actual = ConfirmatoryFactorAnalysis.Fit(covariance, one.N, one.FactorOfItem);
        SameFit(expected, actual);
        for (var i = 0; i < k; i++)
        {
            Assert.Equal(expected.StandardizedLoadings[i], actual.StandardizedLoadings[i], Close);
            Assert.Equal(expected.Loadings[i], actual.Loadings[i] / units[i], Close * Math.Sqrt(one.Covariance[i][i]));
            Assert.Equal(expected.ResidualVariances[i], actual.ResidualVariances[i] / units[i] / units[i], Close * one.Covariance[i][i]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_numbers_of_the_factors_are_only_names(string name)
    {
        var one = LavaanCase.Named(name);
        var last = one.FactorOfItem.Max();
        var expected = Fit(one);
        var actual = ConfirmatoryFactorAnalysis.Fit(one.Matrix, one.N, [.. one.FactorOfItem.Select(factor => last - factor)]);
        SameFit(expected, actual);
        for (var i = 0; i <= last; i++)
        {
            for (var j = 0; j <= last; j++)
                Assert.Equal(expected.FactorCorrelations[i, j], actual.FactorCorrelations[last - i, last - j], Close);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_reversed_item_changes_the_sign_of_its_loading_alone(string name)
    {
        var one = LavaanCase.Named(name);
        var k = one.FactorOfItem.Length;
        var covariance = one.Matrix;
        var reversed = k - 1;
        for (var i = 0; i < k; i++)
        {
            covariance[i, reversed] = -covariance[i, reversed];
            covariance[reversed, i] = -covariance[reversed, i];
        }

        var expected = Fit(one);
        var actual = ConfirmatoryFactorAnalysis.Fit(covariance, one.N, one.FactorOfItem);
        Assert.Equal(expected.Fit.ChiSquare.Value, actual.Fit.ChiSquare.Value, 1e-8 * Math.Max(1, expected.Fit.ChiSquare.Value));
        for (var i = 0; i < k; i++)
            Assert.Equal(Math.Abs(expected.StandardizedLoadings[i]), Math.Abs(actual.StandardizedLoadings[i]), Close);
        foreach (var factor in one.FactorOfItem.Distinct())
            Assert.True(Enumerable.Range(0, k).Where(item => one.FactorOfItem[item] == factor).Sum(item => actual.StandardizedLoadings[item]) >= 0);
    }

    [Fact]
    public void A_model_is_recovered_from_its_own_covariances()
    {
        double[] loadings = [.9, .4, 1.7, -.3, .8, 20, .02];
        int[] factors = [0, 0, 0, 0, 1, 1, 1];
        var covariance = new double[7, 7];
        for (var i = 0; i < 7; i++)
        {
            for (var j = 0; j < 7; j++)
                covariance[i, j] = loadings[i] * loadings[j] * (factors[i] == factors[j] ? 1 : -.35) * (i == j ? 1.8 : 1);
        }

        var solution = ConfirmatoryFactorAnalysis.Fit(covariance, 10_000_000, factors);
        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(1, solution.Loadings[i] / loadings[i], Close);
            Assert.Equal(.8, solution.ResidualVariances[i] / loadings[i] / loadings[i], Close);
        }

        Assert.Equal(-.35, solution.FactorCorrelations[0, 1], Close);
        Assert.Equal(0, solution.Fit.ChiSquare.Value, 1e-5);
        Assert.Equal(1, solution.Fit.Cfi.Value);
    }

    [Fact]
    public void A_hundred_items_in_twelve_factors_are_fitted()
    {
        int[] factors = [.. Enumerable.Range(0, 100).Select(item => item % 12)];
        var random = new Random(5);
        var rows = new double[1200, 100];
        for (var row = 0; row < 1200; row++)
        {
            var general = Normal(random);
            double[] factor = [.. Enumerable.Range(0, 12).Select(_ => .6 * general + .8 * Normal(random))];
            for (var item = 0; item < 100; item++)
                rows[row, item] = .7 * factor[factors[item]] + .7 * Normal(random);
        }

        var solution = ConfirmatoryFactorAnalysis.Fit(Covariance(rows), 1200, factors);
        Assert.Equal(CfaSolution.Ok, solution.Status);
        Assert.Equal(4784, solution.Fit.Df.Value);
        Assert.InRange(solution.Fit.Rmsea.Value, 0, .02);
        Assert.All(solution.StandardizedLoadings, loading => Assert.InRange(loading, .6, .8));
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double[,] Covariance(double[,] rows)
    {
        var (n, k) = (rows.GetLength(0), rows.GetLength(1));
        var means = new double[k];
        for (var row = 0; row < n; row++)
        {
            for (var i = 0; i < k; i++)
                means[i] += rows[row, i] / n;
        }

        var covariance = new double[k, k];
        for (var row = 0; row < n; row++)
        {
            for (var i = 0; i < k; i++)
            {
                for (var j = 0; j < k; j++)
                    covariance[i, j] += (rows[row, i] - means[i]) * (rows[row, j] - means[j]) / n;
            }
        }

        return covariance;
    }

    private static CfaSolution Fit(LavaanCase one) => ConfirmatoryFactorAnalysis.Fit(one.Matrix, one.N, one.FactorOfItem);

    private static void SameFit(CfaSolution expected, CfaSolution actual)
    {
        Assert.Equal(expected.Status, actual.Status);
        Assert.Equal(expected.Problems.Length, actual.Problems.Length);
        Assert.Equal(expected.Fit.ChiSquare.Value, actual.Fit.ChiSquare.Value, 1e-8 * Math.Max(1, expected.Fit.ChiSquare.Value));
        Assert.Equal(expected.Fit.Srmr.Value, actual.Fit.Srmr.Value, Close);
        Assert.Equal(expected.Fit.Cfi.Value, actual.Fit.Cfi.Value, Close);
        Assert.Equal(expected.Fit.RmseaCiHigh.Value, actual.Fit.RmseaCiHigh.Value, Close);
    }
}
