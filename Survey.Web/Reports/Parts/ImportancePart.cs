using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Web.Reports.Charts;

namespace Survey.Web.Reports.Parts;

/// <summary>The importance that respondents state by sharing points among the dimensions.</summary>
internal static class ImportancePart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Questionnaire.Importance is null || report.Result.Dimensions.All(dimension => dimension.Importance is null)) yield break;
        var rows = report.Result.Dimensions
            .Select(dimension => (dimension, Stated: (dimension.Importance ?? new Summary(0, None, None)).WithInterval()))
            .OrderByDescending(row => row.Stated.Mean.OrNull ?? double.NegativeInfinity).ToImmutableArray();
        yield return new ReportBlock.Heading(1, report.T["Importance.Title"], "importance");
        yield return new ReportBlock.Paragraph(report.T["Importance.Explanation", report.Questionnaire.Importance.Total]);
        if (rows.All(row => !row.Stated.Mean.IsDefined))
        {
            yield return new ReportBlock.Note(report.T["Importance.None"]);
            yield break;
        }
        var alternative = string.Join(' ', rows.Where(row => row.Stated.Mean.IsDefined).Select(row => report.T["Importance.Alternative", report.DimensionName(row.dimension.Id), report.Number(row.Stated.Mean, 1)]));
        yield return new ReportBlock.Figure(report.T["Importance.Figure"], alternative, Draw(RowChart.Wide), Draw(RowChart.Narrow), new ChartData(Table(report, rows), IsShown: false));

        Chart Draw(double width)
        {
            var scale = ChartScale.Covering(rows.SelectMany(row => new[] { row.Stated.Mean, row.Stated.CiHigh, row.Stated.CiLow }).Where(value => value.IsDefined).Select(value => value.Value), 7, 0);
            var panel = new ChartPanel(report.T["Importance.Axis"], scale, tick => report.Language.Decimal(tick, scale.Places), 0,
                [.. rows.Select(row => !row.Stated.Mean.IsDefined ? PanelRow.Empty : new PanelRow
                {
                    Bar = new PanelSpan(0, row.Stated.Mean.Value, ChartRole.AccentSoft),
                    Interval = row.Stated.CiLow.IsDefined ? new PanelSpan(row.Stated.CiLow.Value, row.Stated.CiHigh.Value, ChartRole.Interval) : null,
                })],
                [new LegendEntry(report.T["Importance.Legend"], ChartRole.AccentSoft)],
                [.. rows.Select(row => report.Number(row.Stated.Mean, 1))]);
            return RowChart.Draw([.. rows.Select(row => report.DimensionName(row.dimension.Id))], [panel], report.Language.IsRightToLeft, width);
        }
    }

    private static ReportBlock.Table Table(ReportContext report, ImmutableArray<(DimensionResult dimension, MeanResult Stated)> rows)
    {
        var notes = new Footnotes(report);
        var hasGap = report.Result.GapModel is not null;
        return new ReportBlock.Table(report.T["Importance.Table"],
            [
                new(report.T["Dimension"], false, 3), new(report.T["N"], true), new(report.T["Importance.Points"], true), new(report.T["Interval95"], true, 2), new(report.T["Sd"], true),
                .. hasGap ? [new Column(report.T["Gap"], true)] : (Column[])[],
            ],
            [.. rows.Select(row => new Row(
            [
                new(report.DimensionName(row.dimension.Id)), new(report.Count(row.Stated.N)), notes.Number(row.Stated.Mean, 1), notes.Range(row.Stated.CiLow, row.Stated.CiHigh, 1), notes.Number(row.Stated.Sd, 1),
                .. hasGap ? [notes.Difference(row.dimension.Gap?.Mean ?? None, isStrong: row.dimension.Gap?.IsSignificant == true)] : (Cell[])[],
            ]))],
            notes.ToTexts());
    }

    private static Estimate None => Estimate.Undefined(UndefinedReason.NotComputed);
}
