using System.Text.Json;
using Survey.Scoring.Statistics;

namespace Survey.Tests.Scoring.Invariance;

/// <summary>What lavaan says, from <c>Reference/invariance/invariance.R</c>.</summary>
public static class LavaanInvariance
{
    private static readonly File _file = JsonSerializer.Deserialize<File>(
        System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "invariance", "invariance.json")), JsonSerializerOptions.Web)!;

    public static IEnumerable<TheoryDataRow<string>> GroupNames => _file.Groups.Select(one => new TheoryDataRow<string>(one.Name));

    public static IEnumerable<TheoryDataRow<string>> BatteryNames => _file.Batteries.Select(one => new TheoryDataRow<string>(one.Name));

    public static IEnumerable<TheoryDataRow<string, string>> ScaledNames => _file.SatorraBentler.Select(one => new TheoryDataRow<string, string>(one.Study, one.Model));

    public static GroupCase Groups(string name) => _file.Groups.Single(one => one.Name == name);

    public static BatteryCase Batteries(string name) => _file.Batteries.Single(one => one.Name == name);

    public static ScaledCase Scaled(string study, string model) => _file.SatorraBentler.Single(one => (one.Study, one.Model) == (study, model));

    public sealed record GroupCase(string Name, int[] FactorOfItem, string[] Values, SampleMoments[] Groups, Steps Steps, double[][] Means, Release Release);

    public sealed record BatteryCase(string Name, int[] FactorOfItem, SampleMoments Joint, Steps Steps, double[] Means, Release Release);

    public sealed record SampleMoments(long N, double[] Means, double[][] Covariance)
    {
        internal CrossProducts CrossProducts
        {
            get
            {
                var deviations = new double[Means.Length, Means.Length];
                for (var i = 0; i < Means.Length; i++)
                {
                    for (var j = 0; j < Means.Length; j++) deviations[i, j] = N * Covariance[i][j];
                }

                return new CrossProducts(N, Means, deviations);
            }
        }
    }

    public sealed record Steps(StepFit Configural, StepFit Metric, StepFit Scalar)
    {
        public StepFit[] All => [Configural, Metric, Scalar];
    }

    public sealed record StepFit(
        double ChiSquare, double Df, double P, double Cfi, double Tli, double Rmsea, double RmseaLow, double RmseaHigh, double Srmr, double Aic, double Bic);

    /// <summary>The score tests of single items at both levels, and the levels with items freed where they do not hold.</summary>
    public sealed record Release(ItemTest[] Metric, ItemTest[] Scalar, PartialFit? PartialMetric, PartialFit? PartialScalar);

    public sealed record ItemTest(int Item, double ChiSquare, double Df, double P, double[] Changes);

    public sealed record PartialFit(int[] Freed, bool Holds, StepFit Fit);

    public sealed record ScaledCase(
        string Study, string Model, string Name, long N, double NormalChiSquare, double ChiSquare, double ScalingFactor, double P, double ScaledCfi, double ScaledTli,
        double ScaledRmsea, double Cfi, double Tli, double Rmsea, double BaselineScalingFactor, double Df);

    private sealed record File(string Command, string Version, GroupCase[] Groups, BatteryCase[] Batteries, ScaledCase[] SatorraBentler);
}
