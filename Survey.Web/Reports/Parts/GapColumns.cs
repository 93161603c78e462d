using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>The columns of a table of gaps, the same for dimensions and items. A significant gap is set strong.</summary>
internal static class GapColumns
{
    public static ImmutableArray<Column> Of(ReportContext report) =>
    [
        new(report.T["N"], true), new(report.BatteryName(report.NormBattery!), true), new(report.BatteryName(report.PerceptionBattery), true), new(report.T["Gap"], true),
        new(report.T["Interval95"], true, 2), new(report.T["AdjustedP"], true, 1.3), new(report.T["EffectSize"], true),
    ];

    public static ImmutableArray<Cell> Cells(ReportContext report, Footnotes notes, GapResult? gap)
    {
        if (gap is null) return [.. Enumerable.Repeat(new Cell(notes.Dash(UndefinedReason.NotComputed)), 7)];
        return
        [
            new(report.Count(gap.N)), notes.Number(Level(gap, report.NormBattery!)), notes.Number(Level(gap, report.PerceptionBattery)),
            notes.Difference(gap.Mean, isStrong: gap.IsSignificant), notes.Range(gap.CiLow, gap.CiHigh), notes.Probability(gap.AdjustedP), notes.Number(gap.EffectSize),
        ];
    }

    /// <summary>The mean of a battery on the pairs of the gap.</summary>
    public static Estimate Level(GapResult gap, string battery) =>
        gap.PairedBatteries.FirstOrDefault(mean => mean.Battery == battery)?.Mean ?? Estimate.Undefined(UndefinedReason.NotComputed);
}
