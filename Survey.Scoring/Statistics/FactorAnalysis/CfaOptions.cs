namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>When the search of a confirmatory factor analysis ends.</summary>
public sealed record CfaOptions
{
    /// <summary>
    /// The most steps from a starting point. Searches that end need a dozen, awkward ones up to a hundred; longer ones follow a ridge that
    /// falls for ever.
    /// </summary>
    public int MostSteps { get; init; } = 200;

    /// <summary>The largest absolute derivative of F, on the correlation metric, at which the solution counts as found.</summary>
    public double Gradient { get; init; } = 1e-10;

    /// <summary>
    /// The smallest decrease of F that a step is still taken for. F is a difference of numbers near the number of items, so below 1e-13 all is
    /// rounding.
    /// </summary>
    public double Gain { get; init; } = 1e-13;
}
