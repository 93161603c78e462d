using System.Collections.Immutable;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>The dimension scores of the chosen model, where the table of gaps does not hold them already.</summary>
internal static class ScorePart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Model is not { } model || model.Id == report.Result.GapModel) yield break;
        yield return new ReportBlock.Heading(1, report.T["Score.Title", report.ModelName(model.Id)], "scores");
        if (report.ModelFormula(model.Id) is { Length: > 0 } formula) yield return new ReportBlock.Paragraph(formula);
        yield return ScoreFigure.Of(report, report.T["Score.Figure", report.ModelName(model.Id)], report.ModelName(model.Id), report.IsSigned(model.Id),
            [.. model.Dimensions.Select(dimension => (report.DimensionName(dimension.Id), ScoreFigure.Of(dimension)))])
            with
        { Data = new ChartData(Table(report, model), IsShown: true) };
    }

    private static ReportBlock.Table Table(ReportContext report, ModelResult model)
    {
        var notes = new Footnotes(report);
        ImmutableArray<Row> rows =
        [
            .. model.Dimensions.Select(dimension => Row(report.DimensionName(dimension.Id), ScoreFigure.Of(dimension), false)),
            Row(report.T["Score.Overall"], model.Overall, true),
        ];
        return new ReportBlock.Table(report.T["Score.Table", report.ModelName(model.Id)],
            [new Column(report.T["Dimension"], false, 3), new(report.T["N"], true), new(report.T["Mean"], true), new(report.T["Interval95"], true, 2), new(report.T["Sd"], true)],
            rows, notes.ToTexts());

        Row Row(string name, MeanResult score, bool isStrong) => new(
        [
            new(name, isStrong), new(report.Count(score.N)), report.IsSigned(model.Id) ? notes.Difference(score.Mean, isStrong: isStrong) : notes.Number(score.Mean, isStrong: isStrong),
            notes.Range(score.CiLow, score.CiHigh), notes.Number(score.Sd),
        ]);
    }
}
