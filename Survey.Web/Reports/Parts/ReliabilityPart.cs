using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;

namespace Survey.Web.Reports.Parts;

/// <summary>Internal consistency of the dimensions and of each item within its dimension.</summary>
internal static class ReliabilityPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Factored is not { } model) yield break;
        yield return new ReportBlock.Heading(1, report.T["Reliability.Title"], "reliability");
        yield return new ReportBlock.Paragraph(report.T[report.Result.Drawing is { DrawsItems: true } ? "Reliability.ExplanationDrawn" : "Reliability.Explanation", report.ModelName(model.Id)]);
        yield return report.FoldedOnScreen(Dimensions(report, model));
        yield return report.Folded(Items(report, model));
    }

    private static ReportBlock.Table Dimensions(ReportContext report, ModelResult model)
    {
        var notes = new Footnotes(report);
        var isDifference = model.Dimensions.Any(dimension => dimension.Reliability?.DifferenceReliability is not null);
        var rows = ImmutableArray.CreateBuilder<Row>();
        foreach (var dimension in model.Dimensions)
        {
            if (dimension.Reliability is not { } reliability) continue;
            rows.Add(new Row(
            [
                new(report.DimensionName(dimension.Id)), new(report.Count(reliability.Items.Length)), new(report.Count(reliability.N)), notes.Number(reliability.Alpha, 3),
                notes.Range(reliability.AlphaCiLow, reliability.AlphaCiHigh, 3), notes.Number(reliability.AlphaStandardized, 3),
                Omega(reliability), notes.Number(reliability.Ave, 3),
                .. isDifference ? [notes.Number(reliability.DifferenceReliability ?? Estimate.Undefined(UndefinedReason.NotComputed), 3)] : (Cell[])[],
            ]));
        }
        if (model.Alpha is { } alpha)
            rows.Add(new Row(
            [
                new(report.T["Reliability.AllItems"], true), new(report.Count(report.Result.Items.Length)), new(model.Structure is { N: > 0 } structure ? report.Count(structure.N) : "–"), notes.Number(alpha, 3, true),
                notes.Range(model.AlphaCiLow, model.AlphaCiHigh, 3), new("–"), new("–"), new("–"),
                .. isDifference ? [new Cell("–")] : (Cell[])[],
            ]));
        if (model.Dimensions.Any(dimension => dimension.Reliability?.SpearmanBrown is { IsDefined: true })) notes.Add(report.T["Reliability.SpearmanBrownNote"]);
        return new ReportBlock.Table(report.T["Reliability.Table", report.ModelName(model.Id)],
            [
                new(report.T["Dimension"], false, 3), new(report.T["Items"], true), new(report.T["N"], true), new(report.T["Alpha"], true),
                new(report.T["Interval95"], true, 1.7), new(report.T["AlphaStandardized"], true, 1.3),
                new(report.T["Omega"], true), new(report.T["Ave"], true), .. isDifference ? [new Column(report.T["DifferenceReliability"], true, 1.4)] : (Column[])[],
            ],
            rows.DrainToImmutable(), notes.ToTexts());

        // A dimension of two items has no omega; what stands there is marked.
        Cell Omega(DimensionReliability reliability) => reliability.SpearmanBrown is { } two
            ? notes.Cell(two, value => report.Language.Decimal(value, 3) + "*", false)
            : notes.Number(reliability.Omega, 3);
    }

    private static ReportBlock.Table Items(ReportContext report, ModelResult model)
    {
        var notes = new Footnotes(report);
        var loadings = model.Structure?.Cfa?.Loadings.SelectMany(factor => factor.Items).ToDictionary(item => item.Id, item => item.Loading, StringComparer.Ordinal) ?? [];
        var rows = ImmutableArray.CreateBuilder<Row>();
        foreach (var dimension in model.Dimensions)
        {
            if (dimension.Reliability is not { } reliability) continue;
            rows.Add(new Row([new Cell(report.DimensionName(dimension.Id))], IsGroup: true));
            foreach (var item in reliability.Items)
                rows.Add(new Row(
                [
                    new(report.ItemName(item.Id)), notes.Number(item.ItemRest, 3), notes.Number(item.AlphaIfDeleted, 3),
                    .. loadings.Count > 0 ? [notes.Number(loadings.TryGetValue(item.Id, out var loading) ? loading : Estimate.Undefined(UndefinedReason.NotComputed), 3)] : (Cell[])[],
                ]));
        }
        return new ReportBlock.Table(report.T["Reliability.ItemTable", report.ModelName(model.Id)],
            [
                new(report.T["Item"], false, 5), new(report.T["ItemRest"], true, 1.4), new(report.T["AlphaIfDeleted"], true, 1.4),
                .. loadings.Count > 0 ? [new Column(report.T["Loading"], true, 1.4)] : (Column[])[],
            ],
            rows.DrainToImmutable(), notes.ToTexts());
    }
}
