using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics.Bootstrap;
using Survey.Scoring.Study;
using Survey.Scoring.Study.Resampling;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.Resampling;

public sealed class StudyBootstrapTests
{
    private static readonly StudyOptions Resampled = new() { Resamples = 200 };

    public static TheoryData<string> Kinds => [.. DrawnStudy.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_unit_drawn_once_gives_the_figures_of_the_data(string kind)
    {
        var table = DrawnStudy.Draw(kind, 5).Table();
        var (result, plan) = (Evaluation.Evaluate(table), StudyMoments.Of(table).Plan);
        for (var model = 0; model < plan.Models.Length; model++)
        {
            var validity = new ValidityStatistic(plan, plan.ModelOutcomes[model][0], [model], 0, hasShares: true);
            var figures = OnceEach(table, plan, validity, null);
            var outcome = result.Models[model].Outcomes[0];

            Assert.Equal(outcome.R.Value, figures[validity.CorrelationOf(model)], 1e-10);
            Assert.Equal(outcome.RSquared.Value, figures[validity.RSquaredOf(model)], 1e-10);
            foreach (var (dimension, coefficient) in outcome.Coefficients.Index())
                Assert.Equal(coefficient.Lmg.Value, figures[validity.ShareOf(model, dimension)], 1e-10);
            if (plan.Models[model].IsWeighted) continue;
            foreach (var (dimension, own) in result.Models[model].Dimensions.Index().Where(entry => entry.Item.Reliability!.Items.Length > 2))
                // The searches stop at a step of 1e-7 in the loadings.
                Assert.Equal(own.Reliability!.Omega.Value, OnceEach(table, plan, new OneFactorStatistic(plan, plan.BaseOf(model), dimension, null), null)[0], 1e-6);
        }
    }

    [Fact]
    public void Groups_hold_every_response_once()
    {
        var table = DrawnStudy.Draw("one-item-dimension", 5).Table();
        var plan = StudyMoments.Of(table).Plan;
        var validity = new ValidityStatistic(plan, plan.CommonSample[0], [0, 1, 2], 0, hasShares: true);

        var (single, grouped) = (OnceEach(table, plan, validity, null), OnceEach(table, plan, validity, 30));

        Assert.All(single.Zip(grouped), pair => Assert.Equal(pair.First, pair.Second, 1e-10));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(40)]
    public void The_order_of_the_responses_changes_no_bit(int? groups)
    {
        var study = DrawnStudy.Draw("one-item-dimension", 11);

        Assert.Equal(Draws(study, study.Responses, groups), Draws(study, [.. study.Responses.Reverse()], groups));
    }

    [Fact]
    public void The_group_of_an_id_does_not_depend_on_other_responses()
    {
        var groups = Enumerable.Range(0, 4000).Select(number => UnitKey.GroupOf($"r{number}", 50)).CountBy(group => group).ToDictionary();

        Assert.Equal(UnitKey.GroupOf("r17", 50), UnitKey.GroupOf("r17", 50));
        Assert.Equal(50, groups.Count);
        // 80 expected; binomial with a standard deviation of 8.9.
        Assert.All(groups.Values, size => Assert.InRange(size, 40, 125));
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var study = DrawnStudy.Draw("ideal-points", 3);
        var json = Json(study, Resampled);

        var alone = string.Empty;
        var thread = new Thread(() => alone = Task.Factory.StartNew(() => Json(study, Resampled), default, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ExclusiveScheduler).Result);
        thread.Start();
        thread.Join();

        Assert.Equal(json, alone);
    }

    [Fact]
    public void Another_seed_draws_otherwise_within_the_error_of_drawing()
    {
        var table = ReferenceStudy.Responses("servqual");
        var first = Evaluation.Evaluate(table, new() { Resamples = 1000, Seed = 1 }).Uncertainty!.CommonSample[0].Differences[0].RSquared;
        var second = Evaluation.Evaluate(table, new() { Resamples = 1000, Seed = 2 }).Uncertainty!.CommonSample[0].Differences[0].RSquared;

        Assert.NotEqual(first, second);
        Assert.Equal(first.Value, second.Value);
        // The .025 quantile of 1,000 draws has a standard error of √(.025 · .975 / 1000) / φ(1.96) = .085 standard deviations; both err.
        Assert.Equal(first.CiLow.Value, second.CiLow.Value, 5 * 0.085 * Math.Sqrt(2) * first.StandardError.Value);
        Assert.Equal(first.CiHigh.Value, second.CiHigh.Value, 5 * 0.085 * Math.Sqrt(2) * first.StandardError.Value);
    }

    [Fact]
    public void Moments_alone_cannot_be_resampled_and_that_is_said()
    {
        var json = ReferenceStudy.Json(Evaluation.Evaluate(StudyMoments.Of(DrawnStudy.Draw("one-dimension", 2).Table()), Resampled));

        Assert.Null(json["uncertainty"]);
        Assert.Equal("needs-responses", (string?)json["reasons"]!["/uncertainty"]!["code"]);
    }

    [Fact]
    public void Resamples_that_fail_are_counted_and_too_many_leave_no_interval()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(draw => draw < 50 ? double.NaN : draw)];

        var (few, many) = (new Draws(values, 1).Around(Survey.Scoring.Statistics.Estimate.Of(500)), new Draws([.. values[..^1], double.NaN], 1).Around(Survey.Scoring.Statistics.Estimate.Of(500)));

        Assert.True(few.CiLow.IsDefined);
        Assert.Equal(50, few.Failed);
        Assert.Equal(Survey.Scoring.Statistics.UndefinedReason.FailsInResamples, many.CiLow.Reason);
        Assert.True(many.Value.IsDefined);
    }

    [Fact]
    public void Shares_of_ranks_add_up_to_one()
    {
        var ranking = Evaluation.Evaluate(ReferenceStudy.Responses("servqual"), Resampled).Uncertainty!.Ranking!;

        Assert.Equal(1, ranking.Dimensions.Sum(dimension => dimension.WorstShare.Value), 1e-9);
        Assert.All(ranking.Dimensions, dimension => Assert.Equal(1, dimension.RankShares.Sum(), 1e-9));
    }

    private static double[] OnceEach(ResponseTable table, StudyPlan plan, ResampledStatistic statistic, int? groups)
    {
        var units = groups is { } count ? RespondentUnits.Of(GroupedMoments.Of(table, count), [.. statistic.Sets]) : RespondentUnits.Of(table, plan, [.. statistic.Sets]);
        var counts = new double[units.Moments.Units * UnitMatrix.Lanes];
        counts.AsSpan().Fill(1);
        var sums = new double[units.Moments.SumsLength];
        units.Moments.Sum(counts, sums);
        var figures = new double[statistic.Figures];
        statistic.Compute(new Resample(units, sums.AsMemory(0, sums.Length / UnitMatrix.Lanes)), figures);
        return figures;
    }

    private static double[] Draws(DrawnStudy study, ImmutableArray<Response> responses, int? groups)
    {
        var table = new ResponseTable(study.Questionnaire);
        foreach (var response in responses) table.Add(response);
        var plan = StudyMoments.Of(table).Plan;
        var drawn = (groups is { } count ? new StudyBootstrap(GroupedMoments.Of(table, count), 60, 9) : new StudyBootstrap(table, plan, 60, 9)).Run(new ValidityStatistic(plan, plan.CommonSample[0], [0, 1, 2], 0, hasShares: true), new DimensionMeans(plan));
        return [.. drawn.SelectMany(figures => figures.SelectMany(draws => draws.Values))];
    }

    private static string Json(DrawnStudy study, StudyOptions options) => ReferenceStudy.Json(Evaluation.Evaluate(study.Table(), options)).ToJsonString();
}
