using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Web.Reports.Charts;

namespace Survey.Web.Reports.Parts;

/// <summary>The items on a map of importance and performance, below its dimensions.</summary>
internal static class ItemPrioritiesPart
{
    // Longer ids do not fit beside a mark; then the items are numbered.
    private const int LongestMark = 3;

    // More names than these are a list, not a sentence.
    private const int MostNamed = 3;

    public static IEnumerable<ReportBlock> Blocks(ReportContext report, PriorityMap map)
    {
        // Without a map of the dimensions there is none of the items, and its reason has been told; items that are dimensions of their own stand on it.
        if (map.Dimensions.Any(dimension => dimension.Placements[0].Reason is not null) || map.Items.Length == map.Dimensions.Length) yield break;
        if ((map.ItemsReason ?? map.Items.SelectMany(item => item.Placements.Select(placement => placement.Reason)).FirstOrDefault(reason => reason is not null)) is { } reason)
        {
            yield return new ReportBlock.Note(report.T["Priorities.NoItems", report.Reason(reason)]);
            yield break;
        }

        var title = report.T[map.Outcome is null ? "Priorities.ItemsStated" : "Priorities.ItemsDerived", map.Outcome is { } outcome ? report.OutcomeName(outcome) : ""];
        string[] sentences = [.. Sentences(report, map)];
        yield return new ReportBlock.Findings([.. sentences]);
        yield return map.Items.Length <= MapChart.MostPoints
            ? new ReportBlock.Figure(report.T["Priorities.ItemsFigure", title], string.Join(' ', sentences), Draw(report, map, RowChart.Wide), Draw(report, map, RowChart.Narrow),
                new ChartData(Table(report, map, title), IsShown: false))
            : report.Folded(Table(report, map, title));
    }

    private static IEnumerable<string> Sentences(ReportContext report, PriorityMap map)
    {
        var ranked = map.Items.Index().Where(item => item.Item.Priority.OrNull > 0).OrderByDescending(item => item.Item.Priority.Value).ToArray();
        var agreed = ranked.Where(item => item.Item.Placements.All(IsConcentrate)).ToArray();
        yield return agreed.Length == 0
            ? report.T["Priorities.ItemsNone"]
            : report.T["Priorities.ItemsAgreed", report.List([.. agreed.Select(item => Named(item.Index, item.Item.ConcentrateShare, "Priorities.OfResamples"))])];
        if (ranked.Length > 0)
            yield return report.T["Priorities.ItemsFirst", report.List([.. ranked.Take(MostNamed).Select(item => Named(item.Index, AboveDiagonal(item.Item), "Priorities.AboveDiagonal"))])];

        string Named(int place, Estimate? share, string key)
        {
            var name = report.T["ItemNamed", MarkOf(report, map, place)];
            return share is { IsDefined: true } known ? report.T["NameWithValue", name, report.T[key, report.Language.Percent(known.Value)]] : name;
        }
    }

    private static Estimate? AboveDiagonal(PriorityItem item) => item.Placements[^1].Shares is { IsEmpty: false } shares ? shares[(int)PriorityQuadrant.ConcentrateHere] : null;

    private static bool IsConcentrate(PriorityPlacement placement) => placement.Quadrant == PriorityQuadrant.ConcentrateHere;

    private static string MarkOf(ReportContext report, PriorityMap map, int place) =>
        map.Items.All(item => item.Id.Length <= LongestMark) ? report.Language.Digits(map.Items[place].Id) : report.Language.Integer(place + 1);

    private static Chart Draw(ReportContext report, PriorityMap map, double width) => PriorityChart.Draw(report, map.ItemCrosshairs,
    [
        .. map.Items.Select((item, place) => new MapPoint(
            MarkOf(report, map, place), report.ItemText(item.Id), item.Performance.Value, item.Importance.Value, IsConcentrate(item.Placements[0]))),
    ], "Priorities.Line.ItemMeans", width);

    private static ReportBlock.Table Table(ReportContext report, PriorityMap map, string title)
    {
        var notes = new Footnotes(report);
        var isResampled = map.Items.All(item => item.ConcentrateShare is not null && item.ImportanceLimits is not null);
        var rows = ImmutableArray.CreateBuilder<Row>();
        foreach (var dimension in map.Items.Index().GroupBy(item => item.Item.Dimension))
        {
            rows.Add(new Row([new Cell(report.DimensionName(dimension.Key))], IsGroup: true));
            foreach (var (place, item) in dimension)
                rows.Add(new Row(
                [
                    new(report.T["Priorities.ItemRow", MarkOf(report, map, place), report.ItemText(item.Id)]), notes.Number(item.Importance, 1),
                    .. isResampled ? [notes.Range(item.ImportanceLimits!.Low, item.ImportanceLimits.High, 1)] : (Cell[])[],
                    notes.Number(item.Performance),
                    .. item.Placements.Select(placement => PrioritiesPart.QuadrantCell(report, notes, placement)),
                    .. isResampled ? [notes.Percent(item.ConcentrateShare!.Value, 0)] : (Cell[])[],
                ]));
        }

        notes.Add(report.T[map.Outcome is null ? "Priorities.ItemsStatedNote" : "Priorities.ItemsDerivedNote"]);
        notes.Add(report.T["Priorities.ItemsCrosshairNote",
            report.Number(map.ItemCrosshairs[0].Importance, 1), report.Number(map.ItemCrosshairs[0].Performance, 1), report.Number(map.ItemCrosshairs[1].Performance)]);
        if (isResampled) notes.Add(report.T["Priorities.ResampleNote"]);
        return new ReportBlock.Table(title,
            [
                new(report.T["Item"], false, 3.4), new(report.T["Priorities.Share"], true), .. isResampled ? [new Column(report.T["Interval95"], true, 1.6)] : (Column[])[],
                new(report.BatteryName("perception"), true, 1.2),
                .. map.ItemCrosshairs.Select(crosshair => new Column(report.T["Priorities.Crosshair." + crosshair.Id], false, 1.6)),
                .. isResampled ? [new Column(report.T["Priorities.Concentrate"], true, 1.3)] : (Column[])[],
            ],
            rows.DrainToImmutable(), notes.ToTexts());
    }
}
