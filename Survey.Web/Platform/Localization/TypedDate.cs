using System.Globalization;

namespace Survey.Web.Platform.Localization;

/// <summary>A day as people answer with it, year first, in either calendar: ۱۳۸۰/۰۱/۰۱ or 2001-03-21. The year tells the calendar.</summary>
internal static class TypedDate
{
    private const int FirstGregorianYear = 1700;
    private static readonly PersianCalendar Jalali = new();

    /// <summary>The day in the Gregorian calendar, <c>2001-03-21</c>; null when there is no such day.</summary>
    public static string? Gregorian(string typed)
    {
        var parts = PersianText.LatinDigits(typed.Trim()).Split(['-', '/', '.'], StringSplitOptions.TrimEntries);
        if (parts.Length != 3) return null;
        Span<int> numbers = stackalloc int[3];
        for (var k = 0; k < 3; k++)
            if (!int.TryParse(parts[k], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[k])) return null;
        try
        {
            var day = numbers[0] < FirstGregorianYear ? Jalali.ToDateTime(numbers[0], numbers[1], numbers[2], 0, 0, 0, 0) : new DateTime(numbers[0], numbers[1], numbers[2]);
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
