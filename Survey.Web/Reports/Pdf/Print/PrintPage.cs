using System.Security.Cryptography;
using System.Text;
using Survey.Web.Platform.Localization;
using static Survey.Web.Reports.Pdf.Print.Markup;

namespace Survey.Web.Reports.Pdf.Print;

/// <summary>One HTML document made for paper: it carries its style and the fonts, and may load nothing.</summary>
internal static class PrintPage
{
    /// <summary>The two letters of «همهٔ» are read from a PDF in the wrong order; the one letter that looks the same is read right.</summary>
    private const string HeWithHamza = "\u0647\u0654";
    private const string HeHamza = "\u06C0";

    private static readonly Lazy<string> Fonts = new(() => string.Concat(ReportFonts.Files.Select(FontFace)));

    /// <param name="language">The language of the document.</param>
    /// <param name="title">Its title.</param>
    /// <param name="css">Its style, beside the fonts.</param>
    /// <param name="body">What stands in it.</param>
    public static string Html(Language language, string title, string css, Markup body)
    {
        // A page's line ends are read as line feeds; the sum in the policy has to be of the same text.
        var style = (Fonts.Value + css).ReplaceLineEndings("\n");
        var policy = $"default-src 'none'; font-src data:; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'";
        return Of($"""
            <!DOCTYPE html>
            <html lang="{language.Tag}" dir="{language.Direction}">
            <head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}"><title>{title}</title><style>{new Markup(style)}</style></head>
            <body>{body}</body>
            </html>
            """).Value.Replace(HeWithHamza, HeHamza, StringComparison.Ordinal);
    }

    /// <summary>A style sheet that is part of this program.</summary>
    public static string Style(string name)
    {
        using var stream = typeof(PrintPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string FontFace(ReportFont font) =>
        $"@font-face {{ font-family: {ReportFonts.Family}; font-weight: {font.Weight}; src: url(data:font/ttf;base64,{Convert.ToBase64String(font.Read())}); }}\n";
}
