using System.Collections.Immutable;
using Survey.Scoring.Screening;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>
/// How carefully the questionnaire was answered: how many responses are conspicuous and in which way, and what the main results would be
/// without them. Counts only: which responses these are is for those who manage the survey (<see cref="ResponseScreening"/>).
/// </summary>
/// <param name="Reason">Why nothing of it was computed; null when it was.</param>
/// <param name="Responses">The responses looked at, empty ones included.</param>
/// <param name="Flagged">Responses with at least one flag.</param>
/// <param name="FlaggedShare">Their share of all.</param>
/// <param name="Counted">Responses with a flag that counts for the comparison (<see cref="ScreeningOptions.Counted"/>).</param>
/// <param name="CountedShare">Their share of all.</param>
/// <param name="Flags">Every kind of flag.</param>
/// <param name="Indices">How the indices are distributed.</param>
/// <param name="Outliers">What Mahalanobis' distance was measured on.</param>
/// <param name="Comparison">The main results with and without the responses whose flags count.</param>
public sealed record DataQualityResult(
    UndefinedReason? Reason, long Responses, long Flagged, Estimate FlaggedShare, long Counted, Estimate CountedShare,
    ImmutableArray<QualityFlagResult> Flags, ImmutableArray<QualityIndexResult> Indices, OutlierResult? Outliers,
    ImmutableArray<QualityComparison> Comparison);

/// <summary>One kind of flag.</summary>
/// <param name="Flag">The flag.</param>
/// <param name="IsCounted">Whether it counts for the comparison.</param>
/// <param name="Threshold">
/// From where on it is raised: the shortest long run, the items compared at least (identical batteries), seconds per answer (below), answers
/// that duplicates share at least, most inversions and most "not applicable" items accepted (above), D² (above).
/// </param>
/// <param name="Assessed">The responses that have the answers or times which it needs.</param>
/// <param name="Responses">The responses that have it.</param>
/// <param name="Share">Their share of those assessed.</param>
public sealed record QualityFlagResult(QualityFlags Flag, bool IsCounted, Estimate Threshold, long Assessed, long Responses, Estimate Share);

/// <summary>
/// How an index is distributed: percentiles by the inverse of the empirical distribution function (R's type 1), of values rounded to the
/// resolution. Neither the least nor the largest value is told, because it would be one person's.
/// </summary>
/// <param name="Index"><c>longstring</c>, <c>variability</c>, <c>mahalanobis</c>, <c>seconds-per-answer</c>, <c>even-odd</c>, <c>inversions</c> or <c>not-applicable</c>.</param>
/// <param name="Battery">The battery; null where the index is of the whole response.</param>
/// <param name="N">The responses that have the index.</param>
/// <param name="Resolution">What the values were rounded to.</param>
/// <param name="P5">The 5th percentile.</param>
/// <param name="P25">The 25th percentile.</param>
/// <param name="Median">The median.</param>
/// <param name="P75">The 75th percentile.</param>
/// <param name="P95">The 95th percentile.</param>
public sealed record QualityIndexResult(
    string Index, string? Battery, long N, double Resolution, Estimate P5, Estimate P25, Estimate Median, Estimate P75, Estimate P95);

/// <summary>What Mahalanobis' distance was measured on.</summary>
/// <param name="N">Responses with every answer of every battery; at least one more than there are answers.</param>
/// <param name="Variables">The answers of a response, all batteries together.</param>
/// <param name="Df">The rank of their covariances: the degrees of freedom of χ².</param>
/// <param name="Critical">The D² beyond which a response is flagged.</param>
public sealed record OutlierResult(long N, int Variables, Estimate Df, Estimate Critical);

/// <summary>A figure with and without the responses whose flags count.</summary>
/// <param name="Figure"><c>overall</c>, <c>dimension</c>, <c>alpha</c>, <c>r</c> or <c>r-squared</c>.</param>
/// <param name="Model">The model.</param>
/// <param name="Dimension">The dimension, for its score; otherwise null.</param>
/// <param name="Outcome">The outcome, for r and R²; otherwise null.</param>
/// <param name="N">Respondents that the figure rests on.</param>
/// <param name="All">The figure on all responses.</param>
/// <param name="NWithout">Respondents that are left without the flagged ones.</param>
/// <param name="Without">The figure without them; undefined where it would reveal fewer people than may be shown.</param>
/// <param name="Difference">Without − all.</param>
public sealed record QualityComparison(
    string Figure, string Model, string? Dimension, string? Outcome, long N, Estimate All, long NWithout, Estimate Without, Estimate Difference);
