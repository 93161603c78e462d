using QuestPDF.Fluent;
using QuestPDF.Helpers;
using QuestPDF.Infrastructure;
using Survey.Web.Platform.Localization;
using static Survey.Web.Reports.Pdf.QuestPdf.QuestPdfStyle;

namespace Survey.Web.Reports.Pdf.QuestPdf;

/// <summary>Lays the report out with QuestPDF, in this process.</summary>
internal sealed class QuestPdfRenderer : IPdfRenderer
{
    public string Name => "questpdf";

    public Task<RendererAvailability> AvailableAsync(CancellationToken cancel) => Task.FromResult(RendererAvailability.Available);

    public async Task WriteAsync(ReportDocument document, Stream output, CancellationToken cancel)
    {
        QuestPdfSetup.Ensure();
        var pdf = await Task.Run(() => Compose(document).GeneratePdf(), cancel);
        await output.WriteAsync(pdf, cancel);
    }

    internal static Document Compose(ReportDocument report) => Document
        .Create(pages =>
        {
            pages.Page(page =>
            {
                Frame(page, report.Language);
                page.Content().Element(content => Title(content, report.TitlePage));
            });
            pages.Page(page =>
            {
                Frame(page, report.Language);
                page.Content().Column(column => Blocks(column, report));
                page.Footer().PaddingTop(12).Row(row => Footer(row, report));
            });
        })
        .WithMetadata(new DocumentMetadata { Title = report.Title, Author = report.TitlePage.Organisation, Language = report.Language.IsRightToLeft ? "fa-IR" : "en" })
        .WithSettings(new DocumentSettings { PDFUA_Conformance = PDFUA_Conformance.PDFUA_1 });

    private static void Frame(PageDescriptor page, Language language)
    {
        page.Size(PageSizes.A4);
        page.MarginHorizontal(PageMargin);
        page.MarginVertical(PageMargin * 0.8f);
        page.DefaultTextStyle(Body);
        if (language.IsRightToLeft) page.ContentFromRightToLeft();
    }

    private static void Title(IContainer container, TitlePage title) => container.PaddingTop(40).Column(column =>
    {
        column.Item().Text(Isolated(title.Organisation)).FontSize(13).FontColor(Muted);
        column.Item().PaddingTop(170).SemanticHeader1().Text(Isolated(title.Title)).FontSize(27).Bold();
        if (title.Subtitle is not null) column.Item().PaddingTop(10).Text(Isolated(title.Subtitle)).FontSize(14).FontColor(Muted);
        column.Item().PaddingTop(40).LineHorizontal(1.5f).LineColor(Accent);
        column.Item().PaddingTop(16).Column(facts =>
        {
            foreach (var fact in title.Facts) facts.Item().PaddingVertical(3).Row(row =>
            {
                row.ConstantItem(130).Text(Isolated(fact.Label)).FontColor(Muted);
                row.RelativeItem().Column(value =>
                {
                    value.Item().Text(Isolated(fact.Value));
                    if (fact.Note is not null) value.Item().Text(Isolated(fact.Note)).FontSize(Small).FontColor(Muted);
                });
            });
        });
    });

    /// <summary>Headings stay with what follows them: they are laid out together, and go to the next page where too little room is left.</summary>
    private static void Blocks(ColumnDescriptor column, ReportDocument report)
    {
        var renderer = new QuestPdfBlocks(report.Language);
        var waiting = new List<ReportBlock>();
        foreach (var block in report.Blocks)
        {
            waiting.Add(block);
            if (block is ReportBlock.Heading) continue;
            Place(column, renderer, waiting);
            waiting.Clear();
        }
        if (waiting.Count > 0) Place(column, renderer, waiting);
    }

    private static void Place(ColumnDescriptor column, QuestPdfBlocks renderer, List<ReportBlock> blocks)
    {
        if (blocks[0] is ReportBlock.Heading { StartsPage: true }) column.Item().PageBreak();
        var parts = blocks.Select(block => block.Render(renderer)).ToArray();
        column.Item().EnsureSpace(RoomBelowHeading).Column(group =>
        {
            foreach (var part in parts) part(group.Item());
        });
    }

    private static void Footer(RowDescriptor row, ReportDocument report)
    {
        row.RelativeItem().Text(Isolated(report.Footer)).FontSize(Running).FontColor(Muted);
        row.AutoItem().Text(text =>
        {
            text.DefaultTextStyle(style => style.FontSize(Running).FontColor(Muted));
            text.CurrentPageNumber().Format(number => report.Language.Integer(number ?? 0));
            text.Span($" {new Texts<PdfText>(report.Language)["Of"]} ");
            text.TotalPages().Format(number => report.Language.Integer(number ?? 0));
        });
    }
}
