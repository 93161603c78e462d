using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Web.Features.Account;

/// <summary>Hands out the links by which people come in without mail: set-up, invitation, a new password.</summary>
internal sealed class OneTimeLinks(AccountLinkStore links, TimeProvider time)
{
    private static readonly TimeSpan SetUpPeriod = TimeSpan.FromHours(24);
    private static readonly TimeSpan InvitationPeriod = TimeSpan.FromDays(7);
    private static readonly TimeSpan ResetPeriod = TimeSpan.FromHours(24);

    /// <summary>The path and query of a new link for the first administrator.</summary>
    public async Task<string> SetUpAsync(OrganisationId organisation, CancellationToken cancel)
    {
        await links.DeleteOutdatedAsync(organisation, time.GetUtcNow().AddDays(-30), cancel);
        var token = OneTimeToken.New();
        await links.AddAsync(NewLink(organisation, LinkPurpose.SetUp, token, SetUpPeriod), cancel);
        return $"/set-up?token={token}";
    }

    public async Task<string> InviteAsync(OrganisationId organisation, string createdBy, string email, string displayName, string role, CancellationToken cancel)
    {
        var token = OneTimeToken.New();
        var link = NewLink(organisation, LinkPurpose.Invitation, token, InvitationPeriod) with { Email = email.Trim(), DisplayName = displayName.Trim(), Role = role, CreatedBy = createdBy };
        await links.AddAsync(link, cancel);
        return InvitationAddress(token);
    }

    /// <summary>The same invitation under a new link; the old one stops working. Null when it was accepted or revoked.</summary>
    public async Task<string?> InviteAgainAsync(OrganisationId organisation, string tokenHash, CancellationToken cancel)
    {
        var token = OneTimeToken.New();
        var renewed = await links.ReissueInvitationAsync(organisation, tokenHash, OneTimeToken.Hash(token), time.GetUtcNow() + InvitationPeriod, cancel);
        return renewed is null ? null : InvitationAddress(token);
    }

    public async Task<string> ResetPasswordAsync(Storage.Account account, string? createdBy, CancellationToken cancel)
    {
        var token = OneTimeToken.New();
        await links.ReplaceResetAsync(NewLink(account.Organisation, LinkPurpose.PasswordReset, token, ResetPeriod) with { AccountId = account.AccountId, CreatedBy = createdBy }, cancel);
        return $"/reset-password?token={token}";
    }

    public Task<AccountLink?> FindAsync(string? token, string purpose, CancellationToken cancel) =>
        string.IsNullOrEmpty(token) ? Task.FromResult<AccountLink?>(null) : links.FindUsableAsync(OneTimeToken.Hash(token), purpose, cancel);

    private static string InvitationAddress(string token) => $"/invitation?token={token}";

    private AccountLink NewLink(OrganisationId organisation, string purpose, string token, TimeSpan period) => new()
    {
        TokenHash = OneTimeToken.Hash(token),
        OrganisationId = organisation.Value,
        Purpose = purpose,
        CreatedAt = time.GetUtcNow(),
        ExpiresAt = time.GetUtcNow() + period,
    };
}
