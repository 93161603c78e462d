using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports.Pdf.Print;
using static Survey.Web.Reports.Pdf.Print.Markup;

namespace Survey.Web.Features.Channels.Sheets;

/// <summary>A card to be put up at a branch or desk.</summary>
/// <param name="Place">The branch or desk; empty for a card that fits everywhere.</param>
/// <param name="Address">Where its code leads.</param>
internal sealed record Card(string Place, string Address);

/// <summary>Cards with QR codes, six to a page of A4, to be cut and put up.</summary>
internal static class CardsDocument
{
    private const int CardsPerPage = 6;

    public static string Html(string title, IEnumerable<Card> cards, Language language)
    {
        var texts = new Texts<ChannelsText>(language);
        var pages = cards.Chunk(CardsPerPage).Select(some => Of($"""<section class="sheet">{Join(some.Select(card => One(title, card, texts)))}</section>"""));
        return PrintPage.Html(language, title, PrintPage.Style("cards.css"), Join(pages));
    }

    private static Markup One(string title, Card card, Texts<ChannelsText> texts) => Of($"""
        <article>
        <h2>{title}</h2>
        {(card.Place.Length == 0 ? None : Of($"""<p class="place">{card.Place}</p>"""))}
        {new Markup(QrCode.Svg(card.Address, card.Address))}
        <p class="call">{texts["CardCall"]}</p>
        <p class="address" dir="ltr">{card.Address[(card.Address.IndexOf("//", StringComparison.Ordinal) + 2)..]}</p>
        </article>
        """);
}
