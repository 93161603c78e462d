using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Distributions;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study;

/// <summary>
/// Everything a screen, a report or an export may say about a study. Its JSON (<see cref="StudyResultJson"/>) has the shape of the
/// reference results: property names in camel case, an undefined <see cref="Estimate"/> as null with an entry in <c>reasons</c>.
/// </summary>
public sealed record StudyResult
{
    /// <summary>Name and version of the engine that computed it.</summary>
    public required string Engine { get; init; }

    /// <summary>What was asked.</summary>
    public required QuestionnaireIdentity Questionnaire { get; init; }

    /// <summary>The filter in force, in the words of the query; null when there is none.</summary>
    public string? Filter { get; init; }

    /// <summary>The seed of whatever is random.</summary>
    public long Seed { get; init; }

    /// <summary>The sum of the hashes of the responses: the same for the same data in any order. Lower-case hexadecimal.</summary>
    public required string DataHash { get; init; }

    /// <summary>How many responses there are, empty ones included.</summary>
    public required long Responses { get; init; }

    /// <summary>Per item: the batteries and the gap.</summary>
    public required ImmutableArray<ItemResult> Items { get; init; }

    /// <summary>Per dimension: the batteries, the gap and the importance.</summary>
    public required ImmutableArray<DimensionResult> Dimensions { get; init; }

    /// <summary>The code of the gap model; null when the questionnaire has none.</summary>
    public string? GapModel { get; init; }

    /// <summary>Per measurement model, in the questionnaire's order.</summary>
    public required ImmutableArray<ModelResult> Models { get; init; }

    /// <summary>Every pair of models on every outcome.</summary>
    public required ImmutableArray<ModelComparison> Comparisons { get; init; }

    /// <summary>Validity of every model on the respondents that are complete for all models, per outcome.</summary>
    public required ImmutableArray<CommonSampleResult> CommonSample { get; init; }

    /// <summary>Whether the gap model's differences are worth their questions; null without a gap model of perceptions.</summary>
    public DifferenceScrutinyResult? DifferenceScrutiny { get; init; }

    /// <summary>What matters, how well it is done, and where to start.</summary>
    public required PrioritiesResult Priorities { get; init; }

    /// <summary>The dimension scores by attribute value.</summary>
    public required ImmutableArray<SegmentResult> Segments { get; init; }

    /// <summary>The answers to the further questions, in file order; default where only moments are known, which hold none of them.</summary>
    public ImmutableArray<QuestionResult> Questions { get; init; }

    /// <summary>How sure figures are by the bootstrap; null when no resamples were asked for.</summary>
    public UncertaintyResult? Uncertainty { get; init; }

    /// <summary>Whether the same questions measure the same in all segments and in both batteries; null unless the complete study is asked for.</summary>
    public InvarianceResult? Invariance { get; init; }

    /// <summary>How far the responses stand for the population, and the weighted figures.</summary>
    public required SampleResult Sample { get; init; }

    /// <summary>What the comparison of the models comes to; null with fewer than two models of perceptions.</summary>
    public VerdictResult? Verdict { get; init; }

    /// <summary>Which items and batteries were drawn for each respondent; null where everybody was asked everything.</summary>
    public DrawingResult? Drawing { get; init; }

    /// <summary>Which answers are missing and how.</summary>
    public required MissingAnswers Missing { get; init; }

    /// <summary>How carefully the questionnaire was answered; null unless the complete study is asked for.</summary>
    public DataQualityResult? DataQuality { get; init; }
}

/// <summary>Which questionnaire was scored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha256">SHA-256 of the canonical file, lower-case hexadecimal.</param>
public sealed record QuestionnaireIdentity(string Id, int Version, string Sha256);

/// <summary>Number of values, mean and standard deviation (divisor n − 1).</summary>
public sealed record Summary(long N, Estimate Mean, Estimate Sd)
{
    /// <summary>The 95 % interval of the mean where it does not follow from n and the standard deviation, because items are drawn; null elsewhere.</summary>
    public (Estimate Low, Estimate High)? OwnInterval { get; init; }

    /// <summary>The same with the 95 % confidence interval of the mean, mean ± t(.975, n − 1) · sd / √n; undefined for n &lt; 2.</summary>
    public MeanResult WithInterval()
    {
        if (OwnInterval is var (low, high)) return new MeanResult(N, Mean, Sd, low, high);
        if (!Mean.IsDefined || !Sd.IsDefined)
        {
            var reason = Estimate.Undefined(Mean.Reason ?? Sd.Reason!.Value);
            return new MeanResult(N, Mean, Sd, reason, reason);
        }
        var half = StudentT.Quantile(0.975, N - 1) * Sd.Value / Math.Sqrt(N);
        return new MeanResult(N, Mean, Sd, Estimate.Of(Mean.Value - half), Estimate.Of(Mean.Value + half));
    }
}

/// <summary>A summary with the 95 % confidence interval of the mean, mean ± t(.975, n − 1) · sd / √n.</summary>
public sealed record MeanResult(long N, Estimate Mean, Estimate Sd, Estimate CiLow, Estimate CiHigh);

/// <summary>A gap: mean difference with interval, one-sample t test against 0, Cohen's d_z, and the Holm-adjusted p within its family.</summary>
/// <param name="N">Respondents with both answers.</param>
/// <param name="Mean">Mean gap.</param>
/// <param name="Sd">Standard deviation of the gaps.</param>
/// <param name="CiLow">Lower limit of the 95 % interval.</param>
/// <param name="CiHigh">Upper limit of the 95 % interval.</param>
/// <param name="T">t statistic.</param>
/// <param name="Df">Degrees of freedom, n − 1.</param>
/// <param name="P">Two-sided p, unadjusted.</param>
/// <param name="EffectSize">mean / sd.</param>
/// <param name="AdjustedP">p after Holm (1979) over the items, or over the dimensions.</param>
/// <param name="PairedBatteries">Mean per battery on the same pairs, so that the gap is their difference.</param>
public sealed record GapResult(
    long N, Estimate Mean, Estimate Sd, Estimate CiLow, Estimate CiHigh, Estimate T, Estimate Df, Estimate P, Estimate EffectSize,
    Estimate AdjustedP, ImmutableArray<BatteryMean> PairedBatteries)
{
    /// <summary>Whether the gap differs from zero after Holm's adjustment at the 5 % level; false when there is no test.</summary>
    public bool IsSignificant => AdjustedP.OrNull < 0.05;

    /// <summary>
    /// Whether the interval, which is that of this gap by itself, excludes 0, and yet the difference is not significant once p is adjusted for the
    /// number of comparisons.
    /// </summary>
    public bool IsLostByAdjustment => P.OrNull < 0.05 && AdjustedP.OrNull >= 0.05 && Estimate.ExcludesZero(CiLow, CiHigh);
}

/// <summary>The mean of one battery.</summary>
public sealed record BatteryMean(string Battery, Estimate Mean);

/// <summary>One item.</summary>
/// <param name="Id">Item id.</param>
/// <param name="Dimension">Its dimension's id.</param>
/// <param name="Batteries">Summary of the recoded answers by battery id, in file order (an object in JSON).</param>
/// <param name="Gap">The gap model's item gap; null when there is no gap model.</param>
public sealed record ItemResult(string Id, string Dimension, ImmutableArray<KeyValuePair<string, Summary>> Batteries, GapResult? Gap)
{
    /// <summary>The difference of the batteries' means over all who rated each; null where all are asked both.</summary>
    public UnpairedGap? Unpaired { get; init; }
}

/// <summary>One dimension.</summary>
/// <param name="Id">Dimension id.</param>
/// <param name="Batteries">Summary of the respondents' half-rule means by battery id (an object in JSON).</param>
/// <param name="Gap">The gap model's dimension gap; null when there is no gap model.</param>
/// <param name="Importance">100 · w_d / Σw over the respondents with all weights; null when importance is not asked.</param>
public sealed record DimensionResult(
    string Id, ImmutableArray<KeyValuePair<string, Summary>> Batteries, GapResult? Gap, Summary? Importance)
{
    /// <summary>The difference of the batteries' means over all who rated each; null where all are asked both.</summary>
    public UnpairedGap? Unpaired { get; init; }
}

/// <summary>One measurement model.</summary>
/// <param name="Id">The model's code.</param>
/// <param name="Overall">The overall score.</param>
/// <param name="Dimensions">The dimension scores and their reliability.</param>
/// <param name="Alpha">Cronbach's alpha over all items; null for weighted models.</param>
/// <param name="Structure">Factor structure; null for weighted models. Undefined structure has <see cref="StructureResult.Reason"/>.</param>
/// <param name="Outcomes">Validity against each outcome.</param>
public sealed record ModelResult(
    string Id, MeanResult Overall, ImmutableArray<ModelDimension> Dimensions, Estimate? Alpha, StructureResult? Structure,
    ImmutableArray<OutcomeResult> Outcomes)
{
    /// <summary>Feldt's 95 % interval of <see cref="Alpha"/>, lower limit; undefined where alpha is, without meaning for weighted models.</summary>
    public Estimate AlphaCiLow { get; init; }

    /// <summary>Feldt's 95 % interval of <see cref="Alpha"/>, upper limit.</summary>
    public Estimate AlphaCiHigh { get; init; }
}

/// <summary>A dimension under a model. The reliability figures are null (absent in JSON) for weighted models.</summary>
public sealed record ModelDimension(
    string Id, long N, Estimate Mean, Estimate Sd, Estimate CiLow, Estimate CiHigh, DimensionReliability? Reliability)
{
    /// <summary>The scores of its sub-dimensions, under a gap model their gaps; empty where it has none, and for weighted models.</summary>
    public ImmutableArray<SubdimensionScore> Subdimensions { get; init; } = [];
}

/// <summary>
/// A sub-dimension under a model: the mean of its item scores with its 95 % interval and Cronbach's alpha, over the respondents who have
/// every item score of the dimension.
/// </summary>
public sealed record SubdimensionScore(string Id, long N, Estimate Mean, Estimate Sd, Estimate CiLow, Estimate CiHigh, Estimate Alpha);

/// <summary>Internal consistency of a dimension under a model, listwise over its items. In JSON these stand beside the dimension's mean.</summary>
/// <param name="N">Respondents with every item score.</param>
/// <param name="Alpha">Cronbach's alpha.</param>
/// <param name="AlphaStandardized">Alpha of the correlation matrix.</param>
/// <param name="Omega">McDonald's omega of a one-factor maximum-likelihood solution.</param>
/// <param name="Ave">Mean squared standardised loading of that solution.</param>
/// <param name="Items">Corrected item-total correlation and alpha if deleted.</param>
/// <param name="DifferenceReliability">Johns (1981); null (absent) but for difference models.</param>
public sealed record DimensionReliability(
    long N, Estimate Alpha, Estimate AlphaStandardized, Estimate Omega, Estimate Ave, ImmutableArray<ItemReliability> Items,
    Estimate? DifferenceReliability)
{
    /// <summary>Feldt's 95 % interval of <see cref="Alpha"/>, lower limit; undefined where alpha is.</summary>
    public Estimate AlphaCiLow { get; init; }

    /// <summary>Feldt's 95 % interval of <see cref="Alpha"/>, upper limit.</summary>
    public Estimate AlphaCiHigh { get; init; }

    /// <summary>Spearman-Brown reliability of a dimension of two items (Eisinga, te Grotenhuis &amp; Pelzer 2013); null (absent) for others.</summary>
    public Estimate? SpearmanBrown { get; init; }
}

/// <summary>How an item fits its dimension.</summary>
public sealed record ItemReliability(string Id, Estimate ItemRest, Estimate AlphaIfDeleted);

/// <summary>The factor structure of a model's items, listwise over all items.</summary>
/// <param name="Reason">Why there is no structure at all; null when there is.</param>
/// <param name="N">Respondents with every item score.</param>
/// <param name="Kmo">Kaiser-Meyer-Olkin, overall.</param>
/// <param name="Bartlett">Bartlett's test of sphericity.</param>
/// <param name="Eigenvalues">Eigenvalues of the correlation matrix in falling order; empty when they were not found.</param>
/// <param name="Cfa">The confirmatory factor analysis of the instrument's structure.</param>
/// <param name="Htmt">Heterotrait-monotrait ratios.</param>
public sealed record StructureResult(
    UndefinedReason? Reason, long N, Estimate Kmo, BartlettResult? Bartlett, ImmutableArray<double> Eigenvalues, CfaResult? Cfa,
    ImmutableArray<HtmtResult> Htmt)
{
    /// <summary>The pairwise covariances where items are drawn; null elsewhere.</summary>
    public PairCovariances? Pairs { get; init; }

    /// <summary>Why what rests on the matrix of <see cref="Pairs"/> does not exist; null where it does.</summary>
    public UndefinedReason? WithoutMatrix { get; init; }

    /// <summary>The measure of sampling adequacy of each item (Kaiser &amp; Rice 1974).</summary>
    public ImmutableArray<ItemAdequacy> Msa { get; init; } = [];

    /// <summary>The Fornell-Larcker criterion; null in <see cref="StudyDepth.Figures"/>.</summary>
    public FornellLarckerResult? FornellLarcker { get; init; }

    /// <summary>Other confirmatory models of the same items; default in <see cref="StudyDepth.Figures"/>.</summary>
    public ImmutableArray<StructureAlternative> Alternatives { get; init; }

    /// <summary>How many factors there are; null in <see cref="StudyDepth.Figures"/>.</summary>
    public ParallelAnalysisResult? ParallelAnalysis { get; init; }

    /// <summary>Exploratory solutions with that number of factors and with the instrument's; default in <see cref="StudyDepth.Figures"/>.</summary>
    public ImmutableArray<ExploratorySolution> Exploratory { get; init; }
}

/// <summary>The measure of sampling adequacy of an item: Σ r² / (Σ r² + Σ q²) over its pairs, q the partial correlations.</summary>
public sealed record ItemAdequacy(string Id, Estimate Value);

/// <summary>Bartlett's test of sphericity.</summary>
public sealed record BartlettResult(Estimate ChiSquare, Estimate Df, Estimate P);

/// <summary>A heterotrait-monotrait ratio of correlations (Henseler, Ringle &amp; Sarstedt 2015).</summary>
public sealed record HtmtResult(string Left, string Right, Estimate Value);

/// <summary>A confirmatory factor analysis by maximum likelihood.</summary>
/// <param name="Status"><c>ok</c>, <c>improper</c>, <c>not-converged</c> or <c>not-identified</c>; in the last two every figure is null.</param>
/// <param name="Problems">What makes the solution improper, named (items, factors).</param>
/// <param name="Fit">How well it fits.</param>
/// <param name="Loadings">By dimension the standardised loadings of its items.</param>
/// <param name="FactorCorrelations">Every pair of dimensions.</param>
public sealed record CfaResult(
    string Status, ImmutableArray<CfaProblem> Problems, FitFigures Fit, ImmutableArray<FactorLoadings> Loadings,
    ImmutableArray<FactorCorrelation> FactorCorrelations)
{
    /// <summary>The same fit scaled for answers that are not normal; null where that was not asked for.</summary>
    public SatorraBentlerResult? SatorraBentler { get; init; }
}

/// <summary>One reason why a solution is improper.</summary>
/// <param name="Code"><c>negative-residual-variance</c>, <c>factor-correlation-out-of-range</c> <c>indefinite-factor-correlations</c> or, in the second-order model, <c>second-order-loading-out-of-range</c>.</param>
/// <param name="Subjects">The items or dimensions concerned.</param>
public sealed record CfaProblem(string Code, ImmutableArray<string> Subjects);

/// <summary>The standardised loadings of a dimension's items.</summary>
public sealed record FactorLoadings(string Dimension, ImmutableArray<ItemLoading> Items);

/// <summary>One standardised loading.</summary>
public sealed record ItemLoading(string Id, Estimate Loading);

/// <summary>The correlation of two factors.</summary>
public sealed record FactorCorrelation(string Left, string Right, Estimate R);

/// <summary>Validity of a model against an outcome, listwise over the dimension scores and the outcome.</summary>
public sealed record OutcomeResult(
    string Id, long N, Estimate R, Estimate RSquared, Estimate AdjustedRSquared, Estimate F, Estimate P,
    ImmutableArray<RegressionCoefficient> Coefficients);

/// <summary>A dimension's part in the regression of an outcome on the dimension scores.</summary>
/// <param name="Lmg">Share of R² averaged over the orderings (Lindeman, Merenda &amp; Gold 1980); the shares add up to R².</param>
/// <param name="LmgError">Standard error of <paramref name="Lmg"/> from sampling orderings; 0 up to 12 dimensions, where all orderings are taken.</param>
/// <param name="RelativeWeight">Johnson's relative weight (2000); the weights add up to R².</param>
public sealed record RegressionCoefficient(
    string Dimension, Estimate B, Estimate Beta, Estimate StandardError, Estimate T, Estimate P, Estimate Vif, Estimate Lmg, Estimate LmgError,
    Estimate RelativeWeight);

/// <summary>Two models compared on an outcome: Williams' t for dependent correlations (Steiger 1980).</summary>
/// <param name="AdjustedP">p after Holm over the pairs of models of the same outcome.</param>
public sealed record ModelComparison(
    string Outcome, string Left, string Right, long N, Estimate RLeft, Estimate RRight, Estimate RBetween, Estimate WilliamsT, Estimate Df,
    Estimate P, Estimate AdjustedP)
{
    /// <summary>Zou's (2007) 95 % interval of <c>rLeft − rRight</c>, lower limit; not adjusted for the number of pairs.</summary>
    public Estimate DifferenceCiLow { get; init; }

    /// <summary>Zou's (2007) 95 % interval of <c>rLeft − rRight</c>, upper limit.</summary>
    public Estimate DifferenceCiHigh { get; init; }

    /// <summary>Whether the correlations differ after Holm's adjustment at the 5 % level; false means "not distinguishable", never "equal".</summary>
    public bool IsSignificant => AdjustedP.OrNull < 0.05;

    /// <summary>
    /// Whether the interval, which is that of this pair by itself, excludes 0, and yet the difference is not significant once p is adjusted for the
    /// number of comparisons.
    /// </summary>
    public bool IsLostByAdjustment => P.OrNull < 0.05 && AdjustedP.OrNull >= 0.05 && Estimate.ExcludesZero(DifferenceCiLow, DifferenceCiHigh);
}

/// <summary>All models on the same respondents, those complete for every model, for one outcome.</summary>
public sealed record CommonSampleResult(string Outcome, long N, ImmutableArray<CommonSampleModel> Models, ImmutableArray<ModelComparison> Comparisons);

/// <summary>One model on the common sample.</summary>
public sealed record CommonSampleModel(string Id, Estimate R, Estimate RSquared, Estimate AdjustedRSquared);

/// <summary>The gap model's (else the first model's) dimension scores by attribute value.</summary>
public sealed record SegmentResult(string Attribute, ImmutableArray<SegmentGroup> Groups, ImmutableArray<WelchResult> Welch);

/// <summary>One attribute value.</summary>
/// <param name="Value">The value as written.</param>
/// <param name="Responses">How many responses have it.</param>
/// <param name="IsTooSmall">Whether it has fewer responses than may be shown; its figures are then undefined.</param>
/// <param name="Dimensions">Dimension scores.</param>
public sealed record SegmentGroup(string Value, long Responses, bool IsTooSmall, ImmutableArray<SegmentDimension> Dimensions);

/// <summary>A dimension score within a segment.</summary>
public sealed record SegmentDimension(string Id, long N, Estimate Mean, Estimate Sd, Estimate CiLow, Estimate CiHigh);

/// <summary>Welch's one-way test of a dimension over the groups, with p adjusted by Holm over the dimensions.</summary>
public sealed record WelchResult(string Dimension, Estimate F, Estimate Df1, Estimate Df2, Estimate P, Estimate AdjustedP);

/// <summary>How many answers of the vectors are missing, by kind, over all responses.</summary>
public sealed record MissingAnswers(long Answered, long Skipped, long NotApplicable, long NotSeen);
