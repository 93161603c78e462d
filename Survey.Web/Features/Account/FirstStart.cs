using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Storage;

namespace Survey.Web.Features.Account;

/// <summary>What an empty installation starts with: an organisation, which the set-up page names.</summary>
internal sealed class FirstStart(OrganisationStore organisations, TimeProvider time)
{
    public Task<Organisation> EnsureOrganisationAsync(CancellationToken cancel) => organisations.EnsureFirstAsync(Initial(Environment.GetEnvironmentVariable("LANG")), cancel);

    /// <summary>By the language of the machine: Persian brings Tehran's time and a week that begins on Saturday.</summary>
    internal Organisation Initial(string? machineLanguage)
    {
        var isPersian = machineLanguage?.StartsWith("fa", StringComparison.OrdinalIgnoreCase) == true;
        return new()
        {
            OrganisationId = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
            Name = isPersian ? "سازمان ما" : "Our organisation",
            Language = (isPersian ? Language.Persian : Language.English).Tag,
            TimeZone = isPersian || !TimeZones.Names.Contains(TimeZoneInfo.Local.Id) ? "Asia/Tehran" : TimeZoneInfo.Local.Id,
            FirstDayOfWeek = (int)(isPersian ? DayOfWeek.Saturday : DayOfWeek.Monday),
            CreatedAt = time.GetUtcNow(),
        };
    }
}
