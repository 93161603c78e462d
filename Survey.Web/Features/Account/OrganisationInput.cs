using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Shell;
using Survey.Web.Storage;

namespace Survey.Web.Features.Account;

/// <summary>The organisation as a form holds it: at set-up and in the settings.</summary>
public sealed class OrganisationInput
{
    private const int LongestName = 120;
    private const int LargestMinimumGroup = 100;

    public string? Name { get; set; }
    public string? Language { get; set; }
    public string? TimeZone { get; set; }
    public string? Calendar { get; set; }
    public string? FirstDayOfWeek { get; set; }
    public string? MinimumGroup { get; set; }

    internal static OrganisationInput Of(Organisation organisation) => new()
    {
        Name = organisation.Name,
        Language = organisation.Language,
        TimeZone = organisation.TimeZone,
        Calendar = organisation.Calendar,
        FirstDayOfWeek = organisation.FirstDayOfWeek.ToString(System.Globalization.CultureInfo.InvariantCulture),
        MinimumGroup = organisation.MinimumGroup.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>The organisation with what was typed; null, and the reasons in <paramref name="errors"/>, when something is wrong. What the form did not hold stays.</summary>
    internal Organisation? Apply(Organisation organisation, FormErrors errors, Texts<AccountText> texts)
    {
        var name = (Name ?? "").Trim();
        if (name.Length == 0) errors.Add("organisation-name", texts["OrganisationNameMissing"]);
        else if (name.Length > LongestName) errors.Add("organisation-name", texts["TooLong", LongestName]);
        if (Platform.Localization.Language.Find(Language) is null) errors.Add("organisation-language", texts["ChooseOne"]);
        if (!TimeZones.IsKnown(TimeZone?.Trim() ?? "")) errors.Add("organisation-time-zone", texts["TimeZoneUnknown"]);
        if (!Calendars.All.Contains(Calendar)) errors.Add("organisation-calendar", texts["ChooseOne"]);
        var firstDay = organisation.FirstDayOfWeek;
        if (FirstDayOfWeek is not null && (!int.TryParse(FirstDayOfWeek, out firstDay) || firstDay is < 0 or > 6)) errors.Add("organisation-first-day", texts["ChooseOne"]);
        var minimum = organisation.MinimumGroup;
        if (MinimumGroup is not null && (!int.TryParse(PersianText.LatinDigits(MinimumGroup.Trim()), out minimum) || minimum is < 1 or > LargestMinimumGroup))
            errors.Add("organisation-minimum-group", texts["MinimumGroupWrong", 1, LargestMinimumGroup]);
        return errors.Any ? null : organisation with
        {
            Name = name,
            Language = Language!,
            TimeZone = TimeZone!.Trim(),
            Calendar = Calendar!,
            FirstDayOfWeek = firstDay,
            MinimumGroup = minimum,
        };
    }
}
