using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>The invitations to a survey: made, found by the hash of their access code, listed, taken back. What answering does to them is <see cref="InvitationMove"/>.</summary>
internal sealed class InvitationStore(Database database)
{
    private static readonly string[] Columns =
        ["survey_id", "token_hash", "organisation_id", "serial", "label", "language", "attributes", "state", "sealed_secret", "return_hash"];

    private static readonly string List = string.Join(", ", Columns);

    private static readonly string Find = $"select {List} from invitation where organisation_id = @Organisation and survey_id = @SurveyId and token_hash = @TokenHash";

    private static readonly string Page = $"""
        select {List} from invitation
        where organisation_id = @Organisation and survey_id = @SurveyId and (@State = '' or state = @State)
        order by serial limit @Most offset @From
        """;

    private static readonly string Held = $"select {List} from invitation where organisation_id = @Organisation and survey_id = @SurveyId for update";

    private const string Delete = "delete from invitation where organisation_id = @Organisation and survey_id = @SurveyId";

    private const string Counts = "select state, count(*) as number from invitation where organisation_id = @Organisation and survey_id = @SurveyId group by state";

    private const string LastSerial = "select coalesce(max(serial), 0) from invitation where organisation_id = @Organisation and survey_id = @SurveyId";

    private const string Lock = "update survey set updated_at = updated_at where organisation_id = @Organisation and survey_id = @SurveyId";

    private const string RevokeOne = """
        update invitation set state = 'revoked' where organisation_id = @Organisation and survey_id = @SurveyId and serial = @Serial and state = 'unused'
        """;

    private const string RevokeAll = "update invitation set state = 'revoked' where organisation_id = @Organisation and survey_id = @SurveyId and state = 'unused'";

    /// <summary>Adds invitations, numbered on from the last, and gives them with their numbers in the order of the list. They lie in the order of their hashes.</summary>
    public Task<IReadOnlyList<Invitation>> AddAsync(OrganisationId organisation, string surveyId, IReadOnlyList<Invitation> invitations, CancellationToken cancel) =>
        database.TransactAsync<IReadOnlyList<Invitation>>(async (connection, transaction) =>
        {
            // Two lists at the same time do not get the same numbers.
            await connection.ExecuteAsync(Lock, Scope(organisation, surveyId), transaction);
            var last = await connection.ExecuteScalarAsync<int>(LastSerial, Scope(organisation, surveyId), transaction);
            var numbered = invitations.Select((invitation, k) => invitation with { Serial = last + 1 + k }).ToList();
            await BulkInsert.WriteAsync(connection, transaction, "invitation", Columns, numbered.OrderBy(one => one.TokenHash, StringComparer.Ordinal).Select(ValuesOf), cancel);
            return numbered;
        }, cancel);

    /// <summary>The invitation of an access code; null when there is none.</summary>
    public async Task<Invitation?> FindAsync(OrganisationId organisation, string surveyId, string tokenHash, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<Invitation>(new CommandDefinition(
            Find, new { Organisation = organisation.Value, SurveyId = surveyId, TokenHash = tokenHash }, cancellationToken: cancel));
    }

    /// <summary>Some invitations in the order of their numbers.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="surveyId">To which survey.</param>
    /// <param name="state">In which state; empty for any.</param>
    /// <param name="from">How many to pass over.</param>
    /// <param name="most">How many to give at most.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<IReadOnlyList<Invitation>> ListAsync(OrganisationId organisation, string surveyId, string state, int from, int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var found = await connection.QueryAsync<Invitation>(new CommandDefinition(
            Page, new { Organisation = organisation.Value, SurveyId = surveyId, State = state, From = from, Most = most }, cancellationToken: cancel));
        return found.AsList();
    }

    /// <summary>How many there are in each state.</summary>
    public async Task<InvitationCounts> CountsAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var counts = (await connection.QueryAsync<(string State, long Number)>(new CommandDefinition(Counts, Scope(organisation, surveyId), cancellationToken: cancel)))
            .ToDictionary(row => row.State, row => (int)row.Number);
        return new(Of(Invitation.Unused), Of(Invitation.Started), Of(Invitation.Used), Of(Invitation.Revoked));

        int Of(string state) => counts.GetValueOrDefault(state);
    }

    /// <summary>Takes one back, or all with which nobody has begun; gives how many. What was begun goes on.</summary>
    public async Task<int> RevokeAsync(OrganisationId organisation, string surveyId, int? serial, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteAsync(new CommandDefinition(
            serial is null ? RevokeAll : RevokeOne, new { Organisation = organisation.Value, SurveyId = surveyId, Serial = serial ?? 0 }, cancellationToken: cancel));
    }

    /// <summary>
    /// Writes all invitations of a survey once more, in the order of their hashes, so that neither the place nor the transaction of a row tells when it changed. SQLite
    /// changes rows in place and notes no transaction; there the write-ahead log, which holds the pages of each commit in turn, is emptied into the file.
    /// </summary>
    public async Task MixAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        if (database.Dialect.IsSqlite)
        {
            await using var connection = await database.OpenAsync(cancel);
            await connection.ExecuteAsync(new CommandDefinition("pragma wal_checkpoint(truncate)", cancellationToken: cancel));
            return;
        }
        await database.TransactAsync(async (connection, transaction) =>
        {
            var all = (await connection.QueryAsync<Invitation>(new CommandDefinition(Held, Scope(organisation, surveyId), transaction, cancellationToken: cancel))).AsList();
            await connection.ExecuteAsync(new CommandDefinition(Delete, Scope(organisation, surveyId), transaction, cancellationToken: cancel));
            return await BulkInsert.WriteAsync(connection, transaction, "invitation", Columns, all.OrderBy(one => one.TokenHash, StringComparer.Ordinal).Select(ValuesOf), cancel);
        }, cancel);
    }

    private static object?[] ValuesOf(Invitation one) =>
        [one.SurveyId, one.TokenHash, one.OrganisationId, one.Serial, one.Label, one.Language, one.Attributes, one.State, one.SealedSecret, one.ReturnHash];

    private static object Scope(OrganisationId organisation, string surveyId) => new { Organisation = organisation.Value, SurveyId = surveyId };
}
