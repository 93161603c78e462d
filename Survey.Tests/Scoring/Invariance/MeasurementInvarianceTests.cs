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
        for (var factor = 0; factor < lavaan.Means.Length; factor++)
            Near(wrong, $"mean of factor {factor}", lavaan.Means[factor], steps[2].FactorMeans[1][factor], 1e-4);
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public void The_example_of_every_textbook_has_its_published_fit()
    {
        var lavaan = LavaanInvariance.Groups("holzinger-swineford by school");
        var steps = MeasurementInvariance.OverGroups([.. lavaan.Groups.Select(group => group.CrossProducts)], lavaan.FactorOfItem);
        Assert.Equal([115.851, 124.044, 164.103], steps.Select(step => Math.Round(step.Fit.ChiSquare.Value, 3)));
        Assert.Equal([48, 54, 60], steps.Select(step => step.Fit.Df.Value));
        Assert.Equal([.9234, .9209, .8825], steps.Select(step => Math.Round(step.Fit.Cfi.Value, 4)));
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

            Near(wrong, $"{step.Level} chi-square", lavaan.ChiSquare, step.Fit.ChiSquare.Value, 1e-7);
            Near(wrong, $"{step.Level} df", lavaan.Df, step.Fit.Df.Value, 0);
            Near(wrong, $"{step.Level} p", lavaan.P, step.Fit.P.Value, 1e-6);
            Near(wrong, $"{step.Level} cfi", lavaan.Cfi, step.Fit.Cfi.Value, 1e-7);
            Near(wrong, $"{step.Level} tli", lavaan.Tli, step.Fit.Tli.Value, 1e-7);
            Near(wrong, $"{step.Level} rmsea", lavaan.Rmsea, step.Fit.Rmsea.Value, 1e-6);
            // lavaan finds the noncentralities with R's uniroot, which stops at 1.2e-4.
            Near(wrong, $"{step.Level} rmsea low", lavaan.RmseaLow, step.Fit.RmseaCiLow.Value, 1e-5);
            Near(wrong, $"{step.Level} rmsea high", lavaan.RmseaHigh, step.Fit.RmseaCiHigh.Value, 1e-5);
            // Of the first order in the estimates.
            Near(wrong, $"{step.Level} srmr", lavaan.Srmr, step.Fit.Srmr.Value, 1e-5);
            Near(wrong, $"{step.Level} aic", lavaan.Aic, step.Fit.Aic.Value, 1e-8);
            Near(wrong, $"{step.Level} bic", lavaan.Bic, step.Fit.Bic.Value, 1e-8);
        }

        return wrong;
    }

    private static void Near(List<string> wrong, string figure, double expected, double actual, double tolerance)
    {
        if (!(Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)))) wrong.Add($"{figure}: {actual:R} instead of {expected:R}");
    }
}
