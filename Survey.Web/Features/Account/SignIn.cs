using Survey.Web.Storage;

namespace Survey.Web.Features.Account;

/// <summary>Checks e-mail and password. What is wrong is not told apart, so that nobody learns who has an account.</summary>
internal sealed partial class SignIn(AccountStore accounts, Passwords passwords, TimeProvider time, ILogger<SignIn> log)
{
    public const int AttemptLimit = 5;
    public static readonly TimeSpan LockPeriod = TimeSpan.FromMinutes(15);

    /// <summary>The account when e-mail and password match and it is neither locked nor disabled.</summary>
    public async Task<Storage.Account?> AttemptAsync(string email, string password, CancellationToken cancel)
    {
        var account = await accounts.FindByEmailAsync(EmailAddress.Key(email), cancel);
        var hash = passwords.Verify(account, password);
        if (account is null) return null;
        var now = time.GetUtcNow();
        if (account.LockedUntil > now || account.DisabledAt is not null)
        {
            Log.Barred(log, account.AccountId);
            return null;
        }

        if (hash is null)
        {
            await accounts.RecordFailureAsync(account, AttemptLimit, now + LockPeriod, cancel);
            Log.Failed(log, account.AccountId);
            return null;
        }

        await accounts.RecordSuccessAsync(account, hash, cancel);
        return account;
    }

    private static partial class Log
    {
        [LoggerMessage(200, LogLevel.Information, "Wrong password for account {AccountId}")]
        public static partial void Failed(ILogger logger, string accountId);

        [LoggerMessage(201, LogLevel.Information, "Sign-in to locked or disabled account {AccountId} refused")]
        public static partial void Barred(ILogger logger, string accountId);
    }
}
