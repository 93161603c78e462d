using Survey.Scoring.Instrument;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>The outcomes that are indicators: net promoter score, satisfaction, effort; never without an interval.</summary>
internal static class IndicatorPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        var indicators = report.Result.Priorities.Indicators;
        if (indicators.Length == 0) yield break;
        yield return new ReportBlock.Heading(1, report.T["Indicators.Title"], "indicators");
        var notes = new Footnotes(report);
        yield return new ReportBlock.Table(report.T["Indicators.Table"],
            [new(report.T["Indicators.Indicator"], false, 3), new(report.T["N"], true), new(report.T["Value"], true), new(report.T["Interval95"], true, 2), new(report.T["Indicators.Parts"], false, 3)],
            [.. indicators.Select(indicator => new Row(
            [
                new(report.T["Indicators.Kind." + indicator.Kind, report.OutcomeName(indicator.Outcome)]), new(report.Count(indicator.N)),
                Value(notes, indicator, indicator.Value), Interval(report, notes, indicator), new(Parts(report, indicator)),
            ]))],
            [.. notes.ToTexts(), .. indicators.Select(indicator => indicator.Kind).Distinct().Order().Select(kind => report.T["Indicators.Note." + kind])]);
    }

    private static Cell Value(Footnotes notes, OutcomeIndicator indicator, Estimate value) => indicator.Kind switch
    {
        OutcomeKind.Nps => notes.Difference(value, 1, isStrong: true),
        OutcomeKind.Csat => notes.Percent(value),
        _ => notes.Number(value),
    };

    private static Cell Interval(ReportContext report, Footnotes notes, OutcomeIndicator indicator) => indicator.Kind switch
    {
        OutcomeKind.Nps => notes.Range(indicator.CiLow, indicator.CiHigh, 1),
        OutcomeKind.Csat when indicator is { CiLow.IsDefined: true, CiHigh.IsDefined: true } =>
            new Cell(report.T["Indicators.PercentRange", report.Language.Percent(indicator.CiLow.Value, 1), report.Language.Percent(indicator.CiHigh.Value, 1)]),
        _ => notes.Range(indicator.CiLow, indicator.CiHigh),
    };

    private static string Parts(ReportContext report, OutcomeIndicator indicator) => indicator is { Promoters: { IsDefined: true } promoters, Passives: { } passives, Detractors: { } detractors }
        ? report.T["Indicators.NpsParts", report.Language.Percent(promoters.Value, 1), report.Language.Percent(passives.Value, 1), report.Language.Percent(detractors.Value, 1)]
        : "–";
}
