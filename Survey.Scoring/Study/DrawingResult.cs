using System.Collections.Immutable;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>What was drawn for each respondent, so that figures rest on different people.</summary>
/// <param name="Dimensions">The dimensions whose items are drawn.</param>
/// <param name="Batteries">The batteries that a part of the respondents is asked.</param>
public sealed record DrawingResult(ImmutableArray<DrawnDimension> Dimensions, ImmutableArray<DrawnBattery> Batteries)
{
    /// <summary>Whether items are drawn.</summary>
    public bool DrawsItems => Dimensions.Length > 0;
}

/// <summary>A dimension whose items are drawn.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Items">Its items.</param>
/// <param name="Common">Those that everybody is shown.</param>
/// <param name="Drawn">How many of the others a respondent is shown.</param>
/// <param name="FewestAnswers">The answers to the item that has the fewest, in the battery that everybody is asked.</param>
public sealed record DrawnDimension(string Id, int Items, int Common, int Drawn, long FewestAnswers);

/// <summary>A battery that a part of the respondents is asked.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Share">The part that is asked, in per cent.</param>
/// <param name="Asked">The respondents who were shown a question of it, counted at the item that most were shown.</param>
public sealed record DrawnBattery(string Id, int Share, long Asked);

/// <summary>
/// The difference of two batteries' means, each over all who rated it: other people on both sides, so that it stands beside the paired gap and never for it.
/// </summary>
/// <param name="NMinuend">The ratings of the battery that is subtracted from; of a dimension, of its item with the fewest.</param>
/// <param name="NSubtrahend">The ratings of the other.</param>
/// <param name="Mean">The difference.</param>
/// <param name="StandardError">Its standard error, the covariance of those who rated both taken into account.</param>
/// <param name="CiLow">Lower limit of the 95 % interval.</param>
/// <param name="CiHigh">Upper limit of the 95 % interval.</param>
/// <param name="T">Mean / standard error.</param>
/// <param name="Df">One less than the fewer ratings: the least that Welch's degrees of freedom can be.</param>
/// <param name="P">Two-sided p, unadjusted.</param>
public sealed record UnpairedGap(
    long NMinuend, long NSubtrahend, Estimate Mean, Estimate StandardError, Estimate CiLow, Estimate CiHigh, Estimate T, Estimate Df, Estimate P);

/// <summary>The covariances of items, each over the respondents who answered both.</summary>
/// <param name="Items">The ids of the items.</param>
/// <param name="Rows">By item and item.</param>
public sealed record PairCovariances(ImmutableArray<string> Items, ImmutableArray<PairCovariance[]> Rows);

/// <summary>The covariance of two items, with divisor n − 1, and the respondents who answered both.</summary>
public readonly record struct PairCovariance(long N, Estimate Covariance);
