using System.Globalization;
using System.Text.RegularExpressions;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Fielding;

/// <summary>A moment as people write it: day, month, year and time of day, in the calendar and time zone of the organisation. Every field may be filled with digits of any kind.</summary>
internal sealed partial record LocalDateTime(string Day, string Month, string Year, string Time)
{
    private static readonly PersianCalendar Jalali = new();

    public static LocalDateTime Empty { get; } = new("", "", "", "");

    public bool IsEmpty => Day.Length == 0 && Month.Length == 0 && Year.Length == 0 && Time.Length == 0;

    /// <summary>How a stored moment stands in the fields.</summary>
    public static LocalDateTime Of(DateTimeOffset? instant, bool isJalali, TimeZoneInfo zone)
    {
        if (instant is null) return Empty;
        var local = TimeZoneInfo.ConvertTime(instant.Value, zone).DateTime;
        var (year, month, day) = isJalali ? (Jalali.GetYear(local), Jalali.GetMonth(local), Jalali.GetDayOfMonth(local)) : (local.Year, local.Month, local.Day);
        return new(Text(day), Text(month), Text(year), local.ToString("HH:mm", CultureInfo.InvariantCulture));

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The moment that is meant; where the fields do not name one, which of them is at fault and the key of the reason.</summary>
    /// <param name="isJalali">Whether the fields are of the Persian calendar, otherwise of the Gregorian one.</param>
    /// <param name="zone">The organisation's time zone.</param>
    /// <param name="timeWhenEmpty">The time of day that an empty time stands for.</param>
    public LocalDateTimeReading Read(bool isJalali, TimeZoneInfo zone, TimeOnly timeWhenEmpty)
    {
        if (IsEmpty) return new(null, null);
        if (Number(Day) is not { } day) return Wrong(nameof(Day), Day.Length == 0 ? "DateDayMissing" : "DateDayWrong");
        if (Number(Month) is not (>= 1 and <= 12 and { } month)) return Wrong(nameof(Month), "DateMonthMissing");
        if (Number(Year) is not { } year) return Wrong(nameof(Year), Year.Length == 0 ? "DateYearMissing" : "DateYearWrong");
        if (isJalali ? year is < 1350 or > 1500 : year is < 1970 or > 2120) return Wrong(nameof(Year), isJalali ? "DateYearNotJalali" : "DateYearNotGregorian");
        var days = isJalali ? Jalali.GetDaysInMonth(year, month) : DateTime.DaysInMonth(year, month);
        if (day < 1 || day > days) return new(null, new(nameof(Day), "DateNoSuchDay", days));
        if (!TryTime(timeWhenEmpty, out var time)) return Wrong(nameof(Time), "DateTimeWrong");
        var local = (isJalali ? Jalali.ToDateTime(year, month, day, 0, 0, 0, 0) : new DateTime(year, month, day)) + time.ToTimeSpan();
        // Where clocks are put forward, an hour does not exist.
        if (zone.IsInvalidTime(local)) return Wrong(nameof(Time), "DateTimeSkipped");
        return new(new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero), null);
    }

    private static LocalDateTimeReading Wrong(string field, string reason) => new(null, new(field, reason, null));

    private static int? Number(string text) =>
        int.TryParse(PersianText.LatinDigits(text.Trim()), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private bool TryTime(TimeOnly whenEmpty, out TimeOnly time)
    {
        time = whenEmpty;
        var text = PersianText.LatinDigits(Time.Trim());
        if (text.Length == 0) return true;
        var match = TimeForm().Match(text);
        if (!match.Success) return false;
        var hour = int.Parse(match.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture);
        var minute = match.Groups["minute"].Success ? int.Parse(match.Groups["minute"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (hour > 23 || minute > 59) return false;
        time = new TimeOnly(hour, minute);
        return true;
    }

    [GeneratedRegex(@"^(?<hour>\d{1,2})(\s*[:.٫]\s*(?<minute>\d{2}))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TimeForm();
}

/// <summary>What the fields of a moment say: a moment, nothing (both null: left empty on purpose), or a problem.</summary>
internal sealed record LocalDateTimeReading(DateTimeOffset? Instant, LocalDateTimeProblem? Problem);

/// <summary>Why fields name no moment.</summary>
/// <param name="Field">The field at fault: the name of a property of <see cref="LocalDateTime"/>.</param>
/// <param name="Reason">The key of its text in <see cref="FieldingText"/>.</param>
/// <param name="Argument">What the text names.</param>
internal sealed record LocalDateTimeProblem(string Field, string Reason, int? Argument);
