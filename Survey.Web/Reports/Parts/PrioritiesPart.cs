using System.Collections.Immutable;
using Survey.Scoring.Study;
using Survey.Web.Reports.Charts;

namespace Survey.Web.Reports.Parts;

/// <summary>
/// Where to start: importance against performance (Martilla &amp; James 1977), by stated importance where it is asked and by what the chosen outcome
/// shows. Every claim says by which crosshair it holds, and where there are resamples, in how many of them.
/// </summary>
internal static class PrioritiesPart
{
    // A dimension that comes first less often than this does not stand out.
    private const double Sure = 0.95;

    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        var maps = report.Result.Priorities.Maps.Where(map => map.Outcome is null || map.Outcome == report.Outcome).ToArray();
        if (maps.Length == 0 || report.Result.Dimensions.Length < 2) yield break;
        yield return new ReportBlock.Heading(1, report.T["Priorities.Title"], "priorities");
        yield return new ReportBlock.Paragraph(report.T["Priorities.Explanation", report.BatteryName("perception")]);
        foreach (var map in maps)
        {
            foreach (var block in Map(report, map)) yield return block;
            foreach (var block in ItemPrioritiesPart.Blocks(report, map)) yield return block;
        }
    }

    private static IEnumerable<ReportBlock> Map(ReportContext report, PriorityMap map)
    {
        var title = map.Outcome is { } outcome ? report.T["Priorities.Derived", report.OutcomeName(outcome)] : report.T["Priorities.Stated"];
        yield return new ReportBlock.Heading(2, title, "priorities-" + (map.Outcome ?? "stated"));
        if (map.Dimensions.Select(dimension => dimension.Placements[0].Reason).FirstOrDefault(reason => reason is not null) is { } missing)
        {
            yield return new ReportBlock.Note(report.T["Priorities.None", report.Reason(missing)]);
            yield break;
        }
        yield return new ReportBlock.Findings([.. Sentences(report, map)]);
        yield return map.Dimensions.Length <= MapChart.MostPoints
            ? new ReportBlock.Figure(report.T["Priorities.Figure", title], Alternative(report, map), Draw(report, map, RowChart.Wide), Draw(report, map, RowChart.Narrow),
                new ChartData(Table(report, map, title), IsShown: false))
            : report.Folded(Table(report, map, title));
    }

    private static IEnumerable<string> Sentences(ReportContext report, PriorityMap map)
    {
        if (Derived(report, map) is { } derived && !(derived.P.OrNull < 0.05)) yield return report.T["Priorities.NotExplained"];
        if (map.Dimensions.All(dimension => dimension.FirstShare is { IsDefined: true }))
        {
            var ranked = map.Dimensions.OrderByDescending(dimension => dimension.FirstShare!.Value.Value).ToArray();
            var first = report.Language.Percent(ranked[0].FirstShare!.Value.Value);
            yield return ranked[0].FirstShare!.Value.Value >= Sure
                ? report.T["Priorities.First", report.DimensionName(ranked[0].Dimension), first]
                : report.T["Priorities.FirstUnsure", report.DimensionName(ranked[0].Dimension), first,
                    report.DimensionName(ranked[1].Dimension), report.Language.Percent(ranked[1].FirstShare!.Value.Value)];
        }
        var agreed = map.Dimensions.Where(dimension => dimension.Placements.All(IsConcentrate)).ToArray();
        var disputed = map.Dimensions.Where(dimension => dimension.Placements.Any(IsConcentrate) && !dimension.Placements.All(IsConcentrate)).ToArray();
        if (agreed.Length > 0) yield return report.T["Priorities.Agreed", report.List([.. agreed.Select(Named)])];
        if (disputed.Length > 0) yield return report.T["Priorities.Disputed", report.List([.. disputed.Select(Named)])];
        if (agreed.Length + disputed.Length == 0) yield return report.T["Priorities.NoneConcentrate"];

        string Named(PriorityDimension dimension) => dimension.ConcentrateShare is { IsDefined: true } share && dimension.Placements.All(IsConcentrate)
            ? report.T["NameWithValue", report.DimensionName(dimension.Dimension), report.T["Priorities.OfResamples", report.Language.Percent(share.Value)]]
            : report.DimensionName(dimension.Dimension);
    }

    private static bool IsConcentrate(PriorityPlacement placement) => placement.Quadrant == PriorityQuadrant.ConcentrateHere;

    private static DerivedImportance? Derived(ReportContext report, PriorityMap map) =>
        map.Outcome is null ? null : report.Result.Priorities.Derived.FirstOrDefault(derived => derived.Outcome == map.Outcome);

    private static string Alternative(ReportContext report, PriorityMap map) => string.Join(' ', map.Dimensions.Select(dimension => report.T["Priorities.Alternative",
        report.DimensionName(dimension.Dimension), report.Number(dimension.Importance, 1), report.Number(dimension.Performance), Quadrant(report, dimension.Placements[0])]));

    private static string Quadrant(ReportContext report, PriorityPlacement placement) =>
        placement.Quadrant is { } quadrant ? report.T["Priorities.Quadrant." + quadrant] : report.Reason(placement.Reason!.Value);

    /// <summary>A quadrant, with the share of the resamples in it where there are any.</summary>
    public static Cell QuadrantCell(ReportContext report, Footnotes notes, PriorityPlacement placement)
    {
        if (placement.Quadrant is not { } quadrant) return new Cell(notes.Dash(placement.Reason!.Value));
        var name = report.T["Priorities.Quadrant." + quadrant];
        var isShared = placement.Shares is { IsEmpty: false } && placement.Shares[(int)quadrant].IsDefined;
        return new Cell(isShared ? report.T["NameWithValue", name, report.Language.Percent(placement.Shares[(int)quadrant].Value)] : name, IsConcentrate(placement));
    }

    private static Chart Draw(ReportContext report, PriorityMap map, double width) => PriorityChart.Draw(report, map.Crosshairs,
    [
        .. map.Dimensions.Select((dimension, index) => new MapPoint(
            report.Language.Integer(index + 1), report.DimensionName(dimension.Dimension), dimension.Performance.Value, dimension.Importance.Value, IsConcentrate(dimension.Placements[0]))),
    ], "Priorities.Line.Means", width);

    private static ReportBlock.Table Table(ReportContext report, PriorityMap map, string title)
    {
        var notes = new Footnotes(report);
        var derived = Derived(report, map);
        var stated = report.Result.Priorities.Stated;
        var isResampled = map.Dimensions.All(dimension => dimension.ConcentrateShare is not null);
        var hasInterval = derived is null || derived.Dimensions.All(share => share.WeightLimits is not null);
        var rows = map.Dimensions.Select((dimension, place) => new Row(
        [
            new(report.DimensionName(dimension.Dimension)), notes.Number(dimension.Importance, 1),
            .. hasInterval ? [derived is null ? notes.Range(stated[place].Points.CiLow, stated[place].Points.CiHigh, 1)
                : notes.Range(derived.Dimensions[place].WeightLimits!.Low, derived.Dimensions[place].WeightLimits!.High, 1)] : (Cell[])[],
            .. derived is null ? (Cell[])[] : [notes.Number(derived.Dimensions[place].Lmg, 1)],
            notes.Number(dimension.Performance),
            .. dimension.Placements.Select(placement => QuadrantCell(report, notes, placement)),
            .. isResampled ? [notes.Percent(dimension.ConcentrateShare!.Value, 0)] : (Cell[])[],
        ])).ToImmutableArray();
        notes.Add(report.T[derived is null ? "Priorities.StatedNote" : "Priorities.DerivedNote", map.N, report.ModelName(report.Result.Priorities.DerivedFrom)]);
        notes.Add(report.T["Priorities.CrosshairNote", report.Number(map.Crosshairs[0].Importance, 1), report.Number(map.Crosshairs[0].Performance, 1), report.Number(map.Crosshairs[1].Performance)]);
        if (isResampled) notes.Add(report.T["Priorities.ResampleNote"]);
        return new ReportBlock.Table(title,
            [
                new(report.T["Dimension"], false, 2.4), new(report.T["Priorities.Share"], true),
                .. hasInterval ? [new Column(report.T["Interval95"], true, 1.7)] : (Column[])[],
                .. derived is null ? (Column[])[] : [new Column(report.T["Lmg"], true)],
                new(report.BatteryName("perception"), true, 1.2),
                .. map.Crosshairs.Select(crosshair => new Column(report.T["Priorities.Crosshair." + crosshair.Id], false, 1.7)),
                .. isResampled ? [new Column(report.T["Priorities.Concentrate"], true, 1.3)] : (Column[])[],
            ],
            rows, notes.ToTexts());
    }
}
