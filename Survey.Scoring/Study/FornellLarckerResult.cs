using System.Collections.Immutable;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>
/// Convergent and discriminant validity by the standardised loadings λ of the confirmatory factor analysis (Fornell &amp; Larcker 1981). The
/// AVE here is that of the joint model and so differs from the dimension's own one-factor solution in <see cref="DimensionReliability"/>.
/// </summary>
public sealed record FornellLarckerResult(ImmutableArray<DimensionConvergence> Dimensions, ImmutableArray<FornellLarckerPair> Pairs);

/// <summary>How much of its items a dimension's factor explains.</summary>
/// <param name="Dimension">Dimension id.</param>
/// <param name="Ave">Average variance extracted, mean λ²; undefined with one item.</param>
/// <param name="CompositeReliability">(Σλ)² / ((Σλ)² + Σ(1 − λ²)) (Jöreskog 1971; Fornell &amp; Larcker 1981); undefined with one item.</param>
public sealed record DimensionConvergence(string Dimension, Estimate Ave, Estimate CompositeReliability);

/// <summary>Whether two dimensions each explain more of their own items than they share with the other.</summary>
/// <param name="Left">One dimension.</param>
/// <param name="Right">The other.</param>
/// <param name="SharedVariance">The squared factor correlation φ².</param>
/// <param name="Margin">The smaller of both AVE less φ²: the criterion holds above zero.</param>
public sealed record FornellLarckerPair(string Left, string Right, Estimate SharedVariance, Estimate Margin)
{
    /// <summary>Whether the criterion holds; null when it does not exist.</summary>
    public bool? Holds => Margin.IsDefined ? Margin.Value > 0 : null;
}
