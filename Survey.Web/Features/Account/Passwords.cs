using Microsoft.AspNetCore.Identity;

namespace Survey.Web.Features.Account;

/// <summary>Passwords: what is accepted, how they are kept, whether one matches.</summary>
internal sealed class Passwords
{
    public const int Shortest = 12;
    public const int Longest = 200;

    private readonly PasswordHasher<Storage.Account> hasher = new();
    private readonly Lazy<string> nobodysHash;

    public Passwords() => nobodysHash = new(() => hasher.HashPassword(new Storage.Account(), Guid.NewGuid().ToString()));

    public string Hash(Storage.Account account, string password) => hasher.HashPassword(account, password);

    /// <summary>The hash to keep when the password matches (renewed where the hasher has become stronger), otherwise null. An unknown account costs the same work.</summary>
    public string? Verify(Storage.Account? account, string password)
    {
        var verified = hasher.VerifyHashedPassword(account ?? new Storage.Account(), account?.PasswordHash ?? nobodysHash.Value, password);
        return account?.PasswordHash is null ? null : verified switch
        {
            PasswordVerificationResult.Success => account.PasswordHash,
            PasswordVerificationResult.SuccessRehashNeeded => Hash(account, password),
            _ => null,
        };
    }

    /// <summary>The key of the text that says why a new password is refused; null when it is accepted. Length is what protects; composition rules are not asked for.</summary>
    public static string? Refusal(string password, string email) => password switch
    {
        { Length: < Shortest } => "PasswordTooShort",
        { Length: > Longest } => "PasswordTooLong",
        _ when password.Trim().Equals(email.Trim(), StringComparison.OrdinalIgnoreCase) => "PasswordIsEmail",
        _ when password.Distinct().Count() < 3 => "PasswordTooUniform",
        _ => null,
    };
}
