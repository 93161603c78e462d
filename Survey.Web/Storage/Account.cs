using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>A person who signs in.</summary>
internal sealed record Account
{
    public string AccountId { get; init; } = "";
    public string OrganisationId { get; init; } = "";
    public string Email { get; init; } = "";

    /// <summary>The form in which e-mail addresses are compared; unique over all organisations.</summary>
    public string EmailKey { get; init; } = "";
    public string DisplayName { get; init; } = "";
    public string Role { get; init; } = "";
    public string? PasswordHash { get; init; }

    /// <summary>Changes with the password: sessions that carry another one have ended.</summary>
    public string SecurityStamp { get; init; } = "";
    public int FailedAttempts { get; init; }
    public DateTimeOffset? LockedUntil { get; init; }
    public DateTimeOffset? DisabledAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SignedInAt { get; init; }

    public OrganisationId Organisation => new(OrganisationId);
}
