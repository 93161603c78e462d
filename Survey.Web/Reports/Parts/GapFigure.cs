using System.Collections.Immutable;
using Survey.Scoring.Study;
using Survey.Web.Reports.Charts;

namespace Survey.Web.Reports.Parts;

/// <summary>Both levels of every row on the rating scale, and beside them the gap with its 95 % interval around zero.</summary>
internal static class GapFigure
{
    public static ReportBlock.Figure Of(ReportContext report, string caption, ImmutableArray<(string Name, GapResult? Gap)> rows)
    {
        var alternative = string.Join(' ', rows.Where(row => row.Gap is { Mean.IsDefined: true }).Select(row => row.Gap!.CiLow.IsDefined
            ? report.T["Gap.Alternative", row.Name, report.Difference(row.Gap.Mean), report.Range(row.Gap.CiLow, row.Gap.CiHigh)]
            : report.T["Gap.AlternativeWithoutInterval", row.Name, report.Difference(row.Gap.Mean)]));
        return new ReportBlock.Figure(caption, alternative, Draw(report, rows, RowChart.Wide), Draw(report, rows, RowChart.Narrow));
    }

    private static Chart Draw(ReportContext report, ImmutableArray<(string Name, GapResult? Gap)> rows, double width)
    {
        var ticks = width < 480 ? 4 : 7;
        var scale = ChartScale.OfRating(report.Questionnaire.Scale.From, report.Questionnaire.Scale.To, ticks);
        var levels = new ChartPanel(report.T["Gap.Levels"], scale, tick => report.Language.Decimal(tick, 0), null,
            [.. rows.Select(row => Levels(report, row.Gap))],
            [
                new LegendEntry(report.BatteryName(report.NormBattery!), ChartRole.Expectation, ChartMark.Diamond, true),
                new LegendEntry(report.BatteryName(report.PerceptionBattery), ChartRole.Perception, ChartMark.Circle),
            ]);

        var limits = rows.Where(row => row.Gap is not null).SelectMany(row => new[] { row.Gap!.Mean, row.Gap.CiLow, row.Gap.CiHigh }).Where(value => value.IsDefined).Select(value => value.Value);
        var gapScale = ChartScale.Covering(limits, ticks, 0);
        var gaps = new ChartPanel(report.T["Gap.Axis"], gapScale, tick => report.Language.Decimal(tick, gapScale.Places), 0,
            [.. rows.Select(row => Gap(row.Gap))],
            [new LegendEntry(report.T["Gap.Legend"], ChartRole.Interval, ChartMark.Square)],
            [.. rows.Select(row => row.Gap is { } gap ? report.Difference(gap.Mean) : "—")]);
        return RowChart.Draw([.. rows.Select(row => row.Name)], [levels, gaps], report.Language.IsRightToLeft, width);
    }

    private static PanelRow Levels(ReportContext report, GapResult? gap)
    {
        if (gap is null) return PanelRow.Empty;
        var (norm, perception) = (GapColumns.Level(gap, report.NormBattery!), GapColumns.Level(gap, report.PerceptionBattery));
        return !norm.IsDefined || !perception.IsDefined ? PanelRow.Empty : new PanelRow
        {
            Distance = new PanelSpan(norm.Value, perception.Value, ChartRole.Muted),
            Marks = [new PanelMark(norm.Value, ChartMark.Diamond, ChartRole.Expectation, true), new PanelMark(perception.Value, ChartMark.Circle, ChartRole.Perception)],
        };
    }

    private static PanelRow Gap(GapResult? gap) => gap is not { Mean.IsDefined: true } ? PanelRow.Empty : new PanelRow
    {
        Interval = gap.CiLow.IsDefined && gap.CiHigh.IsDefined ? new PanelSpan(gap.CiLow.Value, gap.CiHigh.Value, ChartRole.Interval) : null,
        Marks = [new PanelMark(gap.Mean.Value, ChartMark.Square, ChartRole.Interval, !gap.IsSignificant)],
    };
}
