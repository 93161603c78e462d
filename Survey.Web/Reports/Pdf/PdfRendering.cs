using Survey.Web.Reports.Pdf.Chromium;

namespace Survey.Web.Reports.Pdf;

/// <summary>Registers the renderers, the preferred one first.</summary>
internal static class PdfRendering
{
    public static IServiceCollection AddPdf(this IServiceCollection services) => services
        .AddSingleton(provider => PdfOptions.From(provider.GetRequiredService<IConfiguration>()))
#if QUESTPDF
        .AddSingleton<IPdfRenderer, QuestPdf.QuestPdfRenderer>()
#endif
        .AddSingleton<ChromiumRenderer>()
        .AddSingleton<IPdfRenderer>(provider => provider.GetRequiredService<ChromiumRenderer>())
        .AddSingleton<PdfRenderers>();
}
