using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study;

/// <summary>Another confirmatory model of the items beside the instrument's structure of correlated factors.</summary>
/// <param name="Model"><c>one-factor</c>, or <c>second-order</c>: the dimensions load on one factor above them.</param>
/// <param name="Cfa">The solution; loadings stand under their dimensions, and there are no factor correlations with one factor.</param>
/// <param name="SecondOrderLoadings">The standardised loadings of the dimensions on the factor above them; empty with one factor.</param>
/// <param name="IsEquivalent">
/// Whether the model is another form of the instrument's structure, with as many parameters, so that no data can tell them apart: second
/// order with three dimensions.
/// </param>
/// <param name="Difference">What the model loses against the instrument's structure, in which it is nested.</param>
public sealed record StructureAlternative(
    string Model, CfaResult Cfa, ImmutableArray<DimensionLoading> SecondOrderLoadings, bool IsEquivalent, FitDifference Difference)
{
    /// <summary>One factor for all items.</summary>
    public const string OneFactor = "one-factor";

    /// <summary>The dimensions as parts of one quality.</summary>
    public const string SecondOrder = "second-order";

    /// <summary>p of <see cref="Difference"/> after Holm (1979) over the alternatives.</summary>
    public Estimate AdjustedP { get; init; }

    /// <summary>Whether the model fits worse than the instrument's structure after Holm's adjustment at the 5 % level; false when there is no test.</summary>
    public bool IsSignificant => AdjustedP.OrNull < 0.05;
}

/// <summary>The standardised loading of a dimension's factor on the factor above it.</summary>
public sealed record DimensionLoading(string Dimension, Estimate Loading);
