using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>A one-time link that was handed out; its token is known only to who holds it.</summary>
internal sealed record AccountLink
{
    public string TokenHash { get; init; } = "";
    public string OrganisationId { get; init; } = "";

    /// <summary>One of <see cref="LinkPurpose"/>.</summary>
    public string Purpose { get; init; } = "";
    public string? AccountId { get; init; }
    public string? Email { get; init; }
    public string? DisplayName { get; init; }
    public string? Role { get; init; }
    public string? CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }

    public OrganisationId Organisation => new(OrganisationId);
}

/// <summary>What a one-time link allows.</summary>
internal static class LinkPurpose
{
    public const string SetUp = "set-up";
    public const string Invitation = "invitation";
    public const string PasswordReset = "password-reset";
}
