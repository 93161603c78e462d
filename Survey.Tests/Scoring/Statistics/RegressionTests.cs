using Survey.Scoring.Statistics;

namespace Survey.Tests.Scoring.Statistics;

public sealed class RegressionTests
{
    [Fact]
    public void Shares_of_R_squared_add_up_to_it()
    {
        var regression = new Regression(Drawn(predictors: 6, rows: 80));

        Assert.Equal(regression.RSquared.Value, Enumerable.Range(0, 6).Sum(predictor => regression.Lmg(predictor).Value), 1e-12);
    }

    [Fact]
    public void Thirteen_predictors_have_everything_and_their_shares_have_an_error()
    {
        var regression = new Regression(Drawn(predictors: 13, rows: 80), seed: 1);

        Assert.True(regression.PValue(12).IsDefined);
        Assert.Equal(regression.RSquared.Value, Enumerable.Range(0, 13).Sum(predictor => regression.Lmg(predictor).Value), 1e-12);
        Assert.All(Enumerable.Range(0, 13), predictor => Assert.InRange(regression.LmgError(predictor).Value, 1e-9, 0.01));
        Assert.Equal(0, new Regression(Drawn(predictors: 12, rows: 80)).LmgError(11).Value);
    }

    [Fact]
    public void A_predictor_that_is_the_sum_of_others_makes_the_regression_undefined()
    {
        var regression = new Regression(Of([.. Rows(3, 40).Select(row => (double[])[row[0], row[1], row[0] + row[1], row[2]])]));

        Assert.Equal(UndefinedReason.CollinearPredictors, regression.RSquared.Reason);
        Assert.Equal(UndefinedReason.CollinearPredictors, regression.Vif(0).Reason);
    }

    [Fact]
    public void An_outcome_that_is_explained_entirely_has_R_squared_one_and_no_test()
    {
        var regression = new Regression(Of([.. Rows(2, 40).Select(row => (double[])[row[0], row[1], 3 * row[0] - row[1]])]));

        Assert.Equal(1, regression.RSquared.Value, 1e-12);
        Assert.Equal(3, regression.B(0).Value, 1e-9);
        Assert.Equal(UndefinedReason.PerfectFit, regression.F.Reason);
        Assert.Equal(UndefinedReason.PerfectFit, regression.PValue(0).Reason);
    }

    [Fact]
    public void Predictors_without_correlation_have_inflation_factors_of_one()
    {
        var regression = new Regression(Of([[1, 1, 3], [1, -1, 1], [-1, 1, 0], [-1, -1, 1], [1, 1, 4], [1, -1, 2], [-1, 1, 1], [-1, -1, 0]]));

        Assert.Equal((1, 1), (regression.Vif(0).Value, regression.Vif(1).Value));
    }

    private static CrossProducts Drawn(int predictors, int rows) => Of([.. Rows(predictors + 1, rows).Select(row =>
    {
        row[^1] += row[0] + 0.5 * row[1];
        return row;
    })]);

    private static IEnumerable<double[]> Rows(int variables, int rows)
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, variables).Select(_ => random.NextDouble()).ToArray())];
    }

    private static CrossProducts Of(double[][] rows)
    {
        double[] means = [.. Enumerable.Range(0, rows[0].Length).Select(variable => rows.Average(row => row[variable]))];
        var deviations = new double[means.Length, means.Length];
        for (var left = 0; left < means.Length; left++)
            for (var right = 0; right < means.Length; right++)
                deviations[left, right] = rows.Sum(row => (row[left] - means[left]) * (row[right] - means[right]));
        return new CrossProducts(rows.Length, means, deviations);
    }
}
