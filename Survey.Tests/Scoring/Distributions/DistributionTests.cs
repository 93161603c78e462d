using System.Text.Json;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Distributions;

namespace Survey.Tests.Scoring.Distributions;

public sealed class DistributionTests
{
    // Both sides work in double precision with exponents of up to 700: 700 · 2⁻⁵² is 1.6e-13, and R's own functions promise 1e-12 or so.
    private const double Relative = 1e-10;

    [Fact]
    public void Every_value_is_the_value_of_R()
    {
        var wrong = new List<string>();
        var cases = 0;
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "distributions", "distributions.json")));
        foreach (var row in file.RootElement.GetProperty("cases").EnumerateArray())
        {
            cases++;
            double[] at = [.. row.GetProperty("arguments").EnumerateArray().Select(value => value.GetDouble())];
            var expected = row.GetProperty("value").GetDouble();
            var actual = Evaluate(row.GetProperty("function").GetString(), at);
            if (!(Math.Abs(actual - expected) <= Relative * Math.Abs(expected)))
                wrong.Add($"{row.GetProperty("r")} at ({string.Join(", ", at)}): {actual:R} instead of {expected:R}");
        }

        Assert.True(cases > 400);
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private static double Evaluate(string? function, double[] at) => function switch
    {
        "normal upper tail" => NormalDistribution.UpperTail(at[0]),
        "normal quantile" => NormalDistribution.Quantile(at[0]),
        "t two-sided" => StudentT.TwoSidedP(at[0], at[1]),
        "t quantile" => StudentT.Quantile(at[0], at[1]),
        "f upper tail" => FDistribution.UpperTail(at[0], at[1], at[2]),
        "f quantile" => FDistribution.Quantile(at[0], at[1], at[2]),
        "chi-square upper tail" => ChiSquare.UpperTail(at[0], at[1]),
        "chi-square lower tail" => ChiSquare.Cdf(at[0], at[1]),
        "chi-square quantile" => ChiSquare.Quantile(at[0], at[1]),
        "noncentral chi-square" => NoncentralChiSquare.Cdf(at[0], at[1], at[2]),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "unknown"),
    };

    [Theory]
    [InlineData(1e-250, 231)]
    [InlineData(1e-12, 4)]
    [InlineData(0.2, 0.4)]
    [InlineData(0.999, 5000)]
    public void A_quantile_inverts_its_tail(double p, double df)
    {
        Assert.Equal(1, ChiSquare.Cdf(ChiSquare.Quantile(p, df), df) / p, 1e-11);
        Assert.Equal(1, StudentT.UpperTail(-StudentT.Quantile(p, df), df) / p, 1e-11);
        Assert.Equal(1, (1 - FDistribution.UpperTail(FDistribution.Quantile(1 - p / 2, df, 7), df, 7)) / (1 - p / 2), 1e-11);
    }

    [Fact]
    public void The_noncentral_distribution_is_the_same_as_a_sum_and_as_an_integral()
    {
        foreach (var lambda in new[] { 1.1e4, 3e5, 8e6 })
        {
            foreach (var df in new[] { 1, 5, 209, 900.5 })
            {
                foreach (var z in new[] { -20, -5, -1.6, -0.3, 0, 0.01, 0.9, 1.7, 6 })
                {
                    var x = lambda + df + z * Math.Sqrt(2 * df + 4 * lambda);
                    var (sum, integral) = (NoncentralChiSquare.ByMixture(x, df, lambda), NoncentralChiSquare.ByContour(x, df, lambda));
                    Assert.True(Math.Abs(sum - integral) <= 1e-10 * sum, $"λ {lambda}, df {df}, x {x}: {sum:R} and {integral:R}");
                }
            }
        }
    }

    [Theory]
    [InlineData(3.9, 1, 0.05)]
    [InlineData(12, 5, 0.95)]
    [InlineData(240, 209, 0.05)]
    [InlineData(2.5e4, 209, 0.95)]
    [InlineData(4e7, 5, 0.05)]
    public void A_noncentrality_gives_its_probability(double chiSquare, double df, double probability) =>
        Assert.Equal(probability, NoncentralChiSquare.Cdf(chiSquare, df, Noncentrality.Upper(chiSquare, df, probability)), 1e-10);

    [Fact]
    public void The_ends_of_a_distribution_are_exact()
    {
        Assert.Equal(0, StudentT.TwoSidedP(double.PositiveInfinity, 3));
        Assert.Equal(1, StudentT.TwoSidedP(0, 3));
        Assert.Equal(0.5, NormalDistribution.Cdf(0));
        Assert.Equal(1, StudentT.UpperTail(double.NegativeInfinity, 3));
        Assert.Equal(1, FDistribution.UpperTail(0, 2, 3));
        Assert.Equal(0, FDistribution.UpperTail(double.PositiveInfinity, 2, 3));
        Assert.Equal(0, ChiSquare.Cdf(0, 3));
        Assert.Equal(double.PositiveInfinity, ChiSquare.Quantile(1, 3));
        Assert.Equal(double.NegativeInfinity, StudentT.Quantile(0, 3));
        Assert.Equal(1, NoncentralChiSquare.Cdf(double.PositiveInfinity, 3, 2));
    }

    [Fact]
    public void A_broken_contract_throws_and_NaN_breaks_every_contract()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Quantile(double.NaN, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Quantile(1.5, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.TwoSidedP(double.NaN, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChiSquare.UpperTail(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FDistribution.UpperTail(1, double.NaN, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => NoncentralChiSquare.Cdf(1, 2, -1));
    }
}
