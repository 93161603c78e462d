using System.Globalization;
using System.Text;

namespace Survey.Web.Platform.Localization;

/// <summary>A language that people work in: its direction, digits, numbers and calendar. The only place that formats a number or a date for people.</summary>
internal sealed class Language
{
    private const char MinusSign = '\u2212';
    private const string LeftToRightMark = "\u200E";
    private static readonly PersianCalendar Jalali = new();
    private static readonly string[] JalaliMonths = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];
    private static readonly string[] JalaliMonthsInEnglish = ["Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"];
    private static readonly string[] GregorianMonthsInPersian = ["ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"];

    private Language(string tag, bool isRightToLeft, string nativeName)
    {
        (Tag, IsRightToLeft, NativeName) = (tag, isRightToLeft, nativeName);
        Culture = CultureInfo.GetCultureInfo(tag);
        Comparer = StringComparer.Create(Culture, CompareOptions.IgnoreCase);
    }

    public static Language English { get; } = new("en", false, "English");

    public static Language Persian { get; } = new("fa", true, "فارسی");

    public static IReadOnlyList<Language> All { get; } = [Persian, English];

    /// <summary>The language of the request (set by the localisation middleware) or of the process.</summary>
    public static Language Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fa" ? Persian : English;

    public string Tag { get; }

    public bool IsRightToLeft { get; }

    public string Direction => IsRightToLeft ? "rtl" : "ltr";

    public string NativeName { get; }

    public CultureInfo Culture { get; }

    /// <summary>Order of names as readers of the language expect it.</summary>
    public StringComparer Comparer { get; }

    public static Language? Find(string? tag) => All.FirstOrDefault(language => language.Tag == tag);

    /// <summary>The language with the tag, English when it is unknown.</summary>
    public static Language Of(string? tag) => Find(tag) ?? English;

    /// <summary>Latin digits turned into the language's own; everything else stays.</summary>
    public string Digits(string text)
    {
        if (!IsRightToLeft) return text;
        var result = new StringBuilder(text.Length);
        foreach (var character in text) result.Append(character is >= '0' and <= '9' ? (char)('۰' + (character - '0')) : character);
        return result.ToString();
    }

    /// <summary>A whole number with thousands separators: 12,345 or ۱۲٬۳۴۵.</summary>
    public string Integer(long value) => Signed(value < 0, value.ToString("#,0", CultureInfo.InvariantCulture).TrimStart('-'));

    /// <summary>A number with fixed places and a true minus sign: −1.18 or ‎−۱٫۱۸; a value that rounds to zero has no sign.</summary>
    public string Decimal(double value, int places = 2)
    {
        var digits = Math.Abs(value).ToString("#,0." + new string('0', places), CultureInfo.InvariantCulture).TrimEnd('.');
        return Signed(value < 0 && digits.Any(digit => digit is >= '1' and <= '9'), digits);
    }

    /// <summary>A number that always carries its sign, for gaps: +0.20 or −1.18.</summary>
    public string Difference(double value, int places = 2)
    {
        var text = Decimal(value, places);
        return value > 0 && text.Any(digit => digit is (>= '1' and <= '9') or (>= '۱' and <= '۹')) ? (IsRightToLeft ? LeftToRightMark : "") + "+" + text : text;
    }

    /// <summary>A share between 0 and 1 as a percentage: 49.2% or ۴۹٫۲٪.</summary>
    public string Percent(double share, int places = 0) => Decimal(100 * share, places) + (IsRightToLeft ? "٪" : "%");

    /// <summary>An interval in words: −1.33 to −1.04.</summary>
    public string Range(double low, double high, int places = 2) => $"{Decimal(low, places)} {(IsRightToLeft ? "تا" : "to")} {Decimal(high, places)}";

    /// <summary>A probability: "&lt; 0.001" below a thousandth, otherwise three places.</summary>
    public string Probability(double p) => p < 0.001 ? IsRightToLeft ? "کمتر از ۰٫۰۰۱" : "< 0.001" : Decimal(p, 3);

    /// <summary>A day in the organisation's calendar: ۱ آذر ۱۴۰۵, 22 November 2026; also 1 Azar 1405 and ۲۲ نوامبر ۲۰۲۶ where it wants that.</summary>
    public string Date(DateTimeOffset instant, LocalTime time)
    {
        var local = TimeZoneInfo.ConvertTime(instant, time.Zone).DateTime;
        var (day, month, year) = time.IsJalali ?? IsRightToLeft
            ? (Jalali.GetDayOfMonth(local), MonthNames(isJalali: true)[Jalali.GetMonth(local) - 1], Jalali.GetYear(local))
            : (local.Day, MonthNames(isJalali: false)[local.Month - 1], local.Year);
        return Digits(string.Create(CultureInfo.InvariantCulture, $"{day} {month} {year}"));
    }

    /// <summary>A month of a calendar: آذر ۱۴۰۵, November 2026, Azar 1405.</summary>
    public string Month(int year, int month, bool isJalali) => Digits(string.Create(CultureInfo.InvariantCulture, $"{MonthNames(isJalali)[month - 1]} {year}"));

    /// <summary>A day and time of day to the minute.</summary>
    public string DateTime(DateTimeOffset instant, LocalTime time)
    {
        var clock = Digits(TimeZoneInfo.ConvertTime(instant, time.Zone).ToString("HH:mm", CultureInfo.InvariantCulture));
        return IsRightToLeft ? $"{Date(instant, time)}، ساعت {clock}" : $"{Date(instant, time)}, {clock}";
    }

    private string[] MonthNames(bool isJalali) => isJalali
        ? IsRightToLeft ? JalaliMonths : JalaliMonthsInEnglish
        : IsRightToLeft ? GregorianMonthsInPersian : CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;

    private string Signed(bool negative, string digits)
    {
        if (IsRightToLeft) digits = Digits(digits).Replace(',', '٬').Replace('.', '٫');
        // A minus before Persian digits is drawn behind them in right-to-left text unless a left-to-right mark stands first.
        return !negative ? digits : IsRightToLeft ? LeftToRightMark + MinusSign + digits : MinusSign + digits;
    }
}
