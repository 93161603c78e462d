using System.Collections.Immutable;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>Where one of both ratings was asked of a part of the respondents: the difference of all who gave either, apart from the gap of those who gave both.</summary>
internal static class UnpairedPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Result.Dimensions.All(dimension => dimension.Unpaired is null)) yield break;
        yield return new ReportBlock.Heading(2, report.T["Unpaired.Title"], "unpaired");
        yield return new ReportBlock.Paragraph(report.T["Unpaired.Explanation", report.BatteryName(report.PerceptionBattery), report.BatteryName(report.NormBattery!)]);
        yield return Table(report);
    }

    private static ReportBlock.Table Table(ReportContext report)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows = [.. report.Result.Dimensions.Where(dimension => dimension.Unpaired is not null).Select(dimension => Row(report, notes, dimension, dimension.Unpaired!))];
        notes.Add(report.T["Unpaired.TableNote"]);
        return new ReportBlock.Table(report.T["Unpaired.Table"],
            [
                new(report.T["Dimension"], false, 3), new(report.T["Unpaired.N", report.BatteryName(report.PerceptionBattery)], true, 1.3), new(report.T["Unpaired.N", report.BatteryName(report.NormBattery!)], true, 1.3),
                new(report.T["Unpaired.Difference"], true, 1.4), new(report.T["Interval95"], true, 2), new(report.T["Gap.Paired"], true, 1.4),
            ],
            rows, notes.ToTexts());
    }

    private static Row Row(ReportContext report, Footnotes notes, DimensionResult dimension, UnpairedGap gap) => new(
    [
        new(report.DimensionName(dimension.Id)), new(report.Count(gap.NMinuend)), new(report.Count(gap.NSubtrahend)), notes.Difference(gap.Mean), notes.Range(gap.CiLow, gap.CiHigh),
        notes.Difference(dimension.Gap!.Mean),
    ]);
}
