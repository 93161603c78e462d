using System.Collections.Immutable;

namespace Survey.Web.Reports.Parts;

/// <summary>What was drawn for each respondent, and what that means for the figures.</summary>
internal static class DrawingPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Result.Drawing is not { } drawing) yield break;
        yield return new ReportBlock.Heading(1, report.T["Drawing.Title"], "drawing");
        foreach (var battery in drawing.Batteries)
            yield return new ReportBlock.Paragraph(report.T["Drawing.Battery", report.BatteryName(battery.Id), report.Language.Percent(battery.Share / 100.0), battery.Asked, report.Result.Responses]);
        if (!drawing.DrawsItems) yield break;
        yield return new ReportBlock.Paragraph(report.T["Drawing.Items"]);
        ImmutableArray<Row> rows = [.. drawing.Dimensions.Select(dimension => new Row(
        [
            new(report.DimensionName(dimension.Id)), new(report.Count(dimension.Items)), new(report.Count(dimension.Common)), new(report.Count(dimension.Drawn)), new(report.Count(dimension.FewestAnswers)),
        ]))];
        yield return new ReportBlock.Table(report.T["Drawing.Table"],
            [
                new(report.T["Dimension"], false, 3), new(report.T["Items"], true), new(report.T["Drawing.Common"], true, 1.4), new(report.T["Drawing.Drawn"], true, 1.4),
                new(report.T["Drawing.Fewest"], true, 1.8),
            ],
            rows, [report.T["Drawing.TableNote"]]);
    }
}
