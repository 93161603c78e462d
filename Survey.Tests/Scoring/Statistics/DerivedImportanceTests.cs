using System.Text.Json;
using Survey.Scoring.Statistics;

namespace Survey.Tests.Scoring.Statistics;

/// <summary>LMG and relative weights against closed formulas in R (<c>Reference/priorities/importance.R</c>), and their laws.</summary>
public sealed class DerivedImportanceTests
{
    private sealed record ImportanceFile(ImportanceCase[] Cases);

    private sealed record ImportanceCase(string Name, long N, double[] Means, double[][] Deviations, double RSquared, double[] Lmg, double[] RelativeWeights);

    private static readonly ImportanceCase[] Cases = JsonSerializer.Deserialize<ImportanceFile>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "priorities", "importance.json")), JsonSerializerOptions.Web)!.Cases;

    public static IEnumerable<TheoryDataRow<string>> Names => Cases.Select(one => new TheoryDataRow<string>(one.Name));

    // Both sides lose digits with the condition of the correlations, worst for longley (about 1e4); the others agree to 1e-12.
    [Theory]
    [MemberData(nameof(Names))]
    public void Shares_and_weights_agree_with_R(string name)
    {
        var one = Cases.Single(candidate => candidate.Name == name);
        var regression = new Regression(Data(one));

        Assert.Equal(one.RSquared, regression.RSquared.Value, 1e-9);
        Assert.Equal(one.Lmg, one.Lmg.Select((_, predictor) => regression.Lmg(predictor).Value), Near);
        Assert.Equal(one.RelativeWeights, one.RelativeWeights.Select((_, predictor) => regression.RelativeWeight(predictor).Value), Near);
    }

    [Fact]
    public void Relative_weights_add_up_to_R_squared()
    {
        var regression = new Regression(Data(Named("mtcars")));

        Assert.Equal(regression.RSquared.Value, Enumerable.Range(0, 10).Sum(predictor => regression.RelativeWeight(predictor).Value), 1e-12);
    }

    // Five standard errors: a right estimate is farther off once in some hundred thousand seeds, and the seed is fixed.
    [Fact]
    public void Sampled_orderings_agree_with_all_orderings_within_their_error()
    {
        var data = Data(Named("mtcars"));
        var correlations = data.Take([.. Enumerable.Range(0, 10)]).Correlations();
        double[] withOutcome = [.. Enumerable.Range(0, 10).Select(predictor => data.Correlation(predictor, 10))];

        var exact = SharesOfRSquared.Exact(correlations, withOutcome);
        var (shares, errors) = SharesOfRSquared.Sampled(correlations, withOutcome, 5);

        Assert.All(Enumerable.Range(0, 10), predictor => Assert.InRange(Math.Abs(shares[predictor] - exact[predictor]), 0, 5 * errors[predictor]));
        Assert.Equal(exact.Sum(), shares.Sum(), 1e-12);
        Assert.Equal(shares, SharesOfRSquared.Sampled(correlations, withOutcome, 5).Shares);
        Assert.NotEqual(shares, SharesOfRSquared.Sampled(correlations, withOutcome, 6).Shares);
    }

    [Fact]
    public void The_order_of_predictors_does_not_matter()
    {
        var data = Data(Named("attitude"));
        var (forward, backward) = (new Regression(data), new Regression(data.Take(5, 4, 3, 2, 1, 0, 6)));

        Assert.All(Enumerable.Range(0, 6), predictor =>
        {
            Assert.Equal(forward.Lmg(predictor).Value, backward.Lmg(5 - predictor).Value, 1e-12);
            Assert.Equal(forward.RelativeWeight(predictor).Value, backward.RelativeWeight(5 - predictor).Value, 1e-12);
        });
    }

    [Fact]
    public void Collinear_predictors_have_no_weights_and_say_why()
    {
        var regression = new Regression(Data(Named("attitude")).Take(0, 1, 0, 6));

        Assert.Equal(UndefinedReason.CollinearPredictors, regression.RelativeWeight(0).Reason);
        Assert.Equal(UndefinedReason.CollinearPredictors, regression.LmgError(0).Reason);
    }

    private static bool Near(double left, double right) => Math.Abs(left - right) < 1e-9;

    private static ImportanceCase Named(string name) => Cases.Single(one => one.Name == name);

    private static CrossProducts Data(ImportanceCase one)
    {
        var deviations = new double[one.Means.Length, one.Means.Length];
        for (var left = 0; left < one.Means.Length; left++)
        {
            for (var right = 0; right < one.Means.Length; right++) deviations[left, right] = one.Deviations[left][right];
        }

        return new CrossProducts(one.N, one.Means, deviations);
    }
}
