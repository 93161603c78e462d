using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Web.Reports.Charts;

namespace Survey.Web.Reports.Parts;

/// <summary>The zone of tolerance: where perception stands between the minimum that customers accept and what they desire (Zeithaml, Berry &amp; Parasuraman 1993).</summary>
internal static class ZonePart
{
    public static bool IsAsked(ReportContext report) => Batteries.All(battery => report.Questionnaire.Batteries.Any(asked => asked.Id == battery));

    private static readonly string[] Batteries = ["minimum", "desired", "perception"];

    public static ImmutableArray<ZoneRow> Rows(ReportContext report) => [.. report.Result.Dimensions.Select(dimension => new ZoneRow(
        dimension.Id, Mean(dimension, "minimum"), Mean(dimension, "desired"), Mean(dimension, "perception"),
        Score(report, "adequacy", dimension.Id), Score(report, "superiority", dimension.Id)))];

    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (!IsAsked(report)) yield break;
        var rows = Rows(report);
        yield return new ReportBlock.Heading(1, report.T["Zone.Title"], "zone");
        yield return new ReportBlock.Paragraph(report.T["Zone.Explanation"]);
        yield return new ReportBlock.Figure(report.T["Zone.Figure"], Alternative(report, rows), Draw(report, rows, RowChart.Wide), Draw(report, rows, RowChart.Narrow),
            new ChartData(Table(report, rows), IsShown: true));
    }

    private static ReportBlock.Table Table(ReportContext report, ImmutableArray<ZoneRow> rows)
    {
        var notes = new Footnotes(report);
        return new ReportBlock.Table(report.T["Zone.Table"],
            [
                new(report.T["Dimension"], false, 3), new(report.BatteryName("minimum"), true), new(report.BatteryName("desired"), true), new(report.BatteryName("perception"), true),
                new(report.ModelName("adequacy"), true), new(report.T["Interval95"], true, 2), new(report.ModelName("superiority"), true), new(report.T["Interval95"], true, 2),
            ],
            [.. rows.Select(row => new Row(
            [
                new(report.DimensionName(row.Dimension)), notes.Number(row.Minimum), notes.Number(row.Desired), notes.Number(row.Perception),
                .. Cells(notes, row.Adequacy), .. Cells(notes, row.Superiority),
            ]))],
            notes.ToTexts());
    }

    private static Cell[] Cells(Footnotes notes, ModelDimension? score) => score is null
        ? [new(notes.Dash(UndefinedReason.NotComputed)), new(notes.Dash(UndefinedReason.NotComputed))]
        : [notes.Difference(score.Mean), notes.Range(score.CiLow, score.CiHigh)];

    private static Chart Draw(ReportContext report, ImmutableArray<ZoneRow> rows, double width)
    {
        var scale = ChartScale.OfRating(report.Questionnaire.Scale.From, report.Questionnaire.Scale.To, 11);
        var panel = new ChartPanel(report.T["Zone.Axis"], scale, tick => report.Language.Decimal(tick, 0), null,
            [.. rows.Select(row => row.IsDefined
                ? new PanelRow
                {
                    Bar = new PanelSpan(row.Minimum.Value, row.Desired.Value, ChartRole.AccentSoft),
                    Marks = [new PanelMark(row.Perception.Value, ChartMark.Circle, ChartRole.Perception)],
                }
                : PanelRow.Empty)],
            [new LegendEntry(report.T["Zone.Band"], ChartRole.AccentSoft), new LegendEntry(report.BatteryName("perception"), ChartRole.Perception, ChartMark.Circle)]);
        return RowChart.Draw([.. rows.Select(row => report.DimensionName(row.Dimension))], [panel], report.Language.IsRightToLeft, width);
    }

    private static string Alternative(ReportContext report, ImmutableArray<ZoneRow> rows) => string.Join(' ', rows.Where(row => row.IsDefined).Select(row => report.T["Zone.Alternative",
        report.DimensionName(row.Dimension), report.Number(row.Minimum), report.Number(row.Desired), report.Number(row.Perception)]));

    private static Estimate Mean(DimensionResult dimension, string battery)
    {
        foreach (var (id, summary) in dimension.Batteries)
            if (id == battery) return summary.Mean;
        return Estimate.Undefined(UndefinedReason.NoAnswers);
    }

    private static ModelDimension? Score(ReportContext report, string model, string dimension) =>
        report.Result.Models.FirstOrDefault(candidate => candidate.Id == model)?.Dimensions.FirstOrDefault(candidate => candidate.Id == dimension);
}

/// <summary>A dimension's means in the three columns and its two differences.</summary>
internal sealed record ZoneRow(string Dimension, Estimate Minimum, Estimate Desired, Estimate Perception, ModelDimension? Adequacy, ModelDimension? Superiority)
{
    public bool IsDefined => Minimum.IsDefined && Desired.IsDefined && Perception.IsDefined;

    public bool IsInside => IsDefined && Perception.Value >= Minimum.Value && Perception.Value <= Desired.Value;
}
