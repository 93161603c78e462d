namespace Survey.Web.Features.Inviting;

/// <summary>Marks the texts of invitations.</summary>
internal sealed class InvitingText;
