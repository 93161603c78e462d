using System.Collections.Concurrent;
using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.Invariance;

public sealed class SatorraBentlerTests
{
    private static readonly ConcurrentDictionary<string, ImmutableArray<ModelResult>> Studies = new();

    [Theory]
    [MemberData(nameof(LavaanInvariance.ScaledNames), MemberType = typeof(LavaanInvariance))]
    public void Every_figure_is_that_of_lavaans_MLM(string study, string model)
    {
        var lavaan = LavaanInvariance.Scaled(study, model);
        var cfa = Studies.GetOrAdd(study, Scaled).Single(one => one.Id == model).Structure!.Cfa!;
        var scaled = cfa.SatorraBentler!;

        // The factor depends on the estimates, which lavaan's search leaves off by about 1e-6.
        Near(lavaan.NormalChiSquare, cfa.Fit.ChiSquare, 1e-8);
        Near(lavaan.ScalingFactor, scaled.ScalingFactor, 1e-6);
        Near(lavaan.ChiSquare, scaled.ChiSquare, 1e-6);
        Near(lavaan.P, scaled.P, 1e-5);
        Near(lavaan.ScaledCfi, scaled.Cfi, 1e-6);
        Near(lavaan.ScaledTli, scaled.Tli, 1e-6);
        Near(lavaan.Cfi, scaled.RobustCfi, 1e-6);
        Near(lavaan.Tli, scaled.RobustTli, 1e-6);
        // The root of a small difference: the square is compared.
        Near(lavaan.ScaledRmsea * lavaan.ScaledRmsea, Square(scaled.Rmsea), 1e-7);
        Near(lavaan.Rmsea * lavaan.Rmsea, Square(scaled.RobustRmsea), 1e-7);

        static void Near(double expected, Estimate actual, double tolerance) => Assert.Equal(expected, actual.Value, tolerance * Math.Max(1, Math.Abs(expected)));

        static Estimate Square(Estimate value) => Estimate.Of(value.Value * value.Value);
    }

    [Fact]
    public void From_moments_alone_it_needs_the_responses_and_figures_at_once_leave_it_out()
    {
        var moments = StudyMoments.Of(ReferenceStudy.Responses("servqual"));
        var servperf = Evaluation.Evaluate(moments).Models.Single(model => model.Id == "servperf");
        Assert.Equal(UndefinedReason.NeedsResponses, servperf.Structure!.Cfa!.SatorraBentler!.Reason);
        Assert.All(Evaluation.Evaluate(moments, new StudyOptions { Depth = StudyDepth.Figures }).Models, model => Assert.Null(model.Structure?.Cfa?.SatorraBentler));
    }

    [Fact]
    public void The_order_of_the_responses_and_how_they_are_divided_change_no_bit()
    {
        var table = ReferenceStudy.Responses("servqual");
        var many = new ResponseTable(table.Questionnaire);
        for (var copy = 0; copy < 12; copy++)
        {
            // More than one batch per thread, and complete rows at other places in them.
            foreach (var response in copy % 2 == 0 ? table.Responses() : table.Responses().Reverse()) many.Add(response with { Id = copy + response.Id });
        }

        var (once, often) = (Servperf(table), Servperf(many));
        Assert.Equal(once.ScalingFactor.Value, often.ScalingFactor.Value, 1e-9);
        var reversed = new ResponseTable(table.Questionnaire);
        foreach (var response in many.Responses().Reverse()) reversed.Add(response);
        Assert.Equal(often, Servperf(reversed));

        static SatorraBentlerResult Servperf(ResponseTable responses) => Scaled(responses).Single(model => model.Id == "servperf").Structure!.Cfa!.SatorraBentler!;
    }

    private static ImmutableArray<ModelResult> Scaled(string study) => Scaled(ReferenceStudy.Responses(study));

    private static ImmutableArray<ModelResult> Scaled(ResponseTable responses)
    {
        var moments = StudyMoments.Of(responses);
        var models = Evaluation.Evaluate(moments, new StudyOptions { Depth = StudyDepth.Figures }).Models;
        var scan = RobustFitScan.Of(moments, models);
        ScoreScan.Run(responses, moments.Plan, [scan]);
        return RobustFit.Beside(models, moments.Plan, scan);
    }
}
