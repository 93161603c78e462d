using System.Text.Json;
using Survey.Scoring.Statistics;

namespace Survey.Tests.Scoring.Statistics;

/// <summary>Feldt's and Zou's intervals beside the values of <c>Reference/uncertainty/intervals.R</c>.</summary>
public sealed class IntervalTests
{
    private sealed record Case(string Interval, double[] Arguments, double[] Limits);

    private sealed record CaseFile(string Command, string Version, Case[] Cases);

    private static readonly Case[] Cases = JsonSerializer.Deserialize<CaseFile>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "uncertainty", "intervals.json")), JsonSerializerOptions.Web)!.Cases;

    public static IEnumerable<TheoryDataRow<int>> Places => Enumerable.Range(0, Cases.Length).Select(place => new TheoryDataRow<int>(place));

    [Theory]
    [MemberData(nameof(Places))]
    public void Limits_agree_with_R(int place)
    {
        var (a, limits) = (Cases[place].Arguments, Cases[place].Limits);

        var (low, high) = Cases[place].Interval == "feldt"
            ? Reliability.FeldtInterval(a[0], (long)a[1], (int)a[2])
            : DependentCorrelations.ZouInterval(a[0], a[1], a[2], (long)a[3]);

        // qf stops at about 1e-12 relative; Feldt's limits of two respondents are as large as 1e3.
        Assert.Equal(limits[0], low.Value, 1e-9 * Math.Max(1, Math.Abs(limits[0])));
        Assert.Equal(limits[1], high.Value, 1e-9);
    }

    [Fact]
    public void Published_values_come_out()
    {
        var (low, high) = Reliability.FeldtInterval(0.85, 120, 5);
        var zou = DependentCorrelations.ZouInterval(0.2, 0.5, 0.1, 315);

        Assert.Equal((0.8029, 0.8886), (Math.Round(low.Value, 4), Math.Round(high.Value, 4)));
        Assert.Equal((-0.4307, -0.1675), (Math.Round(zou.Low.Value, 4), Math.Round(zou.High.Value, 4)));
    }

    [Fact]
    public void Exchanging_the_scores_turns_the_interval_round()
    {
        var (low, high) = DependentCorrelations.ZouInterval(0.6, 0.45, 0.7, 80);
        var turned = DependentCorrelations.ZouInterval(0.45, 0.6, 0.7, 80);

        Assert.Equal(-high.Value, turned.Low.Value, 1e-14);
        Assert.Equal(-low.Value, turned.High.Value, 1e-14);
        Assert.InRange(0.15, low.Value, high.Value);
    }

    [Fact]
    public void A_perfect_correlation_with_the_outcome_has_no_interval()
    {
        var (low, high) = DependentCorrelations.ZouInterval(1, 0.4, 0.4, 30);

        Assert.Equal(UndefinedReason.PerfectCorrelation, low.Reason);
        Assert.Equal(UndefinedReason.PerfectCorrelation, high.Reason);
    }

    [Fact]
    public void Perfect_alpha_is_sure() => Assert.Equal((1.0, 1.0), Reliability.FeldtInterval(1, 40, 4) is var (low, high) ? (low.Value, high.Value) : default);
}
