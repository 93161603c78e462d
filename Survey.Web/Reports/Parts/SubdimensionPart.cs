using System.Collections.Immutable;

namespace Survey.Web.Reports.Parts;

/// <summary>The scores of the facets of dimensions, where the instrument has them.</summary>
internal static class SubdimensionPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Factored is not { } model || model.Dimensions.All(dimension => dimension.Subdimensions.Length == 0)) yield break;
        var notes = new Footnotes(report);
        var rows = ImmutableArray.CreateBuilder<Row>();
        foreach (var dimension in model.Dimensions.Where(dimension => dimension.Subdimensions.Length > 0))
        {
            rows.Add(new Row([new Cell(report.DimensionName(dimension.Id))], IsGroup: true));
            foreach (var score in dimension.Subdimensions)
                rows.Add(new Row(
                [
                    new(report.SubdimensionName(dimension.Id, score.Id)), new(report.Count(score.N)),
                    report.IsSigned(model.Id) ? notes.Difference(score.Mean) : notes.Number(score.Mean),
                    notes.Range(score.CiLow, score.CiHigh), notes.Number(score.Sd), notes.Number(score.Alpha, 3),
                ]));
        }
        notes.Add(report.T["Subdimension.Note"]);
        yield return new ReportBlock.Heading(1, report.T["Subdimension.Title"], "subdimensions");
        yield return new ReportBlock.Table(report.T["Subdimension.Table", report.ModelName(model.Id)],
            [
                new(report.T["Subdimension"], false, 3), new(report.T["N"], true), new(report.T["Mean"], true), new(report.T["Interval95"], true, 2),
                new(report.T["Sd"], true), new(report.T["Alpha"], true),
            ],
            rows.DrainToImmutable(), notes.ToTexts());
    }
}
