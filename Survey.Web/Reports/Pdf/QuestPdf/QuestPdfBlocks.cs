using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports.Pdf.Print;
using static Survey.Web.Reports.Pdf.QuestPdf.QuestPdfStyle;

namespace Survey.Web.Reports.Pdf.QuestPdf;

/// <summary>Each kind of block as a QuestPDF layout.</summary>
internal sealed class QuestPdfBlocks(Language language) : IReportRenderer<Action<IContainer>>
{
    private const float ContentWidth = 595 - (2 * PageMargin);

    public Action<IContainer> Heading(ReportBlock.Heading block) => block.Level == 1
        ? place => place.PaddingTop(20).PaddingBottom(8).Section(block.Anchor).SemanticHeader2().Text(Isolated(block.Text)).FontSize(16).Bold()
        : place => place.PaddingTop(12).PaddingBottom(5).Section(block.Anchor).SemanticHeader3().Text(Isolated(block.Text)).FontSize(12).Bold();

    public Action<IContainer> Paragraph(ReportBlock.Paragraph block) => place =>
    {
        var text = place.PaddingBottom(8).SemanticParagraph().Text(Isolated(block.Text));
        if (block.IsAside) text.FontSize(Small).FontColor(Muted);
    };

    public Action<IContainer> Findings(ReportBlock.Findings block) => place => place.PaddingBottom(10).SemanticList().Column(list =>
    {
        foreach (var sentence in block.Sentences) list.Item().PaddingBottom(4).ShowEntire().SemanticListItem().Row(row =>
        {
            row.ConstantItem(12).SemanticListLabel().Text("•").FontColor(Accent);
            row.RelativeItem().SemanticListItemBody().Text(Isolated(sentence));
        });
    });

    public Action<IContainer> KeyFigures(ReportBlock.KeyFigures block) => place => place.PaddingVertical(10).ShowEntire().Column(lines =>
    {
        lines.Spacing(10);
        foreach (var line in block.Figures.Chunk(4)) lines.Item().Row(row =>
        {
            row.Spacing(10);
            foreach (var figure in line) row.RelativeItem().BorderTop(1.5f).BorderColor(Accent).Background(Panel).PaddingHorizontal(10).PaddingVertical(6).Column(column =>
            {
                column.Item().Text(Isolated(figure.Label)).FontSize(9).FontColor(Muted);
                column.Item().Text(Isolated(figure.Value)).FontSize(19).Bold();
                if (figure.Note is not null) column.Item().Text(Isolated(figure.Note)).FontSize(Small).FontColor(Muted);
            });
        });
    });

    public Action<IContainer> Note(ReportBlock.Note block) => place =>
    {
        var padded = place.PaddingVertical(8).ShowEntire();
        var edged = language.IsRightToLeft ? padded.BorderRight(2) : padded.BorderLeft(2);
        edged.BorderColor(Caution).Background(CautionPanel).PaddingHorizontal(12).PaddingVertical(6).SemanticParagraph().Text(Isolated(block.Text));
    };

    public Action<IContainer> Definitions(ReportBlock.Definitions block) => place => place.PaddingBottom(10).Column(list =>
    {
        foreach (var term in block.Terms) list.Item().PaddingBottom(6).ShowEntire().Column(column =>
        {
            column.Item().Text(Isolated(term.Label)).Bold();
            column.Item().SemanticParagraph().Text(Isolated(term.Value));
            if (term.Note is not null) column.Item().Text(Isolated(term.Note)).FontSize(Small).FontColor(Muted);
        });
    });

    public Action<IContainer> Table(ReportBlock.Table block) => place => place.PaddingTop(6).PaddingBottom(14).Column(column =>
    {
        column.Item().PaddingBottom(5).SemanticCaption().Text(Isolated(block.Caption)).FontSize(9.5f).Bold();
        column.Item().DefaultTextStyle(style => style.FontSize(Small)).SemanticTable().Table(table =>
        {
            table.ColumnsDefinition(columns =>
            {
                foreach (var each in block.Columns) columns.RelativeColumn((float)each.Weight);
            });
            table.Header(header =>
            {
                foreach (var each in block.Columns)
                    Set(header.Cell().BorderBottom(0.8f).BorderColor(Ink).PaddingHorizontal(4).PaddingVertical(3).AlignBottom(), each.Header, each, isStrong: true);
            });
            foreach (var row in block.Rows) TableRow(table, row, block);
        });
        foreach (var footnote in block.Footnotes) column.Item().PaddingTop(3).Text(Isolated(footnote)).FontSize(8).FontColor(Muted);
    });

    public Action<IContainer> Figure(ReportBlock.Figure block) => place => place.PaddingTop(6).PaddingBottom(14).ShowEntire().Column(column =>
    {
        column.Item().PaddingBottom(5).SemanticCaption().Text(Isolated(block.Caption)).FontSize(9.5f).Bold();
        column.Item().SemanticFigure(block.AlternativeText).Element(figure => Draw(figure, block.Chart));
    });

    /// <summary>Paper cannot be unfolded.</summary>
    public Action<IContainer> Details(ReportBlock.Details block) => place => place.Column(column =>
    {
        foreach (var inner in block.Blocks) inner.Render(this)(column.Item());
    });

    private static void TableRow(TableDescriptor table, Row row, ReportBlock.Table block)
    {
        for (var i = 0; i < row.Cells.Length; i++)
        {
            var cell = table.Cell();
            if (i == 0) cell = cell.AsSemanticHorizontalHeader();
            if (row.Cells.Length == 1) cell = cell.ColumnSpan((uint)block.Columns.Length);
            IContainer place = cell.BorderBottom(0.4f).BorderColor(Grid);
            if (row.IsGroup) place = place.Background(Panel);
            Set(place.PaddingHorizontal(4).PaddingVertical(3).ShowEntire(), row.Cells[i].Text, block.Columns[i], row.IsGroup || row.Cells[i].IsStrong);
        }
    }

    /// <summary>Numbers stand at the right in both directions of reading, so that decimal places are below each other.</summary>
    private static void Set(IContainer place, string text, Column column, bool isStrong) => place.Text(spans =>
    {
        if (column.IsNumber) spans.AlignRight();
        var span = spans.Span(Isolated(text));
        if (isStrong) span.Bold();
    });

    /// <summary>Shapes as an image, and over it each label as text of its own.</summary>
    private void Draw(IContainer place, Chart chart)
    {
        var scale = Math.Min(1.25f, ContentWidth / (float)chart.Width);
        place.ContentFromLeftToRight().Width((float)chart.Width * scale).Height((float)chart.Height * scale).Layers(layers =>
        {
            layers.PrimaryLayer().Svg(PrintChart.Shapes(chart)).FitArea();
            foreach (var label in chart.Labels)
            {
                var box = LabelBox.Of(label);
                layers.Layer().OffsetX((float)box.X * scale).OffsetY((float)box.Y * scale)
                    .Width((float)box.Width * scale).Height((float)box.Height * scale).AlignMiddle()
                    .Text(text => Label(text, label, scale));
            }
        });
    }

    private void Label(TextDescriptor text, ChartLabel label, float scale)
    {
        switch (label.Anchor)
        {
            case ChartAnchor.Left:
                text.AlignLeft();
                break;
            case ChartAnchor.Right:
                text.AlignRight();
                break;
            case ChartAnchor.Middle:
                text.AlignCenter();
                break;
        }
        var span = text.Span(Isolated(label.Text)).FontSize((float)label.Size * scale).LineHeight(1.2f).FontColor(Color.FromHex(PrintColours.Of(label.Role)));
        if (label.IsStrong) span.Bold();
        if (language.IsRightToLeft) span.DirectionFromRightToLeft();
    }
}
