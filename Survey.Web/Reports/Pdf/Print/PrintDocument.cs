using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Survey.Web.Platform.Localization;
using static Survey.Web.Reports.Pdf.Print.Markup;

namespace Survey.Web.Reports.Pdf.Print;

/// <summary>A report as one HTML document made for paper: it carries its style and fonts, and may load nothing.</summary>
internal static class PrintDocument
{
    /// <summary>The two letters of «همهٔ» are read from a PDF in the wrong order; the one letter that looks the same is read right.</summary>
    private const string HeWithHamza = "\u0647\u0654";
    private const string HeHamza = "\u06C0";

    private const string Colours =
        $$""":root { --ink: {{PrintColours.Ink}}; --muted: {{PrintColours.Muted}}; --grid: {{PrintColours.Grid}}; --accent: {{PrintColours.Accent}}; --panel: {{PrintColours.Panel}}; --caution: {{PrintColours.Caution}}; --caution-panel: {{PrintColours.CautionPanel}}; }""";

    private static readonly Lazy<string> Style = new(() => Colours + string.Concat(ReportFonts.Files.Select(FontFace)) + Resource("print.css"));

    public static string Html(ReportDocument document)
    {
        // A page's line ends are read as line feeds; the sum in the policy has to be of the same text.
        var style = (Style.Value + RunningTexts(document)).ReplaceLineEndings("\n");
        var policy = $"default-src 'none'; font-src data:; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'";
        var blocks = new PrintBlocks();
        return Of($"""
            <!DOCTYPE html>
            <html lang="{document.Language.Tag}" dir="{document.Language.Direction}">
            <head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}"><title>{document.Title}</title><style>{new Markup(style)}</style></head>
            <body>{Title(document.TitlePage)}<main>{Join(document.Blocks.Select(block => block.Render(blocks)))}</main></body>
            </html>
            """).Value.Replace(HeWithHamza, HeHamza, StringComparison.Ordinal);
    }

    private static Markup Title(TitlePage page) => Of($"""
        <header class="title-page">
        <p class="organisation">{page.Organisation}</p>
        <h1>{page.Title}</h1>{(page.Subtitle is null ? None : Of($"""<p class="subtitle">{page.Subtitle}</p>"""))}
        {PrintBlocks.Facts("facts", page.Facts)}
        </header>
        """);

    /// <summary>What stands below the text of every page but the first: the footer and "3 of 12", on the sides that the language reads from.</summary>
    private static string RunningTexts(ReportDocument document)
    {
        var (start, end) = document.Language.IsRightToLeft ? ("right", "left") : ("left", "right");
        var digits = document.Language.IsRightToLeft ? "persian" : "decimal";
        var of = new Texts<PdfText>(document.Language)["Of"];
        return $$"""

            @page {
              @bottom-{{start}} { content: {{CssString(document.Footer)}}; }
              @bottom-{{end}} { content: counter(page, {{digits}}) {{CssString($" {of} ")}} counter(pages, {{digits}}); }
            }
            @page :first {
              @bottom-{{start}} { content: none; }
              @bottom-{{end}} { content: none; }
            }
            """;
    }

    /// <summary>A CSS string that holds any text: whatever is not a letter, digit or space is written by its number.</summary>
    private static string CssString(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value == ' ') result.Append(rune);
            else result.Append('\\').Append(rune.Value.ToString("x", CultureInfo.InvariantCulture)).Append(' ');
        }
        return result.Append('"').ToString();
    }

    private static string FontFace(ReportFont font) =>
        $"@font-face {{ font-family: {ReportFonts.Family}; font-weight: {font.Weight}; src: url(data:font/ttf;base64,{Convert.ToBase64String(font.Read())}); }}\n";

    private static string Resource(string name)
    {
        using var stream = typeof(PrintDocument).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
