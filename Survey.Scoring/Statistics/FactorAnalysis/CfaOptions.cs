namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>When the search of a confirmatory factor analysis ends.</summary>
public sealed record CfaOptions
{
    /// <summary>The most steps before the solution counts as not converged.</summary>
    public int MostSteps { get; init; } = 500;

    /// <summary>The largest absolute derivative of F, on the correlation metric, at which the solution counts as found.</summary>
    public double Gradient { get; init; } = 1e-10;
}
