using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>What matters, how well it is done, and where to start.</summary>
public sealed record PrioritiesResult
{
    /// <summary>Importance as respondents state it by sharing points, with intervals; empty when it is not asked.</summary>
    public ImmutableArray<StatedImportance> Stated { get; init; } = [];

    /// <summary>The model whose dimension scores importance is derived from: <c>servperf</c>, or the first unweighted one where it is not among the models.</summary>
    public required string DerivedFrom { get; init; }

    /// <summary>Importance as the regression of each outcome shows it.</summary>
    public ImmutableArray<DerivedImportance> Derived { get; init; } = [];

    /// <summary>Importance-performance analysis: one by stated importance where it is asked, one by derived importance per outcome.</summary>
    public ImmutableArray<PriorityMap> Maps { get; init; } = [];

    /// <summary>Why there is no analysis of asymmetric impact; null when there is.</summary>
    public UndefinedReason? ImpactReason { get; init; }

    /// <summary>What low and high performance do to each outcome.</summary>
    public ImmutableArray<ImpactResult> Impact { get; init; } = [];

    /// <summary>The outcomes that are indicators: net promoter score, satisfaction, effort.</summary>
    public ImmutableArray<OutcomeIndicator> Indicators { get; init; } = [];
}

/// <summary>The points that respondents give to a dimension, 100 · w / Σw: number, mean, standard deviation and the 95 % interval of the mean.</summary>
public sealed record StatedImportance(string Dimension, MeanResult Points);

/// <summary>How R² of an outcome divides among the dimensions.</summary>
/// <param name="Outcome">The outcome's id.</param>
/// <param name="N">Respondents with all dimension scores and the outcome.</param>
/// <param name="RSquared">R² of the regression.</param>
/// <param name="P">p of its F: without significance the shares are shares of chance.</param>
/// <param name="Dimensions">The shares.</param>
public sealed record DerivedImportance(string Outcome, long N, Estimate RSquared, Estimate P, ImmutableArray<DerivedShare> Dimensions);

/// <summary>A dimension's share of R² in percent; the shares of all dimensions add up to 100.</summary>
/// <param name="Dimension">The dimension's id.</param>
/// <param name="Weight">By Johnson's relative weights (2000), 0 … 100.</param>
/// <param name="Lmg">By the average over orderings (Lindeman, Merenda &amp; Gold 1980).</param>
public sealed record DerivedShare(string Dimension, Estimate Weight, Estimate Lmg)
{
    /// <summary>The 95 % bootstrap interval of <see cref="Weight"/>; null (absent) without resamples.</summary>
    public ResampledLimits? WeightLimits { get; init; }

    /// <summary>The 95 % bootstrap interval of <see cref="Lmg"/>; null (absent) without resamples.</summary>
    public ResampledLimits? LmgLimits { get; init; }
}

/// <summary>A 95 % interval from resamples of the respondents.</summary>
public sealed record ResampledLimits(Estimate Low, Estimate High);

/// <summary>
/// An importance-performance analysis (Martilla &amp; James 1977). Where the lines of the crosshair stand is a choice, so that every dimension is
/// placed by each of them: a quadrant on which they disagree hangs on the choice.
/// </summary>
/// <param name="Importance"><c>stated</c> or <c>derived</c>.</param>
/// <param name="Outcome">The outcome that importance is derived from; null (absent) for stated importance.</param>
/// <param name="N">Respondents that importance rests on.</param>
/// <param name="Crosshairs">Where the lines stand.</param>
/// <param name="Dimensions">The dimensions.</param>
public sealed record PriorityMap(
    string Importance, string? Outcome, long N, ImmutableArray<Crosshair> Crosshairs, ImmutableArray<PriorityDimension> Dimensions)
{
    /// <summary>Why there are no items; null when there are.</summary>
    public UndefinedReason? ItemsReason { get; init; }

    /// <summary>Where the lines stand among the items: means are those over the items; stated importance keeps the line of the dimensions.</summary>
    public ImmutableArray<Crosshair> ItemCrosshairs { get; init; } = [];

    /// <summary>The items, each by its own performance.</summary>
    public ImmutableArray<PriorityItem> Items { get; init; } = [];
}

/// <summary>An item on the map.</summary>
/// <param name="Id">Item id.</param>
/// <param name="Dimension">Its dimension's id.</param>
/// <param name="Importance">
/// Percent. Derived: the dimension's share times the item's share in it, so that the items of a dimension add up to the dimension. Stated: that of
/// the dimension, since points are given to dimensions alone.
/// </param>
/// <param name="WithinShare">Derived: the item's share in what the dimension's items explain together, by Johnson's relative weights (2000).</param>
/// <param name="Performance">Mean perception on the questionnaire's scale.</param>
/// <param name="Priority">Standardised importance less standardised performance, over the items.</param>
/// <param name="Placements">The quadrant by each crosshair, in the order of <see cref="PriorityMap.ItemCrosshairs"/>.</param>
public sealed record PriorityItem(
    string Id, string Dimension, Estimate Importance, Estimate WithinShare, Estimate Performance, Estimate Priority, ImmutableArray<PriorityPlacement> Placements)
{
    /// <summary>The 95 % bootstrap interval of <see cref="Importance"/>; null (absent) without resamples.</summary>
    public ResampledLimits? ImportanceLimits { get; init; }

    /// <summary>The share of resamples in which all crosshairs say "concentrate here"; null (absent) without resamples.</summary>
    public Estimate? ConcentrateShare { get; init; }
}

/// <summary>The lines of a crosshair.</summary>
/// <param name="Id">
/// <c>scale</c>: the middle of the scale, and an equal share of importance, 100/k. <c>means</c>: the means over the dimensions (that of the shares
/// is 100/k as well). <c>diagonal</c>: where standardised importance exceeds standardised performance one concentrates; elsewhere the means
/// divide (Abalo, Varela &amp; Manzano 2007).
/// </param>
/// <param name="Importance">The line of importance.</param>
/// <param name="Performance">The line of performance.</param>
public sealed record Crosshair(string Id, Estimate Importance, Estimate Performance);

/// <summary>A dimension on the map.</summary>
/// <param name="Dimension">The dimension's id.</param>
/// <param name="Importance">Share in percent.</param>
/// <param name="Performance">Mean perception on the questionnaire's scale.</param>
/// <param name="Priority">Standardised importance less standardised performance, over the dimensions: above 0 it lies above the diagonal.</param>
/// <param name="Placements">The quadrant by each crosshair, in the order of <see cref="PriorityMap.Crosshairs"/>.</param>
public sealed record PriorityDimension(
    string Dimension, Estimate Importance, Estimate Performance, Estimate Priority, ImmutableArray<PriorityPlacement> Placements)
{
    /// <summary>The share of resamples in which it has the highest <see cref="Priority"/>; null (absent) without resamples.</summary>
    public Estimate? FirstShare { get; init; }

    /// <summary>The share of resamples in which all crosshairs say "concentrate here"; null (absent) without resamples.</summary>
    public Estimate? ConcentrateShare { get; init; }
}

/// <summary>Where a crosshair places a dimension. A value on a line counts as high performance and as low importance, so that it raises no alarm.</summary>
/// <param name="Crosshair">The crosshair's id.</param>
/// <param name="Quadrant">The quadrant; null where there is none.</param>
/// <param name="Reason">Why there is none; null where there is.</param>
public sealed record PriorityPlacement(string Crosshair, PriorityQuadrant? Quadrant, UndefinedReason? Reason)
{
    /// <summary>The share of resamples in each quadrant, in the order of <see cref="PriorityQuadrant"/>; empty without resamples.</summary>
    public ImmutableArray<Estimate> Shares { get; init; } = [];
}

/// <summary>The quadrants of Martilla &amp; James (1977).</summary>
public enum PriorityQuadrant
{
    /// <summary>Important and low in performance.</summary>
    ConcentrateHere,

    /// <summary>Important and high in performance.</summary>
    KeepUp,

    /// <summary>Less important and low in performance.</summary>
    LowPriority,

    /// <summary>Less important and high in performance.</summary>
    PossibleOverkill,
}

/// <summary>
/// Penalty-reward contrast (Brandt 1987) of an outcome on the dimensions' perception means: an indicator for the lowest quarter of the
/// respondents and one for the highest, the rest being the reference.
/// </summary>
/// <param name="Outcome">The outcome's id.</param>
/// <param name="N">Respondents with all dimension means and the outcome.</param>
/// <param name="Dimensions">The dimensions.</param>
public sealed record ImpactResult(string Outcome, long N, ImmutableArray<ImpactDimension> Dimensions);

/// <summary>What low and high performance in a dimension do to an outcome.</summary>
/// <param name="Dimension">The dimension's id.</param>
/// <param name="LowCut">Means up to this one are low.</param>
/// <param name="HighCut">Means from this one on are high.</param>
/// <param name="LowN">Respondents below; equal values stay together, so that these are a quarter as nearly as they can be.</param>
/// <param name="HighN">Respondents above.</param>
/// <param name="Penalty">The outcome's difference under low performance.</param>
/// <param name="Reward">The outcome's difference under high performance.</param>
/// <param name="Asymmetry">Reward + penalty, with the test whether they are of the same size.</param>
/// <param name="PenaltyShare">Dissatisfaction-generating potential |p| / (r + |p|) (Mikulić &amp; Prebežac 2008); where p &lt; 0 &lt; r only.</param>
/// <param name="RewardShare">Satisfaction-generating potential r / (r + |p|).</param>
/// <param name="ImpactAsymmetry">Reward share − penalty share, −1 … 1.</param>
/// <param name="Class">What the tests allow to say.</param>
public sealed record ImpactDimension(
    string Dimension, Estimate LowCut, Estimate HighCut, long LowN, long HighN, ImpactTest Penalty, ImpactTest Reward, ImpactTest Asymmetry,
    Estimate PenaltyShare, Estimate RewardShare, Estimate ImpactAsymmetry, ImpactClass Class);

/// <summary>A coefficient in units of the outcome.</summary>
/// <param name="B">Its value.</param>
/// <param name="CiLow">Lower limit of the 95 % interval.</param>
/// <param name="CiHigh">Upper limit.</param>
/// <param name="T">t, n − 2k − 1 degrees of freedom.</param>
/// <param name="P">Two-sided p.</param>
/// <param name="AdjustedP">p after Holm over the dimensions.</param>
public sealed record ImpactTest(Estimate B, Estimate CiLow, Estimate CiHigh, Estimate T, Estimate P, Estimate AdjustedP)
{
    /// <summary>Whether it differs from 0 after Holm's adjustment at the 5 % level.</summary>
    public bool IsSignificant => AdjustedP.OrNull < 0.05;
}

/// <summary>The kind of a dimension's impact, as far as tests at the 5 % level (Holm over the dimensions) allow.</summary>
public enum ImpactClass
{
    /// <summary>The tests do not tell.</summary>
    Undecided,

    /// <summary>Low performance costs more than high performance gains: taken for granted.</summary>
    Basic,

    /// <summary>Both low and high performance tell, and their sizes cannot be distinguished: the better, the better.</summary>
    Performance,

    /// <summary>High performance gains more than low performance costs: it delights.</summary>
    Excitement,
}

/// <summary>An outcome that is an indicator.</summary>
/// <param name="Outcome">The outcome's id.</param>
/// <param name="Kind">Which indicator.</param>
/// <param name="N">Respondents who answered.</param>
/// <param name="Value">The net promoter score, −100 … 100; the share of the two best answers, 0 … 1; or the mean.</param>
/// <param name="CiLow">Lower limit of the 95 % interval (multinomial, Wilson's, or t).</param>
/// <param name="CiHigh">Upper limit.</param>
/// <param name="Counts">How often each answer was given, from the lowest.</param>
public sealed record OutcomeIndicator(
    string Outcome, OutcomeKind Kind, long N, Estimate Value, Estimate CiLow, Estimate CiHigh, ImmutableArray<long> Counts)
{
    /// <summary>Standard error of the net promoter score; null (absent) for the others.</summary>
    public Estimate? StandardError { get; init; }

    /// <summary>Share of 9 and 10; null (absent) but for the net promoter score.</summary>
    public Estimate? Promoters { get; init; }

    /// <summary>Share of 7 and 8.</summary>
    public Estimate? Passives { get; init; }

    /// <summary>Share of 0 to 6.</summary>
    public Estimate? Detractors { get; init; }
}
