using System.Collections.Immutable;
using System.Text.Json;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics.Bootstrap;
using Survey.Scoring.Study;
using Survey.Scoring.Study.Resampling;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.Resampling;

/// <summary>
/// Intervals beside those of <c>boot::boot</c> (<c>Reference/uncertainty/bootstrap.R</c>, 10,000 resamples), and groups beside single respondents.
/// </summary>
public sealed class BootstrapReferenceTests
{
    private const int Resamples = 2000;

    private sealed record Figure(string Name, double Value, double StandardError, double CiLow, double CiHigh);

    private sealed record Share(string Name, double WorstShare);

    private sealed record BootFile(string Command, string Version, int Resamples, Figure[] Figures, Share[]? Worst);

    private static readonly BootFile Expected = Read("bootstrap.json");

    // The joint model 1,000 times, by validity.R.
    private static readonly BootFile Validity = Read("validity.json");

    private static readonly UncertaintyResult Uncertainty = Evaluation.Evaluate(ReferenceStudy.Responses("servqual"), new() { Resamples = Resamples }).Uncertainty!;

    private static BootFile Read(string name) => JsonSerializer.Deserialize<BootFile>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "uncertainty", name)), JsonSerializerOptions.Web)!;

    [Fact]
    public void Intervals_agree_with_boot_within_the_error_of_drawing()
    {
        // Omega: factanal and the product stop searching at about 1e-5.
        Agree(Expected, OwnFigures(Uncertainty), name => name.StartsWith("omega", StringComparison.Ordinal) ? 1e-4 : 1e-8);

        foreach (var (share, dimension) in Expected.Worst!.Zip(Uncertainty.Ranking!.Dimensions))
        {
            Assert.Equal(share.Name, dimension.Id);
            var error = Math.Sqrt(share.WorstShare * (1 - share.WorstShare) * (1.0 / Resamples + 1.0 / Expected.Resamples));
            Assert.Equal(share.WorstShare, dimension.WorstShare.Value, 4 * error + 1e-3);
        }
    }

    [Fact]
    public void Intervals_of_convergent_and_discriminant_validity_agree_with_boot_and_lavaan()
    {
        var model = Uncertainty.Models.Single(model => model.Id == "servperf");
        var own = model.Dimensions.ToDictionary(dimension => "one." + dimension.Id, dimension => dimension.Ave);
        foreach (var dimension in model.Structure!.Dimensions)
        {
            own.Add("ave." + dimension.Dimension, dimension.Ave);
            own.Add("cr." + dimension.Dimension, dimension.CompositeReliability);
        }

        foreach (var pair in model.Structure.Pairs)
        {
            own.Add($"htmt.{pair.Left} {pair.Right}", pair.Htmt);
            own.Add($"phi.{pair.Left} {pair.Right}", pair.Correlation);
            own.Add($"margin.{pair.Left} {pair.Right}", pair.Margin);
        }

        Agree(Validity, own, name => name.StartsWith("htmt", StringComparison.Ordinal) ? 1e-8 : 1e-4);
        Assert.All(model.Structure.Pairs, pair => Assert.True(pair.AreDistinct));
    }

    private static void Agree(BootFile expected, Dictionary<string, ResampledFigure> own, Func<string, double> precision)
    {
        Assert.Equal(expected.Figures.Select(figure => figure.Name).Order(StringComparer.Ordinal), own.Keys.Order(StringComparer.Ordinal));
        // A standard deviation of B draws errs by 1/√(2B), a .025 quantile by √(.025 · .975 / B) / .058 standard deviations; four times both errors.
        var relative = Math.Sqrt(1.0 / (2 * Resamples) + 1.0 / (2 * expected.Resamples));
        var limit = Math.Sqrt(0.025 * 0.975) / 0.0584 * Math.Sqrt(1.0 / Resamples + 1.0 / expected.Resamples);
        foreach (var figure in expected.Figures)
        {
            var (mine, error) = (own[figure.Name], figure.StandardError);
            Assert.Equal(figure.Value, mine.Value.Value, precision(figure.Name));
            Assert.InRange(mine.StandardError.Value, error * (1 - 4 * relative), error * (1 + 4 * relative));
            Assert.InRange(mine.CiLow.Value, figure.CiLow - 4 * limit * error, figure.CiLow + 4 * limit * error);
            Assert.InRange(mine.CiHigh.Value, figure.CiHigh - 4 * limit * error, figure.CiHigh + 4 * limit * error);
        }
    }

    [Fact]
    public void Groups_say_the_same_as_single_respondents_up_to_the_error_of_their_number()
    {
        // 2,000 respondents from ten drawn studies, singly and in 500 groups.
        var studies = Enumerable.Range(1, 10).Select(seed => DrawnStudy.Draw("one-item-dimension", seed)).ToArray();
        var table = new ResponseTable(studies[0].Questionnaire);
        foreach (var (number, study) in studies.Index())
            foreach (var response in study.Responses) table.Add(response with { Id = $"s{number}-{response.Id}" });
        var plan = StudyMoments.Of(table).Plan;

        var (single, grouped) = (Run(null), Run(500));

        Assert.Equal(single.Length, grouped.Length);
        var ratios = single.Zip(grouped, (one, group) => group.Around(Of(0)).StandardError.Value / one.Around(Of(0)).StandardError.Value - 1).ToArray();
        // A variance from G groups has a relative error of √(2/G): 1/√(2 · 500) = .032 for the standard error, and .016 from each 2,000 draws.
        Assert.InRange(Math.Sqrt(ratios.Average(ratio => ratio * ratio)), 0, 0.06);
        Assert.All(ratios, ratio => Assert.InRange(ratio, -0.16, 0.16));

        ImmutableArray<Draws> Run(int? groups) =>
        [
            .. (groups is { } count ? new StudyBootstrap(GroupedMoments.Of(table, count), Resamples, 4) : new StudyBootstrap(table, plan, Resamples, 4)).Run(
                new ValidityStatistic(plan, plan.CommonSample[0], [0, 1, 2], 0, hasShares: false), new ValidityStatistic(plan, plan.ModelOutcomes[0][1], [0], 1, hasShares: true),
                new OneFactorStatistic(plan, 0, 1, null), new OneFactorStatistic(plan, 1, 1, null), new DimensionMeans(plan)).SelectMany(figures => figures),
        ];

        static Survey.Scoring.Statistics.Estimate Of(double value) => Survey.Scoring.Statistics.Estimate.Of(value);
    }

    private static Dictionary<string, ResampledFigure> OwnFigures(UncertaintyResult uncertainty)
    {
        var common = uncertainty.CommonSample.Single(sample => sample.Outcome == "overall");
        var difference = common.Differences.Single(pair => pair is { Left: "servqual", Right: "servperf" });
        var own = common.Models.ToDictionary(model => "rSquared." + model.Id, model => model.RSquared);
        own.Add("differenceR2", difference.RSquared);
        own.Add("differenceR", difference.R);
        foreach (var share in uncertainty.Models.Single(model => model.Id == "servqual").Outcomes.Single(outcome => outcome.Id == "overall").Shares)
            own.Add("lmg." + share.Dimension, share.Lmg);
        own.Add("omega.tangibles", Omega("servqual", "tangibles"));
        own.Add("omega.empathy", Omega("servperf", "empathy"));
        return own;

        ResampledFigure Omega(string model, string dimension) =>
            uncertainty.Models.Single(candidate => candidate.Id == model).Dimensions.Single(candidate => candidate.Id == dimension).Omega;
    }
}
