using System.Globalization;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Waves;

/// <summary>Which period an instant belongs to, in the calendar and time zone of the organisation.</summary>
internal sealed class WaveCalendar(LocalTime time, Language language, Texts<WavesText> texts)
{
    private static readonly PersianCalendar Persian = new();

    /// <summary>Everything that decides which period an instant belongs to.</summary>
    public string Key => $"{time.Zone.Id} {(IsJalali ? "Jalali" : "Gregorian")}";

    private bool IsJalali => time.IsJalali ?? language.IsRightToLeft;

    /// <summary>The key of an instant's month or quarter: keys sort in time order.</summary>
    public string KeyOf(DateTimeOffset instant, WaveDivision by)
    {
        var local = TimeZoneInfo.ConvertTime(instant, time.Zone).DateTime;
        var (year, month) = IsJalali ? (Persian.GetYear(local), Persian.GetMonth(local)) : (local.Year, local.Month);
        return by == WaveDivision.Quarters
            ? string.Create(CultureInfo.InvariantCulture, $"{year:0000}-q{(month + 2) / 3}")
            : string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}");
    }

    /// <summary>The local day of an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, time.Zone).DateTime);

    /// <summary>A key in words.</summary>
    public string NameOf(string key, WaveDivision by)
    {
        if (by == WaveDivision.Versions) return texts["Version", language.Digits(key)];
        var (year, part) = (int.Parse(key.AsSpan(0, 4), CultureInfo.InvariantCulture), key[5..]);
        return part[0] == 'q'
            ? texts["Quarter", language.Digits(part[1..]), language.Digits(key[..4])]
            : language.Month(year, int.Parse(part, CultureInfo.InvariantCulture), IsJalali);
    }

    /// <summary>A day in words.</summary>
    public string NameOf(DateOnly day) => language.Date(new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero), new LocalTime(TimeZoneInfo.Utc, time.IsJalali));
}
