using Survey.Web.Platform;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Storage;

/// <summary>An organisation: its name, and how it counts days and groups.</summary>
internal sealed record Organisation
{
    /// <summary>Group size below which figures are withheld, unless an organisation chooses another.</summary>
    public const int DefaultMinimumGroup = 5;

    public string OrganisationId { get; init; } = "";
    public string Name { get; init; } = "";

    /// <summary>The language of what the organisation reads without asking: "fa" or "en".</summary>
    public string Language { get; init; } = "en";

    /// <summary>An IANA name.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>One of <see cref="Calendars"/>.</summary>
    public string Calendar { get; init; } = Calendars.ByLanguage;

    /// <summary>As <see cref="DayOfWeek"/>: 0 is Sunday.</summary>
    public int FirstDayOfWeek { get; init; } = (int)DayOfWeek.Monday;

    /// <summary>Segments with fewer responses are "too few".</summary>
    public int MinimumGroup { get; init; } = DefaultMinimumGroup;

    public DateTimeOffset CreatedAt { get; init; }

    public OrganisationId Id => new(OrganisationId);

    public TimeZoneInfo Zone => TimeZones.Of(TimeZone);

    /// <summary>How it reads instants.</summary>
    public LocalTime Time => new(Zone, Calendar switch { Calendars.Jalali => true, Calendars.Gregorian => false, _ => null });
}
