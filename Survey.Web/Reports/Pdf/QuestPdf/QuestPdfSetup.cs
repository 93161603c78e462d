using QuestPDF;
using QuestPDF.Drawing;
using QuestPDF.Infrastructure;

namespace Survey.Web.Reports.Pdf.QuestPdf;

/// <summary>What QuestPDF wants before its first document: the licence under which this open-source project uses it, and the fonts, ours only.</summary>
internal static class QuestPdfSetup
{
    private static readonly Lazy<bool> Done = new(() =>
    {
        Settings.License = LicenseType.Community;
        Settings.UseEnvironmentFonts = false;
        foreach (var font in ReportFonts.Files)
        {
            using var stream = new MemoryStream(font.Read());
            FontManager.RegisterFont(stream);
        }
        return true;
    });

    public static void Ensure() => _ = Done.Value;
}
