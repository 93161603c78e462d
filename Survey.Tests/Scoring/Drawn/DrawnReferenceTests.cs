using System.Text.Json.Nodes;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.Drawn;

/// <summary>A study of drawn items and a battery asked of a part, against what R says of it (<c>Reference/drawn/drawn.R</c>).</summary>
public sealed class DrawnReferenceTests
{
    private static readonly ResponseTable Table = ReferenceStudy.Responses("drawn", Path.Combine(AppContext.BaseDirectory, "Reference", "drawn"));

    private static readonly StudyResult Result = Evaluation.Evaluate(Table);

    private static readonly JsonNode R = JsonNode.Parse(File.ReadAllText(PathOf("drawn.json")))!;

    [Fact]
    public void Means_standard_errors_and_gaps_of_dimensions_are_those_of_R()
    {
        Assert.Equal(900, Result.Responses);
        for (var d = 0; d < 3; d++)
        {
            var (dimension, expected) = (Result.Dimensions[d], R["dimensions"]![d]!);
            foreach (var (battery, name) in new[] { ("expectation", "E"), ("perception", "P") })
            {
                var summary = dimension.Batteries.Single(own => own.Key == battery).Value;
                var interval = summary.WithInterval();
                Same(expected[name]!, ("n", summary.N), ("mean", summary.Mean), ("sd", summary.Sd), ("low", interval.CiLow), ("high", interval.CiHigh));
            }

            var gap = dimension.Gap!;
            Same(expected["G"]!, ("n", gap.N), ("mean", gap.Mean), ("sd", gap.Sd), ("low", gap.CiLow), ("high", gap.CiHigh), ("t", gap.T), ("df", gap.Df), ("p", gap.P));
            Near(gap.Mean.Value, gap.PairedBatteries[0].Mean.Value - gap.PairedBatteries[1].Mean.Value);
            Unpaired(expected["unpaired"]!, dimension.Unpaired!);
        }
    }

    [Fact]
    public void Unpaired_gaps_of_items_are_those_of_R()
    {
        for (var item = 0; item < 13; item++) Unpaired(R["items"]![item]!, Result.Items[item].Unpaired!);
    }

    [Fact]
    public void Overall_scores_are_those_of_R()
    {
        foreach (var (model, name) in new[] { ("servqual", "G"), ("servperf", "P") })
        {
            var overall = Model(model).Overall;
            Same(R["overall"]![name]!, ("mean", overall.Mean), ("sd", overall.Sd), ("low", overall.CiLow), ("high", overall.CiHigh));
        }
    }

    [Fact]
    public void Reliability_is_that_of_psych_on_the_pairwise_covariances()
    {
        for (var d = 0; d < 3; d++)
        {
            var (reliability, expected) = (Model("servperf").Dimensions[d].Reliability!, R["dimensions"]![d]!);
            Same(expected, ("alpha", reliability.Alpha), ("alphaStandardized", reliability.AlphaStandardized));
            for (var item = 0; item < reliability.Items.Length; item++)
            {
                Near(Number(expected["itemRest"]![item]!), reliability.Items[item].ItemRest.Value);
                Near(Number(expected["alphaIfDeleted"]![item]!), reliability.Items[item].AlphaIfDeleted.Value);
            }

            Assert.Equal(UndefinedReason.ItemsDrawn, reliability.AlphaCiLow.Reason);
        }

        Near(Number(R["alpha"]!), Model("servperf").Alpha!.Value.Value);
    }

    [Fact]
    public void Covariances_stand_with_the_respondents_of_each_pair()
    {
        var structure = Model("servperf").Structure!;
        for (var left = 0; left < 13; left++)
            for (var right = 0; right < 13; right++)
            {
                Assert.Equal((long)Number(R["pairs"]!["n"]![left]![right]!), structure.Pairs!.Rows[left][right].N);
                Near(Number(R["pairs"]!["covariance"]![left]![right]!), structure.Pairs.Rows[left][right].Covariance.Value);
            }

        Near(Number(R["kmo"]!), structure.Kmo.Value);
        for (var place = 0; place < 13; place++) Near(Number(R["eigenvalues"]![place]!), structure.Eigenvalues[place], 1e-8);
    }

    [Fact]
    public void Agreement_with_an_outcome_is_that_of_the_whole_scores()
    {
        var (outcome, expected) = (Model("servperf").Outcomes[0], R["outcome"]!);
        Same(expected, ("r", outcome.R), ("rSquared", outcome.RSquared));
        for (var d = 0; d < 3; d++)
        {
            Near(Number(expected["b"]![d]!), outcome.Coefficients[d].B.Value);
            Near(Number(expected["beta"]![d]!), outcome.Coefficients[d].Beta.Value);
        }

        Near(outcome.RSquared.Value, outcome.Coefficients.Sum(coefficient => coefficient.Lmg.Value));
        Assert.Equal(UndefinedReason.ItemsDrawn, outcome.P.Reason);
    }

    [Fact]
    public void Segments_are_scored_in_the_same_way()
    {
        var north = Result.Segments.Single().Groups.Single(group => group.Value == "north");
        for (var d = 0; d < 3; d++)
        {
            var (actual, expected) = (north.Dimensions[d], R["dimensions"]![d]!["gapNorth"]!);
            Same(expected, ("n", actual.N), ("mean", actual.Mean), ("sd", actual.Sd), ("low", actual.CiLow), ("high", actual.CiHigh));
        }

        Assert.All(Result.Segments.Single().Welch, test => Assert.InRange(test.P.Value, 0, 1));
    }

    private static void Unpaired(JsonNode expected, UnpairedGap gap) => Same(
        expected, ("mean", gap.Mean), ("se", gap.StandardError), ("low", gap.CiLow), ("high", gap.CiHigh), ("t", gap.T), ("df", gap.Df), ("p", gap.P));

    private static ModelResult Model(string id) => Result.Models.Single(model => model.Id == id);

    private static void Same(JsonNode expected, params (string Name, object Value)[] figures)
    {
        foreach (var (name, value) in figures)
            if (value is long n) Assert.Equal(Number(expected[name]!), n);
            else Near(Number(expected[name]!), ((Estimate)value).Value);
    }

    private static void Near(double expected, double actual, double relative = 1e-9) =>
        Assert.True(Math.Abs(expected - actual) <= relative * Math.Max(Math.Abs(expected), 1e-3), $"{expected} in R, {actual} here");

    private static double Number(JsonNode node) => node.GetValue<double>();

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Reference", "drawn", name);
}
