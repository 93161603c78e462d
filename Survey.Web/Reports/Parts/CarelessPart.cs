using System.Collections.Immutable;
using Survey.Scoring.Screening;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>How many responses look careless, what that means, and what the results would be without them. Nobody is left out.</summary>
internal static class CarelessPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Result.DataQuality is not { Reason: null, Responses: > 0 } quality) yield break;
        yield return new ReportBlock.Heading(2, report.T["Quality.Careless"], "careless");
        yield return new ReportBlock.Paragraph(quality.Flagged == 0
            ? report.T["Quality.NobodyMarked", quality.Responses]
            : report.T["Quality.NobodyDeleted", quality.Responses, quality.Flagged, report.Language.Percent(quality.FlaggedShare.Value, 1), quality.Counted,
                report.Language.Percent(quality.CountedShare.Value, 1)]);
        yield return report.Folded([Flags(report, quality), .. quality.Counted > 0 ? [Comparison(report, quality)] : (ReportBlock[])[]]);
    }

    /// <summary>How the indices are distributed, for those who want to judge the limits themselves.</summary>
    public static ReportBlock.Table Distributions(ReportContext report, DataQualityResult quality)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows =
        [
            .. quality.Indices.Where(index => index.N > 0).Select(index =>
            {
                var places = index.Resolution >= 1 ? 0 : index.Resolution >= 0.1 ? 1 : 2;
                return new Row(
                [
                    new Cell(index.Battery is null ? report.T["Quality.Index." + index.Index] : report.T["Quality.IndexOf", report.T["Quality.Index." + index.Index], report.BatteryName(index.Battery)]),
                    new(report.Count(index.N)), notes.Number(index.P5, places), notes.Number(index.P25, places), notes.Number(index.Median, places, true),
                    notes.Number(index.P75, places), notes.Number(index.P95, places),
                ]);
            }),
        ];
        notes.Add(report.T["Quality.IndexNote"]);
        return new ReportBlock.Table(report.T["Quality.IndexTable"],
            [
                new(report.T["Quality.IndexColumn"], false, 4), new(report.T["N"], true), new(report.Language.Percent(0.05, 0), true), new(report.Language.Percent(0.25, 0), true),
                new(report.T["Quality.Median"], true), new(report.Language.Percent(0.75, 0), true), new(report.Language.Percent(0.95, 0), true),
            ],
            rows, notes.ToTexts());
    }

    private static ReportBlock.Table Flags(ReportContext report, DataQualityResult quality)
    {
        var notes = new Footnotes(report);
        var rows = ImmutableArray.CreateBuilder<Row>();
        foreach (var group in quality.Flags.GroupBy(flag => flag.IsCounted))
        {
            rows.Add(new Row([new Cell(report.T[group.Key ? "Quality.ThatCount" : "Quality.ForInformation"])], IsGroup: true));
            foreach (var flag in group)
                rows.Add(new Row(
                [
                    new Cell(report.T["Quality.Flag." + flag.Flag]), new(flag.Threshold.IsDefined ? Rule(report, flag.Flag, flag.Threshold.Value) : "–"),
                    new(report.Count(flag.Assessed)), flag.Share.IsDefined ? new(report.Count(flag.Responses), true) : new(notes.Dash(flag.Share.Reason!.Value)), flag.Share.IsDefined ? notes.Percent(flag.Share) : new("–"),
                ]));
        }

        notes.Add(report.T["Quality.FlagNote"]);
        return new ReportBlock.Table(report.T["Quality.FlagTable"],
            [
                new(report.T["Quality.FlagColumn"], false, 2.2), new(report.T["Quality.Rule"], false, 4), new(report.T["Quality.Assessed"], true, 1.2),
                new(report.T["Quality.Number"], true), new(report.T["Quality.Share"], true),
            ],
            rows.DrainToImmutable(), notes.ToTexts());
    }

    private static string Rule(ReportContext report, QualityFlags flag, double threshold) =>
        report.T["Quality.Rule." + flag, flag == QualityFlags.Outlier ? threshold : (object)(long)threshold];

    private static ReportBlock.Table Comparison(ReportContext report, DataQualityResult quality)
    {
        var notes = new Footnotes(report);
        var rows = ImmutableArray.CreateBuilder<Row>();
        foreach (var group in quality.Comparison.Where(row => row.Outcome is null || row.Outcome == report.Outcome).GroupBy(row => row.Figure))
        {
            rows.Add(new Row([new Cell(Heading(report, group.First()))], IsGroup: true));
            foreach (var row in group)
            {
                var isScore = row.Figure is "overall" or "dimension";
                var isSigned = isScore && report.IsSigned(row.Model);
                var places = isScore ? 2 : 3;
                rows.Add(new Row(
                [
                    new Cell(row.Dimension is { } dimension ? report.DimensionName(dimension) : report.ModelName(row.Model)),
                    isSigned ? notes.Difference(row.All, places) : notes.Number(row.All, places), new(report.Count(row.N)),
                    isSigned ? notes.Difference(row.Without, places) : notes.Number(row.Without, places), new(report.Count(row.NWithout)), notes.Difference(row.Difference, places),
                ]));
            }
        }

        notes.Add(report.T["Quality.WithoutNote"]);
        return new ReportBlock.Table(report.T["Quality.WithoutTable"],
            [
                new(report.T["Quality.FigureColumn"], false, 3), new(report.T["Quality.With"], true, 1.2), new(report.T["N"], true), new(report.T["Quality.Without"], true, 1.2),
                new(report.T["N"], true), new(report.T["Quality.Difference"], true, 1.2),
            ],
            rows.DrainToImmutable(), notes.ToTexts());
    }

    private static string Heading(ReportContext report, QualityComparison row) => row.Figure switch
    {
        "dimension" => report.T["Quality.Figure.dimension", report.ModelName(row.Model)],
        "r" or "r-squared" => report.T["Quality.Figure." + row.Figure, report.OutcomeName(row.Outcome!)],
        _ => report.T["Quality.Figure." + row.Figure],
    };
}
