using System.Collections.Immutable;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>How far the responses stand for the population: margins of error at 95 %, and weights where the population is known.</summary>
/// <remarks>The margins are those of a simple random sample of those who answered; they say nothing about who did not.</remarks>
/// <param name="Responses">The responses.</param>
/// <param name="People">The population's size; null when not known, and then no finite population correction is made.</param>
/// <param name="ProportionMargin">Half the width of the interval of a share near one half, as a share.</param>
/// <param name="OverallMargin">The same for the overall score of the leading model, in its units.</param>
/// <param name="Segments">By attribute and value.</param>
/// <param name="Weighting">The weighted figures; null when no population margins are known.</param>
/// <param name="WeightingReason">Why there is no weighting although margins are known; null when there is.</param>
public sealed record SampleResult(
    long Responses, long? People, Estimate ProportionMargin, Estimate OverallMargin, ImmutableArray<SegmentMargins> Segments,
    WeightingResult? Weighting = null, UndefinedReason? WeightingReason = null);

/// <summary>Margins of error by the values of an attribute.</summary>
public sealed record SegmentMargins(string Attribute, ImmutableArray<GroupMargins> Groups);

/// <summary>Margins of error of one attribute value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Responses">All responses with the value.</param>
/// <param name="People">How many people have it; null when not known.</param>
/// <param name="ProportionMargin">Half the width of the interval of a share near one half, as a share.</param>
/// <param name="Dimensions">The same for each dimension score, in its units.</param>
public sealed record GroupMargins(string Value, long Responses, long? People, Estimate ProportionMargin, ImmutableArray<DimensionMargin> Dimensions);

/// <summary>The margin of error of a dimension score.</summary>
public sealed record DimensionMargin(string Id, Estimate Margin);

/// <summary>Weights by which the responses agree with the population, and what they make of the figures.</summary>
/// <param name="Status"><c>raked</c>: every margin agrees; <c>trimmed</c>: weights were cut to their bounds, so the margins agree nearly; <c>not-converged</c>: the margins contradict each other in these responses, and there are no weighted figures; <c>nobody</c>: no respondent has a value in every margin.</param>
/// <param name="Variance"><c>calibrated</c>: the standard errors account for raking; <c>fixed</c>: they take the weights as given.</param>
/// <param name="Respondents">Those who have a weight.</param>
/// <param name="WithoutWeight">Those who have none: an attribute is missing, or its value is not in the population.</param>
/// <param name="Iterations">Passes of raking.</param>
/// <param name="Trimmed">Respondents whose weight was cut or raised to a bound.</param>
/// <param name="Smallest">The smallest weight; the mean is 1.</param>
/// <param name="Largest">The largest weight.</param>
/// <param name="LargestDeviation">The largest difference between a weighted share and its target, as a share; values without respondents apart.</param>
/// <param name="DesignEffect">Kish's factor by which unequal weights widen variances.</param>
/// <param name="EffectiveCount">As many respondents without weights would say as much.</param>
/// <param name="Margins">Target, sample and weighted shares.</param>
/// <param name="Problems">What keeps the weights from standing for the whole population.</param>
/// <param name="Figures">Weighted beside unweighted means.</param>
/// <param name="NotWeighted">Families of figures that have no weighted definition here; each is undefined with the reason.</param>
public sealed record WeightingResult(
    string Status, string Variance, long Respondents, long WithoutWeight, int Iterations, long Trimmed, Estimate Smallest, Estimate Largest, Estimate LargestDeviation,
    Estimate DesignEffect, Estimate EffectiveCount, ImmutableArray<WeightingMargin> Margins, ImmutableArray<WeightingProblem> Problems,
    ImmutableArray<WeightedFigure> Figures, ImmutableArray<KeyValuePair<string, Estimate>> NotWeighted);

/// <summary>The shares of an attribute's values.</summary>
public sealed record WeightingMargin(string Attribute, ImmutableArray<WeightingShare> Values);

/// <summary>One value of a margin.</summary>
/// <param name="Value">The value.</param>
/// <param name="Respondents">Those with a weight who have it.</param>
/// <param name="Target">Its share in the population.</param>
/// <param name="Sample">Its share among the respondents who have a weight.</param>
/// <param name="Weighted">Its weighted share.</param>
public sealed record WeightingShare(string Value, long Respondents, Estimate Target, Estimate Sample, Estimate Weighted);

/// <summary>What keeps the weights from standing for the whole population.</summary>
/// <param name="Code">
/// <c>no-respondents</c>: the population has the value, no respondent does, so the figures do not stand for these people;
/// <c>not-in-population</c>: respondents have a value that the population has not, or in no number; <c>value-missing</c>: respondents without a value;
/// <c>totals-differ</c>: the attribute's counts sum to another total than the first one's; <c>attribute-unknown</c>: the questionnaire has no such attribute.
/// </param>
/// <param name="Attribute">The attribute.</param>
/// <param name="Value">The value; null where it is about the attribute.</param>
/// <param name="Count">The respondents, or for totals the people, concerned.</param>
public sealed record WeightingProblem(string Code, string Attribute, string? Value, long Count);

/// <summary>A mean with and without weights.</summary>
/// <param name="Score">What it is the mean of.</param>
/// <param name="N">The respondents with a weight and a value.</param>
/// <param name="Unweighted">The plain mean of all respondents with a value, as it stands elsewhere in the result.</param>
/// <param name="Mean">The weighted mean.</param>
/// <param name="StandardError">Its linearised standard error.</param>
/// <param name="CiLow">Lower limit of the 95 % interval.</param>
/// <param name="CiHigh">Upper limit of the 95 % interval.</param>
public sealed record WeightedFigure(ScoreKey Score, long N, Estimate Unweighted, Estimate Mean, Estimate StandardError, Estimate CiLow, Estimate CiHigh);
