using Survey.Web.Features.Respond;

namespace Survey.Tests.Respond;

/// <summary>What may follow what, of response and invitation, one case each.</summary>
public sealed class ParticipationTests
{
    private static readonly Allowance Open = new(TakesNew: true, LetsFinish: true, LetsCorrect: true);
    private static readonly Allowance Grace = new(TakesNew: false, LetsFinish: true, LetsCorrect: true);
    private static readonly Allowance Closed = new(TakesNew: false, LetsFinish: false);
    private static readonly Allowance PastCorrection = new(TakesNew: true, LetsFinish: true);

    private static readonly RespondAction[] Actions = Enum.GetValues<RespondAction>();

    [Fact]
    public void Who_has_not_begun_can_only_begin_and_only_while_somebody_new_is_taken()
    {
        var nobody = new Participation(ResponseStage.NotStarted);
        Leads(nobody, RespondAction.Begin, Open, new(ResponseStage.Started));
        Refuses(nobody, RespondAction.Begin, Grace, Refusal.TakesNobodyNew);
        Refuses(nobody, RespondAction.Begin, Closed, Refusal.TakesNobodyNew);
        foreach (var action in Actions.Where(action => action != RespondAction.Begin))
            foreach (var allowance in new[] { Open, Grace, Closed }) Refuses(nobody, action, allowance, Refusal.NotBegun);
    }

    [Fact]
    public void An_invitation_is_used_by_the_first_who_begins_and_by_nobody_else()
    {
        var invited = new Participation(ResponseStage.NotStarted, InvitationStage.Unused);
        Leads(invited, RespondAction.Begin, Open, new(ResponseStage.Started, InvitationStage.Started));
        Refuses(new(ResponseStage.NotStarted, InvitationStage.Started), RespondAction.Begin, Open, Refusal.InvitationStarted);
        Refuses(invited, RespondAction.Begin, Closed, Refusal.TakesNobodyNew);
        Refuses(new(ResponseStage.NotStarted, InvitationStage.Used), RespondAction.Begin, Open, Refusal.InvitationUsed);
        Refuses(new(ResponseStage.NotStarted, InvitationStage.Revoked), RespondAction.Begin, Open, Refusal.InvitationRevoked);
    }

    [Theory]
    [InlineData(nameof(InvitationStage.Open))]
    [InlineData(nameof(InvitationStage.Started))]
    [InlineData(nameof(InvitationStage.Used))]
    [InlineData(nameof(InvitationStage.Revoked))]
    public void Who_has_begun_goes_on_whatever_becomes_of_the_invitation(string invitation)
    {
        var started = new Participation(ResponseStage.Started, Enum.Parse<InvitationStage>(invitation));
        // With the response the invitation is over.
        var over = started.Invitation == InvitationStage.Started ? InvitationStage.Used : started.Invitation;
        foreach (var allowance in new[] { Open, Grace })
        {
            foreach (var action in new[] { RespondAction.Begin, RespondAction.Keep, RespondAction.Save, RespondAction.Restore }) Leads(started, action, allowance, started);
            Leads(started, RespondAction.Submit, allowance, new(ResponseStage.Submitted, over));
        }
        foreach (var action in new[] { RespondAction.Keep, RespondAction.Save, RespondAction.Submit }) Refuses(started, action, Closed, Refusal.Closed);
        Leads(started, RespondAction.Begin, Closed, started);
        foreach (var allowance in new[] { Open, Grace, Closed }) Leads(started, RespondAction.Withdraw, allowance, new(ResponseStage.Withdrawn, over));
    }

    [Theory]
    [InlineData(nameof(ResponseStage.Submitted))]
    [InlineData(nameof(ResponseStage.Corrected))]
    public void What_was_submitted_can_be_corrected_for_a_time_and_withdrawn_at_any(string stage)
    {
        var submitted = new Participation(Enum.Parse<ResponseStage>(stage), InvitationStage.Used);
        foreach (var allowance in new[] { Open, Grace })
        {
            Leads(submitted, RespondAction.Keep, allowance, submitted);
            Leads(submitted, RespondAction.Save, allowance, submitted with { Response = ResponseStage.Corrected });
        }
        foreach (var action in new[] { RespondAction.Keep, RespondAction.Save })
        {
            Refuses(submitted, action, PastCorrection, Refusal.Finished);
            Refuses(submitted, action, Closed, Refusal.Closed);
        }
        foreach (var allowance in new[] { Open, Grace, PastCorrection, Closed })
        {
            foreach (var repeated in new[] { RespondAction.Begin, RespondAction.Submit, RespondAction.Restore }) Leads(submitted, repeated, allowance, submitted);
            Leads(submitted, RespondAction.Withdraw, allowance, submitted with { Response = ResponseStage.Withdrawn });
        }
    }

    [Fact]
    public void What_was_withdrawn_comes_back_only_by_an_undo_in_time()
    {
        var withdrawn = new Participation(ResponseStage.Withdrawn, InvitationStage.Used);
        foreach (var before in new[] { ResponseStage.Started, ResponseStage.Submitted, ResponseStage.Corrected })
            Leads(withdrawn, RespondAction.Restore, Closed with { RestoresTo = before }, withdrawn with { Response = before });
        foreach (var allowance in new[] { Open, Grace, Closed })
        {
            Leads(withdrawn, RespondAction.Withdraw, allowance, withdrawn);
            foreach (var action in Actions.Where(action => action != RespondAction.Withdraw)) Refuses(withdrawn, action, allowance, Refusal.Withdrawn);
        }
    }

    private static void Leads(Participation from, RespondAction action, Allowance allowance, Participation to) =>
        Assert.Equal(new Transition(to, Refusal.None), from.On(action, allowance));

    private static void Refuses(Participation from, RespondAction action, Allowance allowance, Refusal refusal) =>
        Assert.Equal(new Transition(from, refusal), from.On(action, allowance));
}
