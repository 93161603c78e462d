using System.Collections.Immutable;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>
/// How many factors the items have by parallel analysis (Horn 1965): eigenvalues above the 95th percentile of those of random data of the same
/// size, counted up to the first that is not. Agrees with other draws within their Monte-Carlo error.
/// </summary>
/// <param name="Draws">Random matrices drawn.</param>
/// <param name="Components">The number by the correlations themselves, Horn's own; 0 or more.</param>
/// <param name="Factors">The number by the correlations with squared multiple correlations in the diagonal: common factors only.</param>
/// <param name="Eigenvalues">Eigenvalues of the correlations, falling.</param>
/// <param name="RandomEigenvalues">The 95th percentile of each in random data.</param>
/// <param name="ReducedEigenvalues">Eigenvalues of the reduced correlations, falling.</param>
/// <param name="RandomReducedEigenvalues">The 95th percentile of each in random data.</param>
public sealed record ParallelAnalysisResult(
    int Draws, int Components, int Factors, ImmutableArray<double> Eigenvalues, ImmutableArray<double> RandomEigenvalues,
    ImmutableArray<double> ReducedEigenvalues, ImmutableArray<double> RandomReducedEigenvalues);

/// <summary>Exploratory factors with one number of them.</summary>
/// <param name="Factors">How many.</param>
/// <param name="IsByParallelAnalysis">Whether parallel analysis says so.</param>
/// <param name="IsByInstrument">Whether the instrument has as many dimensions.</param>
/// <param name="Reason">Why there is no solution; null when there is.</param>
/// <param name="Extractions">Maximum likelihood, then minres.</param>
public sealed record ExploratorySolution(
    int Factors, bool IsByParallelAnalysis, bool IsByInstrument, UndefinedReason? Reason, ImmutableArray<ExploratoryExtraction> Extractions);

/// <summary>Factors extracted in one way.</summary>
/// <param name="Method"><c>ml</c> (maximum likelihood) or <c>minres</c>.</param>
/// <param name="Status"><c>ok</c>, <c>improper</c> with Heywood cases, or <c>not-converged</c>: then nothing else is there.</param>
/// <param name="Heywood">Items whose uniqueness lies at its lower limit of 0.005.</param>
/// <param name="Communalities">By item the share of its variance that the factors explain; no rotation changes it.</param>
/// <param name="ResidualRoot">Root mean square of the residual correlations.</param>
/// <param name="Fit">Normal-theory fit of maximum likelihood; null for minres.</param>
/// <param name="Rotations">Varimax, promax and oblimin.</param>
public sealed record ExploratoryExtraction(
    string Method, string Status, ImmutableArray<string> Heywood, ImmutableArray<ItemCommunality> Communalities, Estimate ResidualRoot,
    ExploratoryFitResult? Fit, ImmutableArray<ExploratoryRotation> Rotations)
{
    /// <summary>Maximum likelihood.</summary>
    public const string MaximumLikelihood = "ml";

    /// <summary>Minimum residuals.</summary>
    public const string Minres = "minres";
}

/// <summary>What the factors explain of an item, and what is its own: 1 less that.</summary>
public sealed record ItemCommunality(string Id, double Communality, double Uniqueness);

/// <summary>χ² with Bartlett's correction, as <c>factanal</c>; RMSEA with its 90 % interval and TLI as psych.</summary>
public sealed record ExploratoryFitResult(Estimate ChiSquare, Estimate Df, Estimate P, Estimate Rmsea, Estimate RmseaCiLow, Estimate RmseaCiHigh, Estimate Tli);

/// <summary>Rotated factors, in the order of the dimensions that they match best.</summary>
/// <param name="Rotation"><c>varimax</c>, <c>promax</c> or <c>oblimin</c>.</param>
/// <param name="Factors">The factors.</param>
/// <param name="Items">The items with their pattern loadings.</param>
/// <param name="Correlations">The correlations of the factors; empty after varimax, which keeps them at zero.</param>
public sealed record ExploratoryRotation(
    string Rotation, ImmutableArray<ExploratoryFactor> Factors, ImmutableArray<ExploratoryItem> Items, ImmutableArray<ExploratoryCorrelation> Correlations)
{
    /// <summary>Orthogonal.</summary>
    public const string Varimax = "varimax";

    /// <summary>Oblique, kappa 4.</summary>
    public const string Promax = "promax";

    /// <summary>Oblique, gamma 0.</summary>
    public const string Oblimin = "oblimin";
}

/// <summary>A factor of an exploratory solution.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Dimensions">The dimensions whose items load on it more (Σλ²) than on any other factor; several when it does not tell them apart.</param>
/// <param name="VarianceExplained">In units of an item's variance; divided by the number of items it is the share of all variance.</param>
public sealed record ExploratoryFactor(int Number, ImmutableArray<string> Dimensions, double VarianceExplained);

/// <summary>An item of an exploratory solution.</summary>
/// <param name="Id">Item id.</param>
/// <param name="Dimension">Its dimension in the instrument.</param>
/// <param name="Factor">The factor on which it loads highest in absolute value.</param>
/// <param name="IsElsewhere">Whether that is not the factor of its dimension.</param>
/// <param name="Loadings">Pattern loadings by factor.</param>
public sealed record ExploratoryItem(string Id, string Dimension, int Factor, bool IsElsewhere, ImmutableArray<double> Loadings);

/// <summary>The correlation of two factors, by their numbers.</summary>
public sealed record ExploratoryCorrelation(int Left, int Right, double R);
