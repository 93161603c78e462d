namespace Survey.Web.Platform.Localization;

/// <summary>How an organisation reads instants: its time zone, and its calendar (null: Jalali in Persian, Gregorian in English).</summary>
public sealed record LocalTime(TimeZoneInfo Zone, bool? IsJalali = null)
{
    public static implicit operator LocalTime(TimeZoneInfo zone) => new(zone);
}
