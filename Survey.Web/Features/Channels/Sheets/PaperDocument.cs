using System.Collections.Immutable;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports.Pdf.Print;
using Survey.Web.Storage;
using static Survey.Web.Reports.Pdf.Print.Markup;

namespace Survey.Web.Features.Channels.Sheets;

/// <summary>Numbered sheets of the questionnaire for print: every page has corner marks and, always in the same place, the code that tells it from all others.</summary>
internal sealed class PaperDocument(string slug, SurveyVersion version, Language language)
{
    /// <summary>As many sheets find place in one file.</summary>
    public const int MostSheets = 200;

    /// <summary>What <c>paper.css</c> leaves for questions on a page, 247 mm, in CSS pixels.</summary>
    private const double Room = 247 / 25.4 * 96;

    private readonly IReadOnlyList<SheetBlock> _blocks = QuestionnaireBlocks.InOrder(version, language);

    /// <summary>The questions one below the other, to be measured.</summary>
    public string Measured() => Page(Of($"""<div class="measured" dir="{language.Direction}">{Join(_blocks.Select(Block))}</div>"""));

    /// <summary>The sheets from one number to another.</summary>
    /// <param name="heights">The heights of the blocks of <see cref="Measured"/>.</param>
    /// <param name="from">The first number.</param>
    /// <param name="to">The last number.</param>
    public string Arranged(IReadOnlyList<double> heights, int from, int to)
    {
        var pages = SheetPages.Fill(_blocks, heights, Room);
        var contents = pages.Select(page => Join(page.Select(k => Block(_blocks[k])))).ToImmutableArray();
        return Page(Join(Enumerable.Range(from, to - from + 1).SelectMany(sheet => contents.Select((content, k) => Sheet(content, new SheetCode(slug, version.Number, sheet, k + 1), contents.Length)))));
    }

    private static Markup Block(SheetBlock block) => Of($"""<div data-block>{block.Html}</div>""");

    private Markup Sheet(Markup content, SheetCode code, int pages) => Of($"""
        <section class="sheet" dir="ltr">
        <span class="mark one"></span><span class="mark two"></span><span class="mark three"></span><span class="mark four"></span>
        <header><div class="code">{new Markup(QrCode.Svg(code.ToString(), code.ToString()))}<p>{code.ToString()}</p></div>
        <p class="name" dir="{language.Direction}">{version.Questionnaire.Title.In(language.Tag)}<br>{Texts["PaperSheet", Number(code.Sheet)]}</p></header>
        <div class="content" dir="{language.Direction}">{content}</div>
        <footer dir="{language.Direction}">{Texts["PaperPage", code.Page, pages]}</footer>
        </section>
        """);

    private Texts<ChannelsText> Texts => new(language);

    private string Number(int sheet) => language.Digits(sheet.ToString("D6", System.Globalization.CultureInfo.InvariantCulture));

    private string Page(Markup body) => PrintPage.Html(language, version.Questionnaire.Title.In(language.Tag), PrintPage.Style("paper.css"), body);
}
