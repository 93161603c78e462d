using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Bootstrap;

namespace Survey.Scoring.Study;

/// <summary>
/// How sure figures are that have no interval in a formula, from a bootstrap over whole respondents (Efron 1979; Efron &amp; Tibshirani 1993,
/// ch. 13): percentile intervals over the resamples.
/// </summary>
public sealed record UncertaintyResult
{
    /// <summary>Why nothing was resampled; null when it was.</summary>
    public UndefinedReason? Reason { get; init; }

    /// <summary>The number of resamples.</summary>
    public int Resamples { get; init; }

    /// <summary>What was drawn: <c>respondents</c>, or <c>groups</c> of respondents by a keyed hash of the id, then deviations are widened by √(G/(G − 1)).</summary>
    public string Unit { get; init; } = "";

    /// <summary>The number of units.</summary>
    public int Units { get; init; }

    /// <summary>The seed of the draws.</summary>
    public long Seed { get; init; }

    /// <summary>Reliability and validity of each model on its own respondents, in the questionnaire's order.</summary>
    public ImmutableArray<ModelUncertainty> Models { get; init; } = [];

    /// <summary>The models and their differences on the respondents complete for all models, per outcome; both of a pair in the same resample.</summary>
    public ImmutableArray<CommonSampleUncertainty> CommonSample { get; init; } = [];

    /// <summary>Which dimension is the worst; null when there are no dimensions or no models.</summary>
    public RankingResult? Ranking { get; init; }
}

/// <summary>How sure the figures of a model are.</summary>
/// <param name="Id">The model's code.</param>
/// <param name="Dimensions">Omega and AVE by dimension; empty for weighted models.</param>
/// <param name="Outcomes">Validity by outcome.</param>
public sealed record ModelUncertainty(string Id, ImmutableArray<ReliabilityUncertainty> Dimensions, ImmutableArray<OutcomeUncertainty> Outcomes)
{
    /// <summary>Convergent and discriminant validity; null for weighted models, with a single dimension and where there is no structure.</summary>
    public StructureUncertainty? Structure { get; init; }
}

/// <summary>The one-factor solution of a dimension.</summary>
/// <param name="Id">The dimension's id.</param>
/// <param name="Omega">McDonald's omega.</param>
/// <param name="Ave">Average variance extracted.</param>
public sealed record ReliabilityUncertainty(string Id, ResampledFigure Omega, ResampledFigure Ave);

/// <summary>How sure convergent and discriminant validity are.</summary>
/// <param name="Dimensions">Every dimension.</param>
/// <param name="Pairs">Every pair of them.</param>
public sealed record StructureUncertainty(ImmutableArray<ConvergenceUncertainty> Dimensions, ImmutableArray<DiscriminationUncertainty> Pairs);

/// <summary>A dimension in the confirmatory factor analysis of all items.</summary>
/// <param name="Dimension">The dimension's id.</param>
/// <param name="Ave">Average variance extracted.</param>
/// <param name="CompositeReliability">Composite reliability.</param>
public sealed record ConvergenceUncertainty(string Dimension, ResampledFigure Ave, ResampledFigure CompositeReliability);

/// <summary>Whether two dimensions measure different things.</summary>
/// <param name="Left">One dimension.</param>
/// <param name="Right">The other.</param>
/// <param name="Htmt">The heterotrait-monotrait ratio: different where the interval ends below 1 (Henseler, Ringle &amp; Sarstedt 2015).</param>
/// <param name="Correlation">The correlation of the factors.</param>
/// <param name="Margin">The smaller AVE less the squared correlation (Fornell &amp; Larcker 1981): the criterion holds above 0.</param>
public sealed record DiscriminationUncertainty(string Left, string Right, ResampledFigure Htmt, ResampledFigure Correlation, ResampledFigure Margin)
{
    /// <summary>Whether the interval of <see cref="Htmt"/> ends below 1; null where there is none.</summary>
    public bool? AreDistinct => Htmt.CiHigh.IsDefined ? Htmt.CiHigh.Value < 1 : null;
}

/// <summary>Validity against an outcome.</summary>
/// <param name="Id">The outcome's id.</param>
/// <param name="N">Respondents with all dimension scores and the outcome.</param>
/// <param name="R">Correlation of the overall score.</param>
/// <param name="RSquared">R² of the dimension scores. Resamples fit themselves a little better than the data do, so that the interval lies high in small samples.</param>
/// <param name="Shares">The part of each dimension in R².</param>
public sealed record OutcomeUncertainty(string Id, long N, ResampledFigure R, ResampledFigure RSquared, ImmutableArray<ShareUncertainty> Shares);

/// <summary>The share of R² of a dimension, averaged over all orderings (LMG).</summary>
public sealed record ShareUncertainty(string Dimension, ResampledFigure Lmg);

/// <summary>All models and their differences on the respondents complete for all, for one outcome.</summary>
public sealed record CommonSampleUncertainty(
    string Outcome, long N, ImmutableArray<CommonModelUncertainty> Models, ImmutableArray<DifferenceUncertainty> Differences);

/// <summary>A model on the common sample.</summary>
public sealed record CommonModelUncertainty(string Id, ResampledFigure R, ResampledFigure RSquared);

/// <summary>The difference of two models on the common sample, left minus right.</summary>
/// <param name="Left">The first model's code.</param>
/// <param name="Right">The second model's code.</param>
/// <param name="R">Difference of the correlations of the overall scores.</param>
/// <param name="RSquared">Difference of R².</param>
/// <param name="P">Two-sided p of equal R² from the resamples.</param>
/// <param name="AdjustedP">p after Holm over the pairs of models of the same outcome.</param>
public sealed record DifferenceUncertainty(string Left, string Right, ResampledFigure R, ResampledFigure RSquared, Estimate P, Estimate AdjustedP)
{
    /// <summary>Whether R² differs after Holm's adjustment at the 5 % level; false means "not distinguishable", never "equal".</summary>
    public bool IsSignificant => AdjustedP.OrNull < 0.05;

    /// <summary>
    /// Whether the interval, which is that of this pair by itself, excludes 0, and yet the difference is not significant once p is adjusted for the
    /// number of comparisons.
    /// </summary>
    public bool IsLostByAdjustment => P.OrNull < 0.05 && AdjustedP.OrNull >= 0.05 && Estimate.ExcludesZero(RSquared.CiLow, RSquared.CiHigh);
}

/// <summary>The order of the dimensions by their mean score, and how stable it is.</summary>
/// <param name="Model">The model: the gap model, or the first one where there is none.</param>
/// <param name="Dimensions">Per dimension how often it takes each rank.</param>
/// <param name="Failed">Resamples in which a dimension has no score; they are left out, and above one of twenty there are no shares.</param>
public sealed record RankingResult(string Model, ImmutableArray<DimensionRank> Dimensions, int Failed);

/// <summary>The ranks of a dimension over the resamples; dimensions that tie share their ranks equally.</summary>
/// <param name="Id">The dimension's id.</param>
/// <param name="WorstShare">Share of the resamples in which its mean is the lowest, 0 … 1.</param>
/// <param name="RankShares">Share of the resamples by rank, the lowest mean first; they add up to 1. Empty where they do not exist.</param>
public sealed record DimensionRank(string Id, Estimate WorstShare, ImmutableArray<double> RankShares);
