using System.Collections.Immutable;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Reports;

/// <summary>A finished document: every word and number is final, renderers only lay it out.</summary>
/// <param name="Language">The language that every text is in.</param>
/// <param name="Title">The document's title.</param>
/// <param name="TitlePage">What the first page says.</param>
/// <param name="Footer">What stands at the foot of every page, beside the page number.</param>
/// <param name="Blocks">The content after the title page.</param>
internal sealed record ReportDocument(Language Language, string Title, TitlePage TitlePage, string Footer, ImmutableArray<ReportBlock> Blocks);

/// <summary>The first page: who, what, when, how many.</summary>
/// <param name="Facts">Label and value: period, number of responses, questionnaire, date of the report.</param>
internal sealed record TitlePage(string Organisation, string Title, string? Subtitle, ImmutableArray<Fact> Facts);

/// <summary>A label with its value, both final texts.</summary>
internal sealed record Fact(string Label, string Value, string? Note = null);

/// <summary>One part of a report. A new kind does not compile until every renderer knows it.</summary>
internal abstract record ReportBlock
{
    private ReportBlock()
    {
    }

    public abstract T Render<T>(IReportRenderer<T> renderer);

    /// <summary>A heading of level 1 (section) or 2; <paramref name="Anchor"/> is unique in the document.</summary>
    /// <param name="StartsPage">Whether it begins a new page on paper.</param>
    internal sealed record Heading(int Level, string Text, string Anchor, bool StartsPage = false) : ReportBlock
    {
        public override T Render<T>(IReportRenderer<T> renderer) => renderer.Heading(this);
    }

    /// <param name="IsAside">Whether it is a remark to what stands before it, smaller and never torn from it.</param>
    internal sealed record Paragraph(string Text, bool IsAside = false) : ReportBlock
    {
        public override T Render<T>(IReportRenderer<T> renderer) => renderer.Paragraph(this);
    }

    /// <summary>Sentences, each standing for itself: key findings.</summary>
    internal sealed record Findings(ImmutableArray<string> Sentences) : ReportBlock
    {
        public override T Render<T>(IReportRenderer<T> renderer) => renderer.Findings(this);
    }

    /// <summary>A few large numbers with what they are and how sure they are.</summary>
    internal sealed record KeyFigures(ImmutableArray<Fact> Figures) : ReportBlock
    {
        public override T Render<T>(IReportRenderer<T> renderer) => renderer.KeyFigures(this);
    }

    /// <summary>A remark set apart: a caution, or that there are too few answers.</summary>
    internal sealed record Note(string Text) : ReportBlock
    {
        public override T Render<T>(IReportRenderer<T> renderer) => renderer.Note(this);
    }

    /// <summary>Terms with their definitions.</summary>
    internal sealed record Definitions(ImmutableArray<Fact> Terms) : ReportBlock
    {
        public override T Render<T>(IReportRenderer<T> renderer) => renderer.Definitions(this);
    }

    /// <summary>A table with a header row that is repeated on every page.</summary>
    internal sealed record Table(string Caption, ImmutableArray<Column> Columns, ImmutableArray<Row> Rows, ImmutableArray<string> Footnotes) : ReportBlock
    {
        public override T Render<T>(IReportRenderer<T> renderer) => renderer.Table(this);
    }

    /// <summary>A chart with its caption and the text that stands for it where it cannot be seen.</summary>
    /// <param name="Narrow">The same chart drawn for a phone; paper does not need it.</param>
    /// <param name="Data">The numbers behind the chart, for screens; on paper they are a table of their own.</param>
    internal sealed record Figure(string Caption, string AlternativeText, Chart Chart, Chart? Narrow = null, ChartData? Data = null) : ReportBlock
    {
        public override T Render<T>(IReportRenderer<T> renderer) => renderer.Figure(this);
    }

    /// <summary>
    /// Evidence for those who want to check: tables and technical remarks that the sentences before rest on. Folded on screens; on paper the
    /// document has them in its appendix.
    /// </summary>
    /// <param name="Summary">What is folded.</param>
    /// <param name="StaysOnPaper">Whether they are results in their own right, which paper has in their place.</param>
    internal sealed record Details(string Summary, ImmutableArray<ReportBlock> Blocks, bool StaysOnPaper = false) : ReportBlock
    {
        public override T Render<T>(IReportRenderer<T> renderer) => renderer.Details(this);
    }
}

/// <summary>The numbers behind a chart.</summary>
/// <param name="IsShown">Whether the table is a result of its own that stands open below the chart, on paper too; otherwise it is folded, and on paper in the appendix.</param>
internal sealed record ChartData(ReportBlock.Table Table, bool IsShown);

/// <summary>A table column: its header, whether it holds numbers, and its relative width.</summary>
internal sealed record Column(string Header, bool IsNumber, double Weight = 1);

/// <summary>A table row; <paramref name="IsGroup"/> sets it apart as the heading of the rows below, then a single cell has the whole row.</summary>
internal sealed record Row(ImmutableArray<Cell> Cells, bool IsGroup = false);

/// <summary>A finished cell; the first cell of a row is its header.</summary>
internal readonly record struct Cell(string Text, bool IsStrong = false);

/// <summary>Lays out each kind of block.</summary>
internal interface IReportRenderer<out T>
{
    T Heading(ReportBlock.Heading block);
    T Paragraph(ReportBlock.Paragraph block);
    T Findings(ReportBlock.Findings block);
    T KeyFigures(ReportBlock.KeyFigures block);
    T Note(ReportBlock.Note block);
    T Definitions(ReportBlock.Definitions block);
    T Table(ReportBlock.Table block);
    T Figure(ReportBlock.Figure block);
    T Details(ReportBlock.Details block);
}
