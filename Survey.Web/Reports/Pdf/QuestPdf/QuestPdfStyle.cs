using System.Text.RegularExpressions;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using Survey.Web.Reports.Pdf.Print;

namespace Survey.Web.Reports.Pdf.QuestPdf;

/// <summary>Sizes (in points), colours and text styles of the QuestPDF report, all of them.</summary>
internal static partial class QuestPdfStyle
{
    public const float PageMargin = 51;
    public const float RoomBelowHeading = 130;
    public const float Running = 8;
    public const float Small = 8.5f;

    public static TextStyle Body { get; } = TextStyle.Default.FontFamily(ReportFonts.Family).FontSize(10).LineHeight(1.55f).FontColor(Color.FromHex(PrintColours.Ink));

    public static Color Muted { get; } = Color.FromHex(PrintColours.Muted);

    public static Color Accent { get; } = Color.FromHex(PrintColours.Accent);

    public static Color Grid { get; } = Color.FromHex(PrintColours.Grid);

    public static Color Ink { get; } = Color.FromHex(PrintColours.Ink);

    public static Color Panel { get; } = Color.FromHex(PrintColours.Panel);

    public static Color Caution { get; } = Color.FromHex(PrintColours.Caution);

    public static Color CautionPanel { get; } = Color.FromHex(PrintColours.CautionPanel);

    /// <summary>A sign before Persian digits is drawn behind them unless the number is isolated from the text around it.</summary>
    public static string Isolated(string text) => SignedPersianNumber().Replace(text, "\u2066$1\u2069");

    [GeneratedRegex("\u200E([+\u2212][۰-۹٫٬]+٪?)")]
    private static partial Regex SignedPersianNumber();
}
