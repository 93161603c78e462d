using System.Collections.Immutable;
using Survey.Web.Reports;

namespace Survey.Tests.Reports;

/// <summary>Everything that a reader of a document meets, block by block.</summary>
internal sealed class ReportTexts : IReportRenderer<IEnumerable<string>>
{
    public static ImmutableArray<string> All(ReportDocument document) =>
    [
        document.Title, document.Footer, document.TitlePage.Organisation, document.TitlePage.Title, document.TitlePage.Subtitle ?? "",
        .. document.TitlePage.Facts.SelectMany(Of), .. document.Blocks.SelectMany(block => block.Render(new ReportTexts())),
    ];

    /// <summary>The texts that hold figures: no formula, citation or hash among them.</summary>
    public static IEnumerable<string> Figures(ReportDocument document) => document.Blocks
        .TakeWhile(block => block is not ReportBlock.Heading { Anchor: "method" })
        .SelectMany(block => block.Render(new ReportTexts()));

    public IEnumerable<string> Heading(ReportBlock.Heading block) => [block.Text];

    public IEnumerable<string> Paragraph(ReportBlock.Paragraph block) => [block.Text];

    public IEnumerable<string> Findings(ReportBlock.Findings block) => block.Sentences;

    public IEnumerable<string> KeyFigures(ReportBlock.KeyFigures block) => block.Figures.SelectMany(Of);

    public IEnumerable<string> Note(ReportBlock.Note block) => [block.Text];

    public IEnumerable<string> Definitions(ReportBlock.Definitions block) => block.Terms.SelectMany(Of);

    public IEnumerable<string> Table(ReportBlock.Table block) =>
        [block.Caption, .. block.Columns.Select(column => column.Header), .. block.Rows.SelectMany(row => row.Cells).Select(cell => cell.Text), .. block.Footnotes];

    public IEnumerable<string> Figure(ReportBlock.Figure block) => [block.Caption, block.AlternativeText, .. block.Chart.Labels.Select(label => label.Text)];

    public IEnumerable<string> Details(ReportBlock.Details block) => [block.Summary, .. block.Blocks.SelectMany(inner => inner.Render(this))];

    private static IEnumerable<string> Of(Fact fact) => fact.Note is null ? [fact.Label, fact.Value] : [fact.Label, fact.Value, fact.Note];
}
