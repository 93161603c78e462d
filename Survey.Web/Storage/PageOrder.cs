using System.Globalization;

namespace Survey.Web.Storage;

/// <summary>The keys of a survey's pages and their order: <c>start</c>, <c>about</c>, <c>d1</c> …, <c>importance</c>, <c>overall</c>, <c>review</c>.</summary>
internal static class PageOrder
{
    public const string Start = "start";
    public const string About = "about";
    public const string Importance = "importance";
    public const string Overall = "overall";
    public const string Review = "review";

    public static string Dimension(int index) => string.Create(CultureInfo.InvariantCulture, $"d{index + 1}");

    public static int RankOf(string page) => page switch
    {
        Start => 0,
        About => 1,
        Importance => 1_000_000,
        Overall => 1_000_001,
        Review => 1_000_002,
        ['d', .. var digits] when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => 1 + number,
        _ => -1,
    };

    /// <summary>The page that stands last in the order; <see cref="Start"/> when there is none.</summary>
    public static string Last(IEnumerable<string> pages) => pages.Where(page => RankOf(page) >= 0).DefaultIfEmpty(Start).MaxBy(RankOf)!;
}
