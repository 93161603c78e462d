using System.Collections.Immutable;
using Survey.Scoring.Study;
using Survey.Web.Reports.Charts;

namespace Survey.Web.Reports.Parts;

/// <summary>How the scores run over the periods: control charts with their tables, and in words what is out of the ordinary.</summary>
internal static class ControlChartPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report, ImmutableArray<ControlChartResult> charts)
    {
        if (charts.All(chart => chart.Lines.Length == 0)) yield break;
        yield return new ReportBlock.Heading(1, report.T["Control.Title"], "control-charts");
        yield return new ReportBlock.Paragraph(report.T["Control.Explanation"]);
        foreach (var periods in charts.SelectMany(chart => chart.Lines).Where(line => line is { Reason: null, IsSettled: false }).Select(line => line.Points.Length).Distinct())
            yield return new ReportBlock.Note(report.T["Control.Provisional", periods]);
        foreach (var chart in charts.Where(chart => chart.Lines.Any(line => line.Reason is null)))
        {
            yield return new ReportBlock.Heading(2, WavesPart.NameOf(report, chart.Score), "control-" + (chart.Score.Id.Length > 0 ? chart.Score.Id : "overall"));
            if (chart.Lines.Length > 1)
                yield return new ReportBlock.Note(report.T["Control.Broken", report.List([.. chart.Lines.Skip(1).Select(line => report.Count(line.SinceVersion))])]);
            foreach (var line in chart.Lines)
            {
                if (line.Reason is { } reason)
                {
                    yield return new ReportBlock.Note(report.Reason(reason));
                    yield return report.Folded(Periods(report, chart, line));
                    continue;
                }

                yield return new ReportBlock.Findings([Verdict(report, line)]);
                yield return Figure(report, chart, line);
            }
        }

        foreach (var block in WithoutChart(report, [.. charts.Where(chart => chart.Lines.Length > 0 && chart.Lines.All(line => line.Reason is not null))])) yield return block;
    }

    /// <summary>The scores that no chart can be drawn of, with the reason once for all of them.</summary>
    private static IEnumerable<ReportBlock> WithoutChart(ReportContext report, ControlChartResult[] charts)
    {
        foreach (var alike in charts.GroupBy(chart => chart.Lines[^1].Reason!.Value))
            yield return new ReportBlock.Note(report.T["Control.None", report.List([.. alike.Select(chart => WavesPart.NameOf(report, chart.Score))]), report.Reason(alike.Key)]);
        if (charts.Length > 0) yield return report.Folded(charts.SelectMany(chart => chart.Lines.Select(line => Periods(report, chart, line))));
    }

    private static string Verdict(ReportContext report, ControlChartLine line)
    {
        var signals = line.Points.Where(point => point.Signals.Length > 0).ToArray();
        return signals.Length == 0 ? report.T["Control.Steady"] : report.T["Control.Signals", report.List([.. signals.Select(point => point.Period)])];
    }

    private static ReportBlock.Figure Figure(ReportContext report, ControlChartResult chart, ControlChartLine line)
    {
        ImmutableArray<TimePoint> points = [.. line.Points.Select(point => new TimePoint(
            point.Period, point.Mean.Value, point.Low.Value, point.High.Value, point.Ewma.Value, point.Signals.Length > 0))];
        ImmutableArray<LegendEntry> legend =
        [
            new(report.T["Control.Mean"], ChartRole.Interval, ChartMark.Circle), new(report.T["Control.Signal"], ChartRole.Interval, ChartMark.Diamond, true),
            new(report.T["Control.Ewma"], ChartRole.Accent), new(report.T["Control.Limits"], ChartRole.Muted, IsHollow: true),
        ];
        return new ReportBlock.Figure(report.T["Control.Figure", WavesPart.NameOf(report, chart.Score)], Verdict(report, line), Draw(RowChart.Wide), Draw(RowChart.Narrow), new ChartData(Limits(report, chart, line), IsShown: false));

        Chart Draw(double width) => TimeChart.Draw(
            legend, points, line.Centre.Value, (scale, value) => report.Language.Decimal(value, scale.Places), report.Language.IsRightToLeft, width);
    }

    private static ReportBlock.Table Limits(ReportContext report, ControlChartResult chart, ControlChartLine line)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows = [.. line.Points.Select(point => new Row(
        [
            new Cell(point.Period), new(report.Count(point.N)), notes.Number(point.Mean), notes.Range(point.Low, point.High), notes.Number(point.Ewma), notes.Range(point.EwmaLow, point.EwmaHigh),
            notes.Number(point.Sd), notes.Range(point.SdLow, point.SdHigh),
            new(report.List([.. point.Signals.Select(signal => report.T["Control.Signal." + signal])]), true),
        ]))];
        notes.Add(report.T["Control.Note", line.Centre.Value, line.Sigma.Value]);
        return new ReportBlock.Table(report.T["Control.Table", WavesPart.NameOf(report, chart.Score)],
            [
                new(report.T["Control.Period"], false, 1.6), new(report.T["N"], true), new(report.T["Mean"], true), new(report.T["Control.Limits"], true, 1.8),
                new(report.T["Control.EwmaShort"], true, 1.2), new(report.T["Control.EwmaLimits"], true, 1.8), new(report.T["Sd"], true), new(report.T["Control.SdLimits"], true, 1.8),
                new(report.T["Control.SignalShort"], false, 2.2),
            ],
            rows, notes.ToTexts());
    }

    private static ReportBlock.Table Periods(ReportContext report, ControlChartResult chart, ControlChartLine line)
    {
        var notes = new Footnotes(report);
        return new ReportBlock.Table(report.T["Control.PeriodsTable", WavesPart.NameOf(report, chart.Score)],
            [new(report.T["Control.Period"], false, 2), new(report.T["N"], true), new(report.T["Mean"], true), new(report.T["Sd"], true)],
            [.. line.Points.Select(point => new Row([new Cell(point.Period), new(report.Count(point.N)), notes.Number(point.Mean), notes.Number(point.Sd)]))],
            notes.ToTexts());
    }
}
