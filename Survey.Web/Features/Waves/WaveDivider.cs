using System.Globalization;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Waves;

/// <summary>How a choice divides responses into waves: the key of each, which sorts in time order, and its name.</summary>
internal sealed class WaveDivider(WavesQuery query, WaveCalendar calendar, Texts<WavesText> texts)
{
    private const string Earlier = "1";
    private const string Later = "2";

    private readonly (DateOnly From, DateOnly To)? _first = Days(query.FirstDays);
    private readonly (DateOnly From, DateOnly To)? _second = Days(query.SecondDays);

    public WaveDivision By => query.By;

    /// <summary>Whether the days that were typed are periods; true where no days are needed.</summary>
    public bool IsUsable => By != WaveDivision.Dates || (_first is not null && _second is not null);

    /// <summary>Everything that decides which wave a response belongs to.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{By} {calendar.Key} {_first} {_second}");

    /// <summary>The wave of a version.</summary>
    public static string KeyOf(int version) => version.ToString("0000", CultureInfo.InvariantCulture);

    /// <summary>The wave of a response; null where it belongs to none.</summary>
    public string? KeyOf(int version, DateTimeOffset at) => By switch
    {
        WaveDivision.Versions => KeyOf(version),
        WaveDivision.Dates => calendar.DayOf(at) is var day && Contains(_first!.Value, day) ? Earlier : Contains(_second!.Value, day) ? Later : null,
        _ => calendar.KeyOf(at, By),
    };

    /// <summary>A key in words.</summary>
    public string NameOf(string key) => By == WaveDivision.Dates
        ? (key == Earlier ? _first : _second) is { } days ? texts["FromTo", calendar.NameOf(days.From), calendar.NameOf(days.To)] : ""
        : calendar.NameOf(By == WaveDivision.Versions ? key.TrimStart('0') : key, By);

    private static bool Contains((DateOnly From, DateOnly To) days, DateOnly day) => days.From <= day && day <= days.To;

    private static (DateOnly From, DateOnly To)? Days((string From, string To) typed) =>
        TypedDay.Read(typed.From) is { } from && TypedDay.Read(typed.To) is { } to && from <= to ? (from, to) : null;
}
