using System.Text.Json;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.ControlCharts;

namespace Survey.Tests.Scoring.Waves;

public sealed class WaveStatisticsTests
{
    private sealed record Difference(double[] X, double[] Y, double Low, double High, double T, double Df, double P, double Effect)
    {
        [System.Text.Json.Serialization.JsonPropertyName("difference")]
        public double Mean { get; init; }
    }

    private sealed record Chart(
        double[][] Groups, double Centre, double Sigma, double[] Low, double[] High, double[] SdLow, double[] SdHigh, double[] Ewma, double[] EwmaLow, double[] EwmaHigh);

    private sealed record Unbiasing(double N, double C4);

    private sealed record Values(Difference[] Differences, Chart Chart, Unbiasing[] C4);

    private static readonly Values R = JsonSerializer.Deserialize<Values>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "waves", "waves.json")), JsonSerializerOptions.Web)!;

    [Fact]
    public void Welch_is_t_test_of_R() => Assert.All(R.Differences, expected =>
    {
        var actual = new WelchDifference(Of(expected.X), Of(expected.Y));
        Assert.Equal(expected.Mean, actual.Difference.Value, 1e-12);
        Assert.Equal(expected.Low, actual.Low.Value, 1e-9);
        Assert.Equal(expected.High, actual.High.Value, 1e-9);
        Assert.Equal(expected.T, actual.T.Value, 1e-9);
        Assert.Equal(expected.Df, actual.Df.Value, 1e-9);
        Assert.Equal(expected.P, actual.P.Value, 1e-12);
        Assert.Equal(expected.Effect, actual.EffectSize.Value, 1e-12);
    });

    [Fact]
    public void Without_answers_or_variance_there_is_no_test()
    {
        var (none, one, same, some) = (new Sample(0, 0, 0), new Sample(1, 3, 0), new Sample(4, 3, 0), Of([1, 2, 4]));

        Assert.Equal(UndefinedReason.NoAnswers, new WelchDifference(none, some).Difference.Reason);
        Assert.Equal(3 - 7 / 3.0, new WelchDifference(some, one).Difference.Value, 1e-12);
        Assert.Equal(UndefinedReason.TooFewRespondents, new WelchDifference(some, one).Low.Reason);
        Assert.Equal(UndefinedReason.NoVariance, new WelchDifference(same, same).P.Reason);
        Assert.True(new WelchDifference(same, some).P.IsDefined);
    }

    [Fact]
    public void Limits_of_the_charts_are_those_of_the_closed_formulas()
    {
        var chart = ControlChart.Of([.. R.Chart.Groups.Select(Of)], out _)!;

        Assert.Equal(R.Chart.Centre, chart.Centre, 1e-12);
        Assert.Equal(R.Chart.Sigma, chart.Sigma, 1e-12);
        for (var point = 0; point < R.Chart.Groups.Length; point++)
        {
            var own = chart.Points[point];
            double[] expected = [R.Chart.Low[point], R.Chart.High[point], R.Chart.SdLow[point], R.Chart.SdHigh[point], R.Chart.Ewma[point], R.Chart.EwmaLow[point], R.Chart.EwmaHigh[point]];
            double[] actual = [own.Low, own.High, own.DeviationLow!.Value, own.DeviationHigh!.Value, own.Ewma, own.EwmaLow, own.EwmaHigh];
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        }

        // The study was drawn with a fall of one standard deviation at the tenth subgroup and a wide twelfth.
        Assert.Contains(RunRules.EwmaBeyondLimits, chart.Points[^1].Signals);
        Assert.Contains(RunRules.SpreadBeyondLimits, chart.Points[11].Signals);
        Assert.All(R.C4, expected => Assert.Equal(expected.C4, ControlChart.C4(expected.N), 1e-11));
    }

    [Fact]
    public void C4_is_continuous_where_its_expansion_takes_over() => Assert.Equal(ControlChart.C4(300), ControlChart.C4(300.0001), 1e-6);

    [Fact]
    public void Too_few_periods_and_periods_without_spread_have_no_chart()
    {
        Assert.Null(ControlChart.Of([.. Enumerable.Repeat(Of([1, 2, 3]), 7), new Sample(0, 0, 0)], out var few));
        Assert.Equal(UndefinedReason.TooFewPeriods, few);
        Assert.Null(ControlChart.Of([.. Enumerable.Repeat(new Sample(1, 3, 0), 9)], out var single));
        Assert.Equal(UndefinedReason.NoVariance, single);
        var flat = ControlChart.Of([.. Enumerable.Repeat(Of([1, 2, 3]), 8)], out _)!;
        Assert.All(flat.Points, point => Assert.Empty(point.Signals));
    }

    [Fact]
    public void A_long_run_on_one_side_is_named()
    {
        // Eight means a little above, eight a little below, each far within its limits.
        var chart = ControlChart.Of([.. Enumerable.Repeat(Of([3.1, 2.1, 4.1]), 8), .. Enumerable.Repeat(Of([2.9, 1.9, 3.9]), 8)], out _)!;

        Assert.Equal([7, 15], chart.Points.Where(point => point.Signals.Contains(RunRules.EightInARow)).Select(point => point.Subgroup));
    }

    [Fact]
    public void Shifting_all_values_shifts_the_limits_and_leaves_the_signals()
    {
        var one = ControlChart.Of([.. R.Chart.Groups.Select(Of)], out _)!;
        var two = ControlChart.Of([.. R.Chart.Groups.Select(group => Of([.. group.Select(value => value + 10)]))], out _)!;

        Assert.All(one.Points.Zip(two.Points), pair =>
        {
            Assert.Equal(pair.First.High + 10, pair.Second.High, 1e-9);
            Assert.Equal(pair.First.Signals, pair.Second.Signals);
        });
    }

    private static Sample Of(double[] values)
    {
        var mean = values.Average();
        return new Sample(values.Length, mean, values.Sum(value => (value - mean) * (value - mean)));
    }
}
