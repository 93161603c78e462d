using System.Collections.Immutable;

namespace Survey.Web.Reports.Parts;

/// <summary>The gap of every dimension, with both levels of the same pairs beside it.</summary>
internal static class DimensionPart
{
    public static IEnumerable<ReportBlock> Blocks(ReportContext report)
    {
        if (report.Result.GapModel is not { } model) yield break;
        yield return new ReportBlock.Heading(1, report.T["Gap.Title"], "gaps");
        yield return new ReportBlock.Paragraph(report.OfGaps("Gap.Explanation.", model));
        yield return GapFigure.Of(report, report.T["Gap.Figure"], [.. report.Result.Dimensions.Select(dimension => (report.DimensionName(dimension.Id), dimension.Gap))])
            with
        { Data = new ChartData(Table(report), IsShown: true) };
    }

    private static ReportBlock.Table Table(ReportContext report)
    {
        var notes = new Footnotes(report);
        var rows = report.Result.Dimensions.Select(dimension => new Row([new Cell(report.DimensionName(dimension.Id)), .. GapColumns.Cells(report, notes, dimension.Gap)])).ToImmutableArray();
        notes.Add(report.T["Gap.TableNote", report.Result.Dimensions.Length]);
        if (report.Result.Dimensions.Any(dimension => dimension.Unpaired is not null)) notes.Add(report.T["Gap.PairedNote"]);
        return new ReportBlock.Table(report.T["Gap.Table"], [new Column(report.T["Dimension"], false, 3), .. GapColumns.Of(report)], rows, notes.ToTexts());
    }
}
