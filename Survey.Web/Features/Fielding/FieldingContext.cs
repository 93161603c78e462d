using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Web.Features.Fielding;

/// <summary>What the pages of surveys need to know about the organisation of who is signed in.</summary>
internal sealed class FieldingContext(OrganisationStore organisations, CurrentUser user)
{
    public async Task<FieldingCalendar> CalendarAsync(CancellationToken cancel)
    {
        var organisation = await organisations.FindAsync(user.Organisation, cancel)
            ?? throw new InvalidOperationException("The organisation of a session is gone.");
        return new(organisation.Time.IsJalali ?? Language.Current.IsRightToLeft, organisation.Zone);
    }
}
