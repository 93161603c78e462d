namespace Survey.Web.Storage;

/// <summary>The calendar in which an organisation reads dates.</summary>
internal static class Calendars
{
    /// <summary>Jalali in Persian, Gregorian in English.</summary>
    public const string ByLanguage = "language";
    public const string Jalali = "jalali";
    public const string Gregorian = "gregorian";

    public static IReadOnlyList<string> All { get; } = [ByLanguage, Jalali, Gregorian];
}
