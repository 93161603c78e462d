using System.Globalization;
using System.Text.RegularExpressions;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Channels.Sheets;

/// <summary>What the code on a printed page says, by which scanned or shuffled pages are put in order: survey, version, sheet, page.</summary>
/// <param name="Survey">The slug of the survey.</param>
/// <param name="Version">The version that the sheet asks, from 1.</param>
/// <param name="Sheet">The number of the sheet, from 1.</param>
/// <param name="Page">The page of the sheet, from 1.</param>
internal sealed partial record SheetCode(string Survey, int Version, int Sheet, int Page)
{
    /// <summary>The highest number of a sheet: six digits.</summary>
    public const int LastSheet = 999_999;

    /// <summary>The code as the QR code holds it: <c>SHEET:bank:2:000017:1</c>. It sorts by survey, version, sheet and page.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"SHEET:{Survey}:{Version}:{Sheet:D6}:{Page}");

    /// <summary>Reads a code as a scanner gives it; null for anything else.</summary>
    public static SheetCode? Read(string text) => Form().Match(text.Trim()) is { Success: true } match
        ? new(match.Groups["survey"].Value, Number(match, "version"), Number(match, "sheet"), Number(match, "page")) : null;

    /// <summary>The number of a sheet as somebody types it, in any digits, or as a scanner reads the whole code; null where it is neither.</summary>
    public static int? SheetOf(string text, string survey)
    {
        var typed = PersianText.LatinDigits(text.Trim());
        if (Read(typed) is { } code) return code.Survey == survey && code.Sheet >= 1 ? code.Sheet : null;
        return int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var sheet) && sheet is >= 1 and <= LastSheet ? sheet : null;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^SHEET:(?<survey>[^:]+):(?<version>[0-9]{1,6}):(?<sheet>[0-9]{6}):(?<page>[0-9]{1,3})$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
