using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Screening;

namespace Survey.Scoring.Study;

/// <summary>
/// What the responses say that their moments do not hold, or that can only be asked once the moments are known: one further pass over them, in which
/// every batch is scored once for all topics.
/// </summary>
/// <param name="Fit">The scaling of the fit of each model.</param>
/// <param name="Segments">The items within groups of respondents.</param>
/// <param name="Gaps">The gaps by level of the subtrahend; null without a gap model.</param>
/// <param name="Impact">Low and high scores, by outcome.</param>
/// <param name="Items">The items with each outcome.</param>
/// <param name="Screening">Which responses look careless.</param>
internal sealed record SecondPass(RobustFitScan Fit, SegmentItems Segments, GapByLevel? Gaps, LowAndHigh[] Impact, ItemOutcomes[] Items, ResponseScreening Screening)
{
    /// <summary>Reads the responses.</summary>
    /// <param name="responses">The responses.</param>
    /// <param name="moments">Their moments.</param>
    /// <param name="levels">How often each perception mean stands, as the first pass counted it.</param>
    /// <param name="models">The figures of the models, as far as the moments give them.</param>
    /// <param name="options">Which groups are compared, and from where on a response looks careless.</param>
    public static SecondPass Of(ResponseTable responses, StudyMoments moments, ScoreLevels[] levels, IReadOnlyList<ModelResult> models, StudyOptions options)
    {
        var plan = moments.Plan;
        var fit = RobustFitScan.Of(moments, models);
        var segments = new SegmentItems(moments, responses, [.. Invariance.Choices(moments, options).Select((choice, attribute) => choice.GroupOfCode(responses.ValuesOf(attribute)))]);
        var gaps = plan.GapModel?.Difference is null ? null : new GapByLevel(plan);
        var impact = ImpactAsymmetry.Groups(plan, levels);
        var items = Priorities.ItemsOf(plan);
        var screening = new ScreeningScan(responses, options.Screening, moments);
        ScoreScan.Run(responses, plan, [fit, segments, screening, .. impact, .. items, .. gaps is null ? [] : (IScoreTally[])[gaps]]);
        return new SecondPass(fit, segments, gaps, impact, items, screening.ToScreening());
    }
}
