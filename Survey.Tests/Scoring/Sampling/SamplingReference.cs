using System.Text.Json;

namespace Survey.Tests.Scoring.Sampling;

/// <summary>What R computes, from <c>Reference/sampling/sampling.R</c>.</summary>
public sealed record SamplingReference(NoncentralPoint[] Noncentral, PairedPlan[] Paired, PairedPower[] Powers, RakedSample Raking)
{
    public static SamplingReference Values { get; } = JsonSerializer.Deserialize<SamplingReference>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "sampling", "sampling.json")), JsonSerializerOptions.Web)!;
}

public sealed record NoncentralPoint(double T, double Df, double Ncp, double P);

public sealed record PairedPlan(double Effect, double Power, double Level, long N);

public sealed record PairedPower(double Effect, long N, double Power);

public sealed record RakedSample(
    int[] A, int[] B, double?[] X, double?[] Y, RakedTargets Targets, double[] Weights, double Deff, double Effective, RakedMeans Fixed, RakedMeans Raked);

public sealed record RakedTargets(double[] A, double[] B);

public sealed record RakedMeans(RakedMean X, RakedMean Y);

public sealed record RakedMean(double Mean, double Se, double Low, double High);
