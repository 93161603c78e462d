using System.Data.Common;
using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>One-time links by the hash of their token: handed out, looked at, used once.</summary>
internal sealed class AccountLinkStore(Database database, TimeProvider time)
{
    private const string Insert = """
        insert into account_link (token_hash, organisation_id, purpose, account_id, email, display_name, role, created_by, created_at, expires_at)
        values (@TokenHash, @OrganisationId, @Purpose, @AccountId, @Email, @DisplayName, @Role, @CreatedBy, @CreatedAt, @ExpiresAt)
        """;

    // Who holds the token need not be signed in: the token itself names the organisation.
    private const string Usable = """
        select * from account_link where token_hash = @TokenHash and purpose = @Purpose and used_at is null and expires_at > @Now
        """;

    private const string Use = """
        update account_link set used_at = @Now
        where token_hash = @TokenHash and purpose = @Purpose and used_at is null and expires_at > @Now
        returning *
        """;

    private const string Invitations = """
        select * from account_link where organisation_id = @Organisation and purpose = 'invitation' and used_at is null
        """;

    private const string DeleteInvitation = """
        delete from account_link where organisation_id = @Organisation and purpose = 'invitation' and token_hash = @TokenHash and used_at is null
        """;

    private const string DeleteResets = """
        delete from account_link where organisation_id = @Organisation and purpose = 'password-reset' and account_id = @AccountId and used_at is null
        """;

    private const string DeleteOutdated = "delete from account_link where organisation_id = @Organisation and expires_at < @Before";

    public async Task AddAsync(AccountLink link, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(Insert, link, cancellationToken: cancel));
    }

    /// <summary>Adds a link that resets a password; earlier ones of the account stop working.</summary>
    public Task ReplaceResetAsync(AccountLink link, CancellationToken cancel) => database.TransactAsync(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(DeleteResets, new { Organisation = link.OrganisationId, link.AccountId }, transaction);
        return await connection.ExecuteAsync(Insert, link, transaction);
    }, cancel);

    /// <summary>Hands an invitation out again under a new token; null when it is gone or was accepted.</summary>
    public Task<AccountLink?> ReissueInvitationAsync(OrganisationId organisation, string tokenHash, string newTokenHash, DateTimeOffset expiresAt, CancellationToken cancel) =>
        database.TransactAsync(async (connection, transaction) =>
        {
            var old = (await connection.QueryAsync<AccountLink>(Invitations, new { Organisation = organisation.Value }, transaction)).FirstOrDefault(link => link.TokenHash == tokenHash);
            if (old is null) return null;
            await connection.ExecuteAsync(DeleteInvitation, new { Organisation = organisation.Value, TokenHash = tokenHash }, transaction);
            var renewed = old with { TokenHash = newTokenHash, CreatedAt = time.GetUtcNow(), ExpiresAt = expiresAt };
            await connection.ExecuteAsync(Insert, renewed, transaction);
            return renewed;
        }, cancel);

    /// <summary>The link while it can still be used; looking does not use it.</summary>
    public async Task<AccountLink?> FindUsableAsync(string tokenHash, string purpose, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<AccountLink>(
            new CommandDefinition(Usable, new { TokenHash = tokenHash, Purpose = purpose, Now = time.GetUtcNow() }, cancellationToken: cancel));
    }

    /// <summary>Invitations that were not accepted yet, outdated ones included, the newest first.</summary>
    public async Task<IReadOnlyList<AccountLink>> InvitationsAsync(OrganisationId organisation, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var links = await connection.QueryAsync<AccountLink>(new CommandDefinition(Invitations, new { Organisation = organisation.Value }, cancellationToken: cancel));
        return [.. links.OrderByDescending(link => link.CreatedAt)];
    }

    public async Task<bool> RevokeInvitationAsync(OrganisationId organisation, string tokenHash, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteAsync(new CommandDefinition(DeleteInvitation, new { Organisation = organisation.Value, TokenHash = tokenHash }, cancellationToken: cancel)) > 0;
    }

    /// <summary>Removes links that ended long ago.</summary>
    public async Task DeleteOutdatedAsync(OrganisationId organisation, DateTimeOffset before, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(DeleteOutdated, new { Organisation = organisation.Value, Before = before }, cancellationToken: cancel));
    }

    /// <summary>Uses the link up within a transaction; null when it was used, is outdated or never existed.</summary>
    internal async Task<AccountLink?> UseAsync(DbConnection connection, DbTransaction transaction, string tokenHash, string purpose) =>
        await connection.QuerySingleOrDefaultAsync<AccountLink>(Use, new { TokenHash = tokenHash, Purpose = purpose, Now = time.GetUtcNow() }, transaction);
}
