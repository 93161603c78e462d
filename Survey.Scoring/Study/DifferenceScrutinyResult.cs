using System.Collections.Immutable;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>
/// Whether the gap model's differences are worth their questions: what is known against difference scores (Peter, Churchill &amp; Brown 1993; Page &amp;
/// Spreng 2002), measured on these answers. The minuend is what people get (perception), the subtrahend what it is compared with (expectation,
/// minimum or desired level).
/// </summary>
/// <param name="Model">The gap model.</param>
/// <param name="Minuend">The battery that is subtracted from.</param>
/// <param name="Subtrahend">The battery that is subtracted.</param>
/// <param name="Whole">All items together.</param>
/// <param name="Dimensions">Each dimension.</param>
/// <param name="Tests">Per outcome whether the difference is the right way to use both answers, and whether the subtrahend adds anything.</param>
/// <param name="Verdict">Whether to keep asking the subtrahend.</param>
public sealed record DifferenceScrutinyResult(
    string Model, string Minuend, string Subtrahend, DifferenceQuality Whole, ImmutableArray<DifferenceQuality> Dimensions,
    ImmutableArray<ComponentTest> Tests, ScrutinyVerdict Verdict);

/// <summary>
/// The components of a difference and the difference, as means over the items, on the respondents who answered all of them in both batteries.
/// </summary>
/// <param name="Dimension">The dimension's id; null (absent) for all items.</param>
/// <param name="N">The respondents.</param>
/// <param name="MinuendAlpha">Alpha of the minuend.</param>
/// <param name="SubtrahendAlpha">Alpha of the subtrahend.</param>
/// <param name="GapAlpha">Alpha of the item gaps, which takes the gap as a measurement of its own.</param>
/// <param name="DifferenceReliability">Reliability of the difference from its components (Johns 1981; Peter, Churchill &amp; Brown 1993).</param>
/// <param name="Correlation">Correlation of minuend and subtrahend: the higher, the less reliable is their difference.</param>
/// <param name="MinuendSd">Standard deviation of the minuend's mean.</param>
/// <param name="SubtrahendSd">Standard deviation of the subtrahend's mean.</param>
/// <param name="GapSd">Standard deviation of the mean gap.</param>
/// <param name="GapMinuendCorrelation">Correlation of the gap with its minuend.</param>
/// <param name="GapSubtrahendCorrelation">Correlation of the gap with its subtrahend.</param>
/// <param name="SubtrahendVarianceShare">−cov(gap, subtrahend) / var(gap), the part of the gap's variance that comes from the subtrahend; the rest is the minuend's.</param>
/// <param name="Answers">The subtrahend's answers that were given.</param>
/// <param name="CeilingShare">The share of them at the top of the scale, where the gap cannot be positive (variance restriction).</param>
public sealed record DifferenceQuality(
    string? Dimension, long N, Estimate MinuendAlpha, Estimate SubtrahendAlpha, Estimate GapAlpha, Estimate DifferenceReliability, Estimate Correlation,
    Estimate MinuendSd, Estimate SubtrahendSd, Estimate GapSd, Estimate GapMinuendCorrelation, Estimate GapSubtrahendCorrelation,
    Estimate SubtrahendVarianceShare, long Answers, Estimate CeilingShare)
{
    /// <summary>
    /// Standard deviation of the gap among the half of the respondents with the lower subtrahend means; null (absent) for all items. Both halves
    /// differ where the gap's variance depends on where the subtrahend stands.
    /// </summary>
    public Estimate? GapSdLowHalf { get; init; }

    /// <summary>The same among the half with the higher subtrahend means.</summary>
    public Estimate? GapSdHighHalf { get; init; }
}

/// <summary>Three regressions of an outcome on the same respondents: on the gaps, on the minuends, and on both components.</summary>
/// <param name="Outcome">The outcome's id.</param>
/// <param name="N">The respondents.</param>
/// <param name="GapRSquared">R² of the gaps.</param>
/// <param name="MinuendRSquared">R² of the minuends alone.</param>
/// <param name="BothRSquared">R² of both components with coefficients of their own.</param>
/// <param name="Constraint">The gaps against both: whether b(subtrahend) = −b(minuend) in every dimension, as a difference supposes (Page &amp; Spreng 2002; Edwards 1994).</param>
/// <param name="Added">The minuends against both: what the subtrahend adds.</param>
/// <param name="RespondentsNeeded">How many respondents would find, with a power of 80 %, that the subtrahend adds 2 % of the outcome's variance.</param>
/// <param name="Dimensions">The coefficients with both components in the regression.</param>
public sealed record ComponentTest(
    string Outcome, long N, Estimate GapRSquared, Estimate MinuendRSquared, Estimate BothRSquared, NestedTest Constraint, NestedTest Added,
    Estimate RespondentsNeeded, ImmutableArray<ComponentCoefficients> Dimensions);

/// <summary>An F test of nested regressions.</summary>
/// <param name="Gain">The gain in R² of the larger regression.</param>
/// <param name="GainHigh">Upper limit of the gain (one-sided 95 %).</param>
/// <param name="F">F = ((SSE₀ − SSE₁)/q) / (SSE₁/(n − p − 1)).</param>
/// <param name="Df1">q.</param>
/// <param name="Df2">n − p − 1.</param>
/// <param name="P">Its p.</param>
/// <param name="AdjustedP">p after Holm over the outcomes.</param>
public sealed record NestedTest(Estimate Gain, Estimate GainHigh, Estimate F, Estimate Df1, Estimate Df2, Estimate P, Estimate AdjustedP)
{
    /// <summary>Whether the larger regression explains more after Holm's adjustment at the 5 % level; false means "not distinguishable".</summary>
    public bool IsSignificant => AdjustedP.OrNull < 0.05;
}

/// <summary>A dimension's coefficients with both components in the regression.</summary>
/// <param name="Dimension">The dimension's id.</param>
/// <param name="Minuend">Coefficient of the minuend.</param>
/// <param name="Subtrahend">Coefficient of the subtrahend; a difference supposes the negative of the minuend's.</param>
/// <param name="Sum">Their sum, which a difference supposes to be 0.</param>
public sealed record ComponentCoefficients(string Dimension, ComponentCoefficient Minuend, ComponentCoefficient Subtrahend, ComponentCoefficient Sum);

/// <summary>A coefficient in units of the outcome per point of the scale, with its 95 % interval and two-sided p (unadjusted).</summary>
public sealed record ComponentCoefficient(Estimate B, Estimate CiLow, Estimate CiHigh, Estimate P);
