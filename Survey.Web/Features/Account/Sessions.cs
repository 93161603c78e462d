using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Survey.Web.Platform;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Web.Features.Account;

/// <summary>Sessions in cookies, held against the account: a disabled account, a changed role or password takes effect within the time an account is remembered.</summary>
internal sealed class Sessions(AccountStore accounts, TimeProvider time)
{
    public const string Scheme = "session";
    private const string StampClaim = "stamp";

    /// <summary>How long another server may still believe what an account was like; this server forgets at once.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (Storage.Account? Account, DateTimeOffset Until)> known = new();

    public Task StartAsync(HttpContext context, Storage.Account account)
    {
        Forget(account.AccountId);
        return context.SignInAsync(Scheme, PrincipalOf(account), new AuthenticationProperties { IsPersistent = true });
    }

    /// <summary>To be called after every change of an account.</summary>
    public void Forget(string accountId) => known.TryRemove(accountId, out _);

    /// <summary>Ends the session when its account is gone, disabled or has another password; otherwise gives it the present name and role.</summary>
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var account = await FindAsync(context.Principal, context.HttpContext.RequestAborted);
        if (account is null || account.DisabledAt is not null || account.SecurityStamp != context.Principal?.FindFirstValue(StampClaim))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
            return;
        }

        context.ReplacePrincipal(PrincipalOf(account));
    }

    private async Task<Storage.Account?> FindAsync(ClaimsPrincipal? principal, CancellationToken cancel)
    {
        if (principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } accountId || principal.FindFirstValue(CurrentUser.OrganisationClaim) is not { } organisation) return null;
        var now = time.GetUtcNow();
        if (known.TryGetValue(accountId, out var remembered) && remembered.Until > now && remembered.Account?.OrganisationId == organisation) return remembered.Account;
        var account = await accounts.FindAsync(new OrganisationId(organisation), accountId, cancel);
        known[accountId] = (account, now + Remembered);
        return account;
    }

    private static ClaimsPrincipal PrincipalOf(Storage.Account account) => new(new ClaimsIdentity(
    [
        new(ClaimTypes.NameIdentifier, account.AccountId),
        new(ClaimTypes.Name, account.DisplayName),
        new(ClaimTypes.Role, account.Role),
        new(CurrentUser.OrganisationClaim, account.OrganisationId),
        new(StampClaim, account.SecurityStamp),
    ], Scheme));
}
