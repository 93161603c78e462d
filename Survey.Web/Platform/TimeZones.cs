namespace Survey.Web.Platform;

/// <summary>Time zones by their IANA names, also on machines without time zone data.</summary>
internal static class TimeZones
{
    private const string TehranName = "Asia/Tehran";

    // Iran has kept +03:30 all year since 2022.
    private static readonly TimeZoneInfo Tehran = TimeZoneInfo.TryFindSystemTimeZoneById(TehranName, out var zone)
        ? zone
        : TimeZoneInfo.CreateCustomTimeZone(TehranName, new TimeSpan(3, 30, 0), TehranName, TehranName);

    /// <summary>The names that can be chosen, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Append(TehranName).Where(name => name == "UTC" || name.Contains('/', StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];

    public static bool IsKnown(string name) => name == TehranName || TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);

    /// <summary>The zone with the name; UTC when this machine does not know it.</summary>
    public static TimeZoneInfo Of(string name) => name == TehranName ? Tehran : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
