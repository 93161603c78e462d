using Survey.Scoring.Statistics.FactorAnalysis;
using Survey.Scoring.Statistics.Invariance;

namespace Survey.Tests.Scoring.Invariance;

public sealed class MeasurementInvarianceTests
{
    [Theory]
    [MemberData(nameof(LavaanInvariance.GroupNames), MemberType = typeof(LavaanInvariance))]
    public void Over_groups_every_figure_is_that_of_lavaan(string name)
    {
        var lavaan = LavaanInvariance.Groups(name);
        var steps = MeasurementInvariance.OverGroups([.. lavaan.Groups.Select(group => group.CrossProducts)], lavaan.FactorOfItem);
        var wrong = Differences(lavaan.Steps, steps);
        Partial(wrong, lavaan.Release, steps);
        for (var group = 0; group < lavaan.Means.Length; group++)
        {
            for (var factor = 0; factor < lavaan.Means[group].Length; factor++)
                Near(wrong, $"mean of factor {factor} in group {group}", lavaan.Means[group][factor], steps[2].FactorMeans[group][factor], 1e-4);
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Theory]
    [MemberData(nameof(LavaanInvariance.BatteryNames), MemberType = typeof(LavaanInvariance))]
    public void Between_batteries_every_figure_is_that_of_lavaan(string name)
    {
        var lavaan = LavaanInvariance.Batteries(name);
        var steps = MeasurementInvariance.BetweenBatteries(lavaan.Joint.CrossProducts, lavaan.FactorOfItem);
        var wrong = Differences(lavaan.Steps, steps);
        Partial(wrong, lavaan.Release, steps);
        for (var factor = 0; factor < lavaan.Means.Length; factor++)
            Near(wrong, $"mean of factor {factor}", lavaan.Means[factor], steps[2].FactorMeans[1][factor], 1e-4);
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Theory]
    [MemberData(nameof(LavaanInvariance.GroupNames), MemberType = typeof(LavaanInvariance))]
    public void Over_groups_the_score_tests_of_single_items_are_those_of_lavaan(string name)
    {
        var lavaan = LavaanInvariance.Groups(name);
        ReleaseTestsAre(lavaan.Release, InvarianceSample.OfGroups([.. lavaan.Groups.Select(group => group.CrossProducts)], lavaan.FactorOfItem));
    }

    [Theory]
    [MemberData(nameof(LavaanInvariance.BatteryNames), MemberType = typeof(LavaanInvariance))]
    public void Between_batteries_the_score_tests_of_single_items_are_those_of_lavaan(string name)
    {
        var lavaan = LavaanInvariance.Batteries(name);
        ReleaseTestsAre(lavaan.Release, InvarianceSample.OfBatteries(lavaan.Joint.CrossProducts, lavaan.FactorOfItem));
    }

    [Fact]
    public void The_example_of_every_textbook_has_its_published_fit()
    {
        var lavaan = LavaanInvariance.Groups("holzinger-swineford by school");
        var steps = MeasurementInvariance.OverGroups([.. lavaan.Groups.Select(group => group.CrossProducts)], lavaan.FactorOfItem);
        Assert.Equal([115.851, 124.044, 164.103], steps.Select(step => Math.Round(step.Fit.ChiSquare.Value, 3)));
        Assert.Equal([48, 54, 60], steps.Select(step => step.Fit.Df.Value));
        Assert.Equal([.9234, .9209, .8825], steps.Select(step => Math.Round(step.Fit.Cfi.Value, 4)));
        // x3 and x7 are the items that every tutorial frees.
        Assert.Equal([2, 6], steps[2].Partial!.Freed.Intercepts);
        Assert.True(steps[2].Partial!.Holds);
    }

    private static void ReleaseTestsAre(LavaanInvariance.Release lavaan, InvarianceSample sample)
    {
        Assert.Null(sample.Check());
        var options = new CfaOptions();
        var configural = FittedLevel.Of(sample, InvarianceLevel.Configural, FreedItems.None, InvarianceEstimates.Configural(sample), options, out _)!;
        var metric = FittedLevel.Of(sample, InvarianceLevel.Metric, FreedItems.None, configural.Estimates.Metric(sample), options, out _)!;
        var scalar = FittedLevel.Of(sample, InvarianceLevel.Scalar, FreedItems.None, metric.Estimates.Scalar(sample), options, out _)!;
        var wrong = new List<string>();
        foreach (var (expected, actual) in new[] { (lavaan.Metric, ReleaseTest.Of(metric)), (lavaan.Scalar, ReleaseTest.Of(scalar)) })
        {
            Assert.Equal(expected.Select(test => test.Item), actual.Select(test => test.Item));
            foreach (var (one, test) in expected.Zip(actual))
            {
                // What remains of lavaan's gradient, about 1e-6 times n, is part of its score.
                Near(wrong, $"χ² of {one.Item}", one.ChiSquare, test.ChiSquare.Value, 5e-4);
                Near(wrong, $"df of {one.Item}", one.Df, test.Df, 0);
                Near(wrong, $"p of {one.Item}", one.P, test.P.Value, 5e-4);
                foreach (var (change, own) in one.Changes.Zip(test.Changes)) Near(wrong, $"change of {one.Item}", change, own, 5e-4);
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private static void Partial(List<string> wrong, LavaanInvariance.Release lavaan, IReadOnlyList<InvarianceStep> steps)
    {
        foreach (var (expected, step) in new[] { (lavaan.PartialMetric, steps[1]), (lavaan.PartialScalar, steps[2]) })
        {
            var (freed, own) = (string.Join(' ', expected?.Freed ?? []), string.Join(' ', step.Partial?.Freed.At(step.Level) ?? []));
            if (freed != own) wrong.Add($"{step.Level} freed: {own} instead of {freed}");
            if (expected is null || step.Partial is not { } partial || freed != own) continue;
            Assert.Equal(expected.Holds, partial.Holds);
            Figures(wrong, "partial " + step.Level, expected.Fit, partial.Step);
        }
    }

    // lavaan's search stops at a gradient of about 1e-6, so χ² is off by its square times n: 1e-8 relative holds; what it derives from χ² likewise.
    private static List<string> Differences(LavaanInvariance.Steps expected, IReadOnlyList<InvarianceStep> actual)
    {
        var wrong = new List<string>();
        foreach (var (lavaan, step) in expected.All.Zip(actual))
        {
            if (step.Reason is { } reason)
            {
                wrong.Add($"{step.Level}: {step.Status} {reason}");
                continue;
            }

            Figures(wrong, step.Level.ToString(), lavaan, step);
        }

        return wrong;
    }

    private static void Figures(List<string> wrong, string name, LavaanInvariance.StepFit lavaan, InvarianceStep step)
    {
        Near(wrong, $"{name} chi-square", lavaan.ChiSquare, step.Fit.ChiSquare.Value, 1e-7);
        Near(wrong, $"{name} df", lavaan.Df, step.Fit.Df.Value, 0);
        Near(wrong, $"{name} p", lavaan.P, step.Fit.P.Value, 1e-6);
        Near(wrong, $"{name} cfi", lavaan.Cfi, step.Fit.Cfi.Value, 1e-7);
        Near(wrong, $"{name} tli", lavaan.Tli, step.Fit.Tli.Value, 1e-7);
        Near(wrong, $"{name} rmsea", lavaan.Rmsea, step.Fit.Rmsea.Value, 1e-6);
        // lavaan finds the noncentralities with R's uniroot, which stops at 1.2e-4.
        Near(wrong, $"{name} rmsea low", lavaan.RmseaLow, step.Fit.RmseaCiLow.Value, 1e-5);
        Near(wrong, $"{name} rmsea high", lavaan.RmseaHigh, step.Fit.RmseaCiHigh.Value, 1e-5);
        // Of the first order in the estimates.
        Near(wrong, $"{name} srmr", lavaan.Srmr, step.Fit.Srmr.Value, 1e-5);
        Near(wrong, $"{name} aic", lavaan.Aic, step.Fit.Aic.Value, 1e-8);
        Near(wrong, $"{name} bic", lavaan.Bic, step.Fit.Bic.Value, 1e-8);
    }

    private static void Near(List<string> wrong, string figure, double expected, double actual, double tolerance)
    {
        if (!(Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)))) wrong.Add($"{figure}: {actual:R} instead of {expected:R}");
    }
}
