namespace Survey.Web.Storage;

/// <summary>An invitation to a survey as its row holds it. The access code itself is stored nowhere.</summary>
internal sealed record Invitation
{
    /// <summary>Nobody has begun with it.</summary>
    public const string Unused = "unused";

    /// <summary>A response was begun with it and is not submitted.</summary>
    public const string Started = "started";

    /// <summary>The response was submitted or taken back.</summary>
    public const string Used = "used";

    /// <summary>It was taken back before anybody began with it.</summary>
    public const string Revoked = "revoked";

    public required string SurveyId { get; init; }

    /// <summary>What stands for the access code.</summary>
    public required string TokenHash { get; init; }

    public required string OrganisationId { get; init; }

    /// <summary>Its number in the survey, from 1: what people call it by.</summary>
    public required int Serial { get; init; }

    /// <summary>Whom it is for; null for one that is for anybody.</summary>
    public string? Label { get; init; }

    /// <summary>The language of the first page; null for that of the browser.</summary>
    public string? Language { get; init; }

    /// <summary>A JSON object from attribute to value, which the response takes over; null for none.</summary>
    public string? Attributes { get; init; }

    public required string State { get; init; }

    /// <summary>The secret of the response that is under way, which only the access code opens.</summary>
    public byte[]? SealedSecret { get; init; }

    /// <summary>What follows from that secret, and closes the invitation.</summary>
    public string? ReturnHash { get; init; }
}

/// <summary>How many invitations of a survey are in each state.</summary>
/// <param name="Unused">Nobody has begun.</param>
/// <param name="Started">Begun, not submitted.</param>
/// <param name="Used">Submitted or taken back.</param>
/// <param name="Revoked">Taken back by the manager.</param>
internal sealed record InvitationCounts(int Unused, int Started, int Used, int Revoked)
{
    public int All => Unused + Started + Used + Revoked;

    /// <summary>How many are in a state.</summary>
    public int Of(string state) => state switch
    {
        Invitation.Unused => Unused,
        Invitation.Started => Started,
        Invitation.Used => Used,
        _ => Revoked,
    };
}
