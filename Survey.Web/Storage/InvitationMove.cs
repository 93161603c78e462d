using System.Data.Common;
using Dapper;

namespace Survey.Web.Storage;

/// <summary>What becomes of an invitation in the commit that changes its response: one cannot be without the other.</summary>
internal abstract record InvitationMove
{
    /// <summary>In one order everywhere, so that two servers rarely wait for each other.</summary>
    public abstract string Order { get; }

    /// <summary>Whether a change of the response moves the invitation.</summary>
    public abstract bool Concerns(ResponseRow? before, ResponseRow after);

    /// <summary>Moves it in the transaction of the response.</summary>
    public abstract void Apply(DbConnection connection, DbTransaction transaction);
}

/// <summary>A response is begun with an invitation: the first who commits has it.</summary>
/// <param name="Invitation">The invitation as it was read.</param>
/// <param name="SealedSecret">The secret of the response, sealed with the access code.</param>
/// <param name="ReturnHash">What follows from that secret.</param>
internal sealed record ClaimInvitation(Invitation Invitation, byte[] SealedSecret, string ReturnHash) : InvitationMove
{
    private const string Update = """
        update invitation set state = 'started', sealed_secret = @SealedSecret, return_hash = @ReturnHash
        where organisation_id = @OrganisationId and survey_id = @SurveyId and token_hash = @TokenHash and state = 'unused'
        """;

    public override string Order => Invitation.TokenHash;

    public override bool Concerns(ResponseRow? before, ResponseRow after) => before is null;

    /// <exception cref="InvitationTakenException">It is not unused any more.</exception>
    public override void Apply(DbConnection connection, DbTransaction transaction)
    {
        var claimed = connection.Execute(Update, new { Invitation.OrganisationId, Invitation.SurveyId, Invitation.TokenHash, SealedSecret, ReturnHash }, transaction);
        if (claimed != 1) throw new InvitationTakenException();
    }
}

/// <summary>The response that was begun with an invitation is submitted or taken back: nothing of it stays with the invitation.</summary>
/// <param name="Response">The response, for its survey.</param>
/// <param name="ReturnHash">What follows from the response's secret.</param>
internal sealed record CloseInvitation(ResponseKey Response, string ReturnHash) : InvitationMove
{
    private const string Update = """
        update invitation set state = 'used', sealed_secret = null, return_hash = null
        where organisation_id = @Organisation and survey_id = @SurveyId and return_hash = @ReturnHash
        """;

    public override string Order => ReturnHash;

    public override bool Concerns(ResponseRow? before, ResponseRow after) => before?.Status == ResponseRow.Partial && after.Status != ResponseRow.Partial;

    public override void Apply(DbConnection connection, DbTransaction transaction) =>
        connection.Execute(Update, new { Organisation = Response.Organisation.Value, Response.SurveyId, ReturnHash }, transaction);
}

/// <summary>The invitation could not be claimed: somebody else has begun with it, or it was taken back. Nothing was written.</summary>
internal sealed class InvitationTakenException() : Exception("The invitation is not unused any more.");
