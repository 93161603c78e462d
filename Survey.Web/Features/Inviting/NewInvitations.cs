using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Survey.Web.Storage;

namespace Survey.Web.Features.Inviting;

/// <summary>Makes invitations. Their access codes are known here and then never again: the database holds hashes.</summary>
internal static class NewInvitations
{
    /// <summary>Stores invitations for people and gives them with their codes.</summary>
    public static async Task<ImmutableArray<NewInvitation>> MakeAsync(
        InvitationStore store, ManagedSurvey survey, IReadOnlyList<InvitedPerson> people, string site, CancellationToken cancel)
    {
        var codes = people.Select(_ => OpeningCode.DrawAccess(survey.SurveyId)).ToList();
        var stored = await store.AddAsync(survey.Organisation, survey.SurveyId, [.. people.Zip(codes, (person, code) => new Invitation
        {
            SurveyId = survey.SurveyId,
            TokenHash = code.Hash,
            OrganisationId = survey.Organisation.Value,
            Serial = 0,
            Label = person.Label,
            Language = person.Language,
            Attributes = person.Attributes,
            State = Invitation.Unused,
        })], cancel);
        return [.. stored.Zip(codes, (one, code) => new NewInvitation(one.Serial, one.Label, code.Shown, $"{site}s/{survey.Slug}?access={code.Shown}"))];
    }

    /// <summary>The invitations as a file for a mailing, with a mark by which spreadsheets know UTF-8.</summary>
    public static byte[] ToCsv(IEnumerable<NewInvitation> invitations)
    {
        var text = new StringBuilder("\uFEFFnumber,name,code,link\r\n");
        foreach (var one in invitations)
            text.Append(CultureInfo.InvariantCulture, $"{one.Serial},{Cell(one.Label)},{one.Code},{one.Link}\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // What a spreadsheet would take for a formula is marked as a text.
    private static string Cell(string? text) => string.IsNullOrEmpty(text) ? ""
        : $"\"{(text[0] is '=' or '+' or '-' or '@' ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>An invitation when it is made, with its access code.</summary>
/// <param name="Serial">Its number in the survey.</param>
/// <param name="Label">Whom it is for; null for anybody.</param>
/// <param name="Code">The access code as it is shown.</param>
/// <param name="Link">The personal address.</param>
internal sealed record NewInvitation(int Serial, string? Label, string Code, string Link);
