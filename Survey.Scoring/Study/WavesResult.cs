using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>What changed from one wave to another, and how the scores run over the periods.</summary>
/// <param name="Comparisons">Pairs of waves.</param>
/// <param name="Charts">The control charts of the overall score and the dimension scores of the leading model.</param>
public sealed record WavesResult(ImmutableArray<WaveComparisonResult> Comparisons, ImmutableArray<ControlChartResult> Charts);

/// <summary>Two waves beside each other. Differences are the second less the first.</summary>
/// <param name="First">The earlier wave.</param>
/// <param name="Second">The later wave.</param>
/// <param name="Pairs">The respondents linked in both; null when no link was asked for, and then they count as different people.</param>
/// <param name="Versions">What differs between the versions that the waves asked, where they asked several.</param>
/// <param name="Figures">The main scores that both waves have.</param>
public sealed record WaveComparisonResult(
    WaveSide First, WaveSide Second, long? Pairs, ImmutableArray<VersionDifference> Versions, ImmutableArray<WaveFigure> Figures);

/// <summary>One wave of a comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Responses">All its responses.</param>
/// <param name="Unpaired">Those without a partner in the other wave, left out of the paired figures; 0 when no link was asked for.</param>
/// <param name="RepeatedLinks">Of these, those whose respondent stands more than once in the wave, so that none is the partner.</param>
/// <param name="Versions">The versions of the questionnaire that it asked.</param>
public sealed record WaveSide(string Name, long Responses, long Unpaired, long RepeatedLinks, ImmutableArray<int> Versions);

/// <summary>What differs between two versions of the questionnaire.</summary>
/// <param name="Older">The older version.</param>
/// <param name="Newer">The newer version.</param>
/// <param name="Items">The items that differ.</param>
/// <param name="Outcomes">The outcome questions that differ.</param>
/// <param name="BrokenDimensions">The dimensions whose scores cannot be compared.</param>
public sealed record VersionDifference(
    int Older, int Newer, ImmutableArray<ItemDifference> Items, ImmutableArray<ItemDifference> Outcomes, ImmutableArray<string> BrokenDimensions);

/// <summary>A score in two waves: Welch's test for different people, the paired t test for linked respondents.</summary>
/// <param name="Score">What it is.</param>
/// <param name="FirstN">Values in the first wave; linked pairs when paired.</param>
/// <param name="FirstMean">Their mean.</param>
/// <param name="SecondN">Values in the second wave.</param>
/// <param name="SecondMean">Their mean.</param>
/// <param name="Difference">Second less first; undefined with <see cref="UndefinedReason.MeaningChanged"/> where the versions ask something else.</param>
/// <param name="CiLow">Lower limit of the 95 % interval of the difference.</param>
/// <param name="CiHigh">Upper limit.</param>
/// <param name="T">t.</param>
/// <param name="Df">Degrees of freedom: Welch's, or pairs − 1.</param>
/// <param name="P">Two-sided p, unadjusted.</param>
/// <param name="AdjustedP">p after Holm over the scores of the same kind and model or battery.</param>
/// <param name="EffectSize">Cohen's d with the average variance, or d_z when paired.</param>
public sealed record WaveFigure(
    ScoreKey Score, long FirstN, Estimate FirstMean, long SecondN, Estimate SecondMean, Estimate Difference, Estimate CiLow, Estimate CiHigh,
    Estimate T, Estimate Df, Estimate P, Estimate AdjustedP, Estimate EffectSize)
{
    /// <summary>Whether the waves differ after Holm's adjustment at the 5 % level; false when there is no test.</summary>
    public bool IsSignificant => AdjustedP.OrNull < 0.05;
}

/// <summary>The run of a score over the periods, a line for each stretch in which the questionnaire asked the same.</summary>
/// <param name="Score">The overall score or a dimension's.</param>
/// <param name="Lines">In time order; more than one where an item changed its meaning.</param>
public sealed record ControlChartResult(ScoreKey Score, ImmutableArray<ControlChartLine> Lines);

/// <summary>An unbroken line of a control chart.</summary>
/// <param name="SinceVersion">The oldest version of the questionnaire in it.</param>
/// <param name="Reason">Why there are no limits; null when there are.</param>
/// <param name="Centre">The grand mean.</param>
/// <param name="Sigma">The standard deviation within periods.</param>
/// <param name="IsSettled">Whether there are enough periods (20) for the limits to count as settled.</param>
/// <param name="Points">The periods with answers; without limits only n, mean and standard deviation are there.</param>
public sealed record ControlChartLine(int SinceVersion, UndefinedReason? Reason, Estimate Centre, Estimate Sigma, bool IsSettled, ImmutableArray<ControlChartPoint> Points);

/// <summary>A period of a control chart: x̄ and s with Shewhart limits, and the EWMA with its limits.</summary>
/// <param name="Period">Its name.</param>
/// <param name="N">The values, n.</param>
/// <param name="Mean">x̄.</param>
/// <param name="Low">Lower limit of x̄.</param>
/// <param name="High">Upper limit of x̄.</param>
/// <param name="Sd">s.</param>
/// <param name="SdLow">Lower limit of s.</param>
/// <param name="SdHigh">Upper limit of s.</param>
/// <param name="Ewma">The moving average.</param>
/// <param name="EwmaLow">Its lower limit.</param>
/// <param name="EwmaHigh">Its upper limit.</param>
/// <param name="Signals">The rules broken: <c>beyond-limits</c>, <c>two-of-three</c>, <c>four-of-five</c>, <c>eight-in-a-row</c>, <c>spread-beyond-limits</c>, <c>ewma-beyond-limits</c>.</param>
public sealed record ControlChartPoint(
    string Period, long N, Estimate Mean, Estimate Low, Estimate High, Estimate Sd, Estimate SdLow, Estimate SdHigh, Estimate Ewma, Estimate EwmaLow, Estimate EwmaHigh,
    ImmutableArray<string> Signals);
