namespace Survey.Web.Features.Account;

/// <summary>Makes the account of a person who just chose a password, and is therefore signed in.</summary>
internal static class NewAccount
{
    public static Storage.Account Create(string email, string displayName, string role, Passwords passwords, string password, DateTimeOffset now)
    {
        var account = new Storage.Account
        {
            AccountId = Guid.CreateVersion7(now).ToString("N"),
            Email = email.Trim(),
            EmailKey = EmailAddress.Key(email),
            DisplayName = displayName.Trim(),
            Role = role,
            SecurityStamp = NewStamp(),
            CreatedAt = now,
            SignedInAt = now,
        };
        return account with { PasswordHash = passwords.Hash(account, password) };
    }

    public static string NewStamp() => Guid.NewGuid().ToString("N");
}
