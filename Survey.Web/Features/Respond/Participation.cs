using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>How far a response has come.</summary>
internal enum ResponseStage
{
    /// <summary>Nothing is stored.</summary>
    NotStarted,

    /// <summary>Begun and not submitted.</summary>
    Started,

    /// <summary>Submitted, whether or not a manager lets it count.</summary>
    Submitted,

    /// <summary>Submitted, and changed by the respondent since.</summary>
    Corrected,

    /// <summary>Taken back: nothing but the id is left.</summary>
    Withdrawn,
}

/// <summary>What became of the invitation that led to a response.</summary>
internal enum InvitationStage
{
    /// <summary>There is none: the survey's address is open to everybody who has it.</summary>
    Open,

    /// <summary>It was given out, and nobody has begun with it.</summary>
    Unused,

    /// <summary>A response was begun with it and is under way.</summary>
    Started,

    /// <summary>Its response was submitted or taken back.</summary>
    Used,

    /// <summary>The inviting side has taken it back.</summary>
    Revoked,
}

/// <summary>What a respondent can do.</summary>
internal enum RespondAction
{
    Begin,

    /// <summary>Keeping what is on the page, on the way, without a press of a button.</summary>
    Keep,

    /// <summary>Sending a page.</summary>
    Save,

    Submit,
    Withdraw,

    /// <summary>Undoing a withdrawal.</summary>
    Restore,
}

/// <summary>Why something is not possible.</summary>
internal enum Refusal
{
    None,

    /// <summary>The survey takes nobody new at this moment.</summary>
    TakesNobodyNew,

    /// <summary>The survey takes no answers any more, the time of grace included.</summary>
    Closed,

    /// <summary>There is no such response.</summary>
    NotBegun,

    /// <summary>The response was submitted, and the time for corrections is over.</summary>
    Finished,

    /// <summary>The response was withdrawn.</summary>
    Withdrawn,

    /// <summary>Another response was begun with this invitation and is under way.</summary>
    InvitationStarted,

    /// <summary>The response of this invitation was submitted or taken back.</summary>
    InvitationUsed,

    /// <summary>The invitation was taken back before anything was begun with it.</summary>
    InvitationRevoked,
}

/// <summary>What the survey and the clock allow at a moment.</summary>
/// <param name="TakesNew">Whether somebody may begin.</param>
/// <param name="LetsFinish">Whether somebody who has begun may go on.</param>
/// <param name="LetsCorrect">Whether this response, which was submitted, may still be changed.</param>
/// <param name="RestoresTo">How far the response had come before it was withdrawn, if that may still be undone.</param>
internal readonly record struct Allowance(bool TakesNew, bool LetsFinish, bool LetsCorrect = false, ResponseStage? RestoresTo = null);

/// <summary>Where a person stands with a survey: the response and the invitation. The one place that says what may follow what.</summary>
internal readonly record struct Participation(ResponseStage Response, InvitationStage Invitation = InvitationStage.Open)
{
    /// <summary>Where an action leads. What is refused leaves everything as it is; what is repeated is accepted and changes nothing.</summary>
    public Transition On(RespondAction action, Allowance allowance) => (Response, action) switch
    {
        (ResponseStage.NotStarted, RespondAction.Begin) => Invitation switch
        {
            InvitationStage.Started => Refuse(Refusal.InvitationStarted),
            InvitationStage.Used => Refuse(Refusal.InvitationUsed),
            InvitationStage.Revoked => Refuse(Refusal.InvitationRevoked),
            _ when !allowance.TakesNew => Refuse(Refusal.TakesNobodyNew),
            InvitationStage.Unused => Become(new(ResponseStage.Started, InvitationStage.Started)),
            _ => Become(this with { Response = ResponseStage.Started }),
        },
        (ResponseStage.NotStarted, _) => Refuse(Refusal.NotBegun),

        (ResponseStage.Started, RespondAction.Begin or RespondAction.Restore) => Become(this),
        (ResponseStage.Started, RespondAction.Withdraw) => Become(new(ResponseStage.Withdrawn, ClosedInvitation)),
        (ResponseStage.Started, _) when !allowance.LetsFinish => Refuse(Refusal.Closed),
        (ResponseStage.Started, RespondAction.Submit) => Become(new(ResponseStage.Submitted, ClosedInvitation)),
        (ResponseStage.Started, _) => Become(this),

        (ResponseStage.Submitted or ResponseStage.Corrected, RespondAction.Begin or RespondAction.Restore or RespondAction.Submit) => Become(this),
        (ResponseStage.Submitted or ResponseStage.Corrected, RespondAction.Withdraw) => Become(this with { Response = ResponseStage.Withdrawn }),
        (ResponseStage.Submitted or ResponseStage.Corrected, _) when !allowance.LetsFinish => Refuse(Refusal.Closed),
        (ResponseStage.Submitted or ResponseStage.Corrected, _) when !allowance.LetsCorrect => Refuse(Refusal.Finished),
        (ResponseStage.Submitted or ResponseStage.Corrected, RespondAction.Keep) => Become(this),
        (ResponseStage.Submitted or ResponseStage.Corrected, _) => Become(this with { Response = ResponseStage.Corrected }),

        (ResponseStage.Withdrawn, RespondAction.Withdraw) => Become(this),
        (ResponseStage.Withdrawn, RespondAction.Restore) when allowance.RestoresTo is { } before => Become(this with { Response = before }),
        _ => Refuse(Refusal.Withdrawn),
    };

    // What was begun goes on whatever becomes of the invitation, and is over with it.
    private InvitationStage ClosedInvitation => Invitation == InvitationStage.Started ? InvitationStage.Used : Invitation;

    /// <summary>How far an invitation has come; null is none.</summary>
    public static InvitationStage StageOf(Invitation? invitation) => invitation?.State switch
    {
        null => InvitationStage.Open,
        Storage.Invitation.Unused => InvitationStage.Unused,
        Storage.Invitation.Started => InvitationStage.Started,
        Storage.Invitation.Used => InvitationStage.Used,
        _ => InvitationStage.Revoked,
    };

    /// <summary>Where the person of a response stands; null is nothing begun.</summary>
    public static Participation Of(ResponseRow? row, InvitationStage invitation = InvitationStage.Open) => new(row switch
    {
        null => ResponseStage.NotStarted,
        { IsWithdrawn: true } => ResponseStage.Withdrawn,
        { IsSubmitted: true, CorrectedAt: not null } => ResponseStage.Corrected,
        { IsSubmitted: true } => ResponseStage.Submitted,
        _ => ResponseStage.Started,
    }, invitation);

    private static Transition Become(Participation after) => new(after, Refusal.None);

    private Transition Refuse(Refusal refusal) => new(this, refusal);
}

/// <summary>What follows an action.</summary>
internal readonly record struct Transition(Participation After, Refusal Refusal)
{
    public bool IsRefused => Refusal != Refusal.None;
}
