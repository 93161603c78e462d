using System.Globalization;
using System.Text.RegularExpressions;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Waves;

/// <summary>A day as people type it, year first: ۱۴۰۵/۰۹/۰۱ or 2026-11-22, in digits of any kind. The year tells the calendar.</summary>
internal static partial class TypedDay
{
    private const int FirstGregorianYear = 1900;
    private static readonly PersianCalendar Jalali = new();

    /// <summary>The day, of the Gregorian calendar; null when it is none.</summary>
    public static DateOnly? Read(string text)
    {
        var match = Form().Match(PersianText.LatinDigits(text.Trim()));
        if (!match.Success) return null;
        var (year, month, day) = (Part("year"), Part("month"), Part("day"));
        if (month is < 1 or > 12 || day < 1) return null;
        if (year >= FirstGregorianYear) return year <= 2200 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
        return year is >= 1300 and <= 1600 && day <= Jalali.GetDaysInMonth(year, month) ? DateOnly.FromDateTime(Jalali.ToDateTime(year, month, day, 0, 0, 0, 0)) : null;

        int Part(string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(?<year>\d{4})\s*[-/.]\s*(?<month>\d{1,2})\s*[-/.]\s*(?<day>\d{1,2})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
