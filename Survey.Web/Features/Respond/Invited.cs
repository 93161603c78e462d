using System.Collections.Immutable;
using System.Security.Cryptography;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>Who comes with the access code of an invitation: finds it, and says what it brings to the response.</summary>
internal sealed class Invited(InvitationStore invitations, RespondLimits limits)
{
    /// <summary>The column of a response that names the invited person, where the survey says so.</summary>
    public const string PersonColumn = "invited";

    /// <summary>The invitation of a code as it was typed. Only codes that open nothing are counted: a whole ward may come from one address.</summary>
    public async Task<InvitationFound> FindAsync(HttpContext http, Visit visit, string typed)
    {
        var survey = visit.Newest;
        var address = http.Connection.RemoteIpAddress;
        if (!limits.LetsGuess(survey.SurveyId, address)) return new() { Problem = "AccessTooMany" };
        var code = OpeningCode.Read(survey.SurveyId, typed);
        var invitation = code is { IsAccess: true } ? await invitations.FindAsync(survey.Organisation, survey.SurveyId, code.Hash, http.RequestAborted) : null;
        if (invitation is not null) return new() { Code = code, Invitation = invitation, Secret = SecretOf(code!, invitation) };
        limits.TakesGuess(survey.SurveyId, address);
        return new() { Problem = "AccessUnknown" };
    }

    /// <summary>The first page as the invitation has it: in its language, unless another was chosen.</summary>
    public static RespondView ViewOf(HttpContext http, Visit visit, InvitationFound found) =>
        found.Invitation?.Language is { } tag && visit.Newest.Settings.Languages.Contains(tag) && !http.Request.Query.ContainsKey("lang")
            ? (visit with { Tag = tag }).NewestView
            : visit.NewestView;

    /// <summary>The sheet with what the invitation says of the person, which is not asked then.</summary>
    public static AnswerSheet Known(AnswerSheet sheet, PublishedSurvey survey, Invitation? invitation)
    {
        var given = ResponseEncoding.Attributes(invitation?.Attributes);
        for (var k = 0; k < survey.Questionnaire.Attributes.Length; k++)
        {
            var attribute = survey.Questionnaire.Attributes[k];
            if (given.GetValueOrDefault(attribute.Id) is not { } value || !PostedPage.IsPossible(attribute, value)) continue;
            sheet = sheet with { Attributes = sheet.Attributes.SetItem(k, value), SetByLink = sheet.SetByLink.SetItem(k, true) };
        }
        return sheet;
    }

    /// <summary>Whose response it is, as its row says it; null unless the survey names people.</summary>
    public static string? PersonOf(PublishedSurvey survey, Invitation? invitation) =>
        invitation?.Label is { } label && survey.Settings.Duplicates == DuplicateControl.Identity
            ? ResponseEncoding.Further(ImmutableArray.Create(KeyValuePair.Create(PersonColumn, label)))
            : null;

    /// <summary>What a submission or a withdrawal does to the invitation; null where there can be none.</summary>
    public static InvitationMove? Closing(PublishedSurvey survey, string token) => survey.Settings.Duplicates.NeedsInvitation()
        ? new CloseInvitation(new(survey.Organisation, survey.SurveyId, ResponseToken.ResponseIdOf(token)), ResponseToken.ReturnHashOf(token))
        : null;

    private static string? SecretOf(OpeningCode code, Invitation invitation)
    {
        try
        {
            return invitation is { State: Invitation.Started, SealedSecret: { } secret } ? code.Open(secret) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>What an access code has led to.</summary>
internal sealed record InvitationFound
{
    /// <summary>The name of the text that says why it leads to nothing; null when it leads to an invitation.</summary>
    public string? Problem { get; init; }

    public OpeningCode? Code { get; init; }

    public Invitation? Invitation { get; init; }

    /// <summary>The secret of the response that is under way with it.</summary>
    public string? Secret { get; init; }

    public InvitationStage Stage => Participation.StageOf(Invitation);

    /// <summary>How a response with this secret claims the invitation; null where there is none to claim.</summary>
    public InvitationMove? Claim(string token) => Invitation is { State: Invitation.Unused } && Code is not null
        ? new ClaimInvitation(Invitation, Code.Seal(token), ResponseToken.ReturnHashOf(token))
        : null;
}
