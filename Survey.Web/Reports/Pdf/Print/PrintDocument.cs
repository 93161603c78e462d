using System.Globalization;
using System.Text;
using Survey.Web.Platform.Localization;
using static Survey.Web.Reports.Pdf.Print.Markup;

namespace Survey.Web.Reports.Pdf.Print;

/// <summary>A report as one HTML document made for paper: it carries its style and fonts, and may load nothing.</summary>
internal static class PrintDocument
{
    private const string Colours =
        $$""":root { --ink: {{PrintColours.Ink}}; --muted: {{PrintColours.Muted}}; --grid: {{PrintColours.Grid}}; --accent: {{PrintColours.Accent}}; --panel: {{PrintColours.Panel}}; --caution: {{PrintColours.Caution}}; --caution-panel: {{PrintColours.CautionPanel}}; }""";

    private static readonly Lazy<string> Style = new(() => Colours + PrintPage.Style("print.css"));

    public static string Html(ReportDocument document)
    {
        var blocks = new PrintBlocks();
        return PrintPage.Html(document.Language, document.Title, Style.Value + RunningTexts(document),
            Of($"{Title(document.TitlePage)}<main>{Join(document.Blocks.Select(block => block.Render(blocks)))}</main>"));
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
}
