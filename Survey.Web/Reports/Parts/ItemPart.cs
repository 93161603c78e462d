using System.Collections.Immutable;
using Survey.Scoring.Study;
using Survey.Web.Reports.Charts;

namespace Survey.Web.Reports.Parts;

/// <summary>Every item: ranked charts, and the table by dimension or by gap.</summary>
internal static class ItemPart
{
    private const double TallestChart = 740;

    public static IEnumerable<ReportBlock> Blocks(ReportContext report, ItemOrder order)
    {
        yield return new ReportBlock.Heading(1, report.T["Item.Title"], "items");
        var figures = Figures(report).ToArray();
        foreach (var figure in figures[..^1]) yield return figure;
        // One table has the numbers behind all parts of the chart.
        yield return figures[^1] with { Data = new ChartData(Table(report, order), IsShown: false) };
    }

    /// <summary>The items from the largest shortfall (or the lowest level) on, in as many charts as pages need.</summary>
    public static IEnumerable<ReportBlock.Figure> Figures(ReportContext report)
    {
        if (report.Result.GapModel is not null)
        {
            var parts = Split([.. Ranked(report).Select(item => (report.ItemName(item.Id), item.Gap))], 2);
            for (var part = 0; part < parts.Length; part++)
                yield return GapFigure.Of(report, Caption("Item.GapFigure", part, parts.Length), parts[part]);
        }
        else
        {
            var parts = Split([.. Ranked(report).Select(item => (report.ItemName(item.Id), Level(item)))], 1);
            for (var part = 0; part < parts.Length; part++)
                yield return ScoreFigure.Of(report, Caption("Item.LevelFigure", part, parts.Length), report.BatteryName(LevelBattery(report)), false, parts[part]);
        }

        string Caption(string key, int part, int parts) => parts == 1 ? report.T[key] : report.T["Item.FigurePart", report.T[key], part + 1, parts];
    }

    public static ReportBlock.Table Table(ReportContext report, ItemOrder order)
    {
        var hasGap = report.Result.GapModel is not null;
        var notes = new Footnotes(report);
        ImmutableArray<Column> columns = hasGap
            ? [new(report.T["Item"], false, 4), .. GapColumns.Of(report)]
            : [new(report.T["Item"], false, 4), new(report.T["N"], true), new(report.BatteryName(LevelBattery(report)), true), new(report.T["Interval95"], true, 2), new(report.T["Sd"], true)];
        var rows = order == ItemOrder.Gap
            ? Ranked(report).Select(Row)
            : report.Questionnaire.Dimensions.SelectMany(dimension => report.Result.Items.Where(item => item.Dimension == dimension.Id).Select(Row)
                .Prepend(new Row([new Cell(report.DimensionName(dimension.Id))], IsGroup: true)));
        var filled = rows.ToImmutableArray();
        if (hasGap) notes.Add(report.T["Gap.TableNote", report.Result.Items.Length]);
        if (report.Questionnaire.Items.Any(item => item.IsReversed)) notes.Add(report.T["Item.Reversed", Reversed(report)]);
        return new ReportBlock.Table(report.T[hasGap ? "Item.GapTable" : "Item.LevelTable"], columns, filled, notes.ToTexts());

        Row Row(ItemResult item)
        {
            if (hasGap) return new Row([new Cell(report.ItemName(item.Id)), .. GapColumns.Cells(report, notes, item.Gap)]);
            var level = Level(item);
            return new Row([new Cell(report.ItemName(item.Id)), new(report.Count(level.N)), notes.Number(level.Mean), notes.Range(level.CiLow, level.CiHigh), notes.Number(level.Sd)]);
        }
    }

    private static string LevelBattery(ReportContext report) =>
        report.Questionnaire.Batteries.Any(battery => battery.Id == "perception") ? "perception" : report.Questionnaire.Batteries[0].Id;

    private static MeanResult Level(ItemResult item) =>
        (item.Batteries.FirstOrDefault(battery => battery.Key == "perception").Value ?? item.Batteries[0].Value).WithInterval();

    private static IEnumerable<ItemResult> Ranked(ReportContext report) => report.Result.GapModel is not null
        ? report.Result.Items.OrderBy(item => item.Gap?.Mean.OrNull ?? double.PositiveInfinity)
        : report.Result.Items.OrderBy(item => Level(item).Mean.OrNull ?? double.PositiveInfinity);

    private static string Reversed(ReportContext report) =>
        report.List([.. report.Questionnaire.Items.Where(item => item.IsReversed).Select(item => report.Language.Digits(item.Id))]);

    private static ImmutableArray<(string Name, T Row)>[] Split<T>(ImmutableArray<(string Name, T Row)> rows, int panels)
    {
        var parts = new List<ImmutableArray<(string, T)>>();
        var part = ImmutableArray.CreateBuilder<(string, T)>();
        var height = 0.0;
        foreach (var row in rows)
        {
            var needed = RowChart.RowHeight(row.Name, panels);
            if (part.Count > 0 && height + needed > TallestChart)
            {
                parts.Add(part.DrainToImmutable());
                height = 0;
            }
            part.Add(row);
            height += needed;
        }
        parts.Add(part.DrainToImmutable());
        return [.. parts];
    }
}

/// <summary>In which order a table lists the items.</summary>
internal enum ItemOrder
{
    /// <summary>As they were asked, under their dimensions.</summary>
    File,

    /// <summary>From the largest shortfall on.</summary>
    Gap,
}
