using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>The people who sign in.</summary>
internal sealed class AccountStore(Database database, AccountLinkStore links, TimeProvider time)
{
    // E-mail addresses are unique over all organisations: at sign-in nobody has an organisation yet.
    private const string ByEmail = "select * from account where email_key = @EmailKey";

    private const string ById = "select * from account where organisation_id = @Organisation and account_id = @AccountId";

    private const string OfOrganisation = "select * from account where organisation_id = @Organisation";

    private const string ActiveAdministrators = """
        select count(*) from account where organisation_id = @Organisation and role = 'administrator' and disabled_at is null
        """;

    private const string Insert = """
        insert into account (account_id, organisation_id, email, email_key, display_name, role, password_hash, security_stamp, created_at, signed_in_at)
        values (@AccountId, @OrganisationId, @Email, @EmailKey, @DisplayName, @Role, @PasswordHash, @SecurityStamp, @CreatedAt, @SignedInAt)
        """;

    private const string Failed = """
        update account set
            failed_attempts = case when locked_until is not null then 1 else failed_attempts + 1 end,
            locked_until = case when locked_until is null and failed_attempts + 1 >= @Limit then @LockedUntil else null end
        where organisation_id = @Organisation and account_id = @AccountId and (locked_until is null or locked_until <= @Now)
        """;

    private const string Succeeded = """
        update account set failed_attempts = 0, locked_until = null, signed_in_at = @Now, password_hash = @PasswordHash
        where organisation_id = @Organisation and account_id = @AccountId and security_stamp = @SecurityStamp
        """;

    private const string SetPassword = """
        update account set password_hash = @PasswordHash, security_stamp = @SecurityStamp, failed_attempts = 0, locked_until = null
        where organisation_id = @Organisation and account_id = @AccountId
        """;

    private const string SetName = "update account set display_name = @DisplayName where organisation_id = @Organisation and account_id = @AccountId";

    // The row of the organisation serves as a lock, so that two administrators cannot dismiss each other at the same moment.
    private const string Lock = "update organisation set name = name where organisation_id = @Organisation";

    private const string SetRole = """
        update account set role = @Role
        where organisation_id = @Organisation and account_id = @AccountId
          and (role <> 'administrator' or disabled_at is not null or @IsAdministrator or exists (
            select 1 from account other
            where other.organisation_id = @Organisation and other.account_id <> @AccountId and other.role = 'administrator' and other.disabled_at is null))
        """;

    private const string Disable = """
        update account set disabled_at = @Now, security_stamp = @SecurityStamp
        where organisation_id = @Organisation and account_id = @AccountId and disabled_at is null
          and (role <> 'administrator' or exists (
            select 1 from account other
            where other.organisation_id = @Organisation and other.account_id <> @AccountId and other.role = 'administrator' and other.disabled_at is null))
        """;

    private const string Enable = """
        update account set disabled_at = null, failed_attempts = 0, locked_until = null
        where organisation_id = @Organisation and account_id = @AccountId
        """;

    public async Task<Account?> FindByEmailAsync(string emailKey, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<Account>(new CommandDefinition(ByEmail, new { EmailKey = emailKey }, cancellationToken: cancel));
    }

    public async Task<Account?> FindAsync(OrganisationId organisation, string accountId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<Account>(new CommandDefinition(ById, new { Organisation = organisation.Value, AccountId = accountId }, cancellationToken: cancel));
    }

    public async Task<IReadOnlyList<Account>> ListAsync(OrganisationId organisation, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. await connection.QueryAsync<Account>(new CommandDefinition(OfOrganisation, new { Organisation = organisation.Value }, cancellationToken: cancel))];
    }

    public async Task<bool> HasAdministratorAsync(OrganisationId organisation, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(ActiveAdministrators, new { Organisation = organisation.Value }, cancellationToken: cancel)) > 0;
    }

    public async Task AddAsync(Account account, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(Insert, account, cancellationToken: cancel));
    }

    /// <summary>Counts a wrong password; the one that reaches the limit locks the account, the first one after a lock counts anew.</summary>
    public Task RecordFailureAsync(Account account, int limit, DateTimeOffset lockedUntil, CancellationToken cancel) =>
        ExecuteAsync(Failed, new { Organisation = account.OrganisationId, account.AccountId, Limit = limit, LockedUntil = lockedUntil, Now = time.GetUtcNow() }, cancel);

    /// <summary>Records a sign-in together with the hash of the password, which may have been renewed.</summary>
    public Task RecordSuccessAsync(Account account, string passwordHash, CancellationToken cancel) =>
        ExecuteAsync(Succeeded, new { Organisation = account.OrganisationId, account.AccountId, account.SecurityStamp, PasswordHash = passwordHash, Now = time.GetUtcNow() }, cancel);

    public Task<bool> SetPasswordAsync(OrganisationId organisation, string accountId, string passwordHash, string securityStamp, CancellationToken cancel) =>
        ExecuteAsync(SetPassword, new { Organisation = organisation.Value, AccountId = accountId, PasswordHash = passwordHash, SecurityStamp = securityStamp }, cancel);

    public Task<bool> RenameAsync(OrganisationId organisation, string accountId, string displayName, CancellationToken cancel) =>
        ExecuteAsync(SetName, new { Organisation = organisation.Value, AccountId = accountId, DisplayName = displayName }, cancel);

    /// <summary>False when this is the last active administrator, who keeps the role.</summary>
    public Task<bool> SetRoleAsync(OrganisationId organisation, string accountId, string role, CancellationToken cancel) =>
        ExecuteLockedAsync(SetRole, organisation, new { Organisation = organisation.Value, AccountId = accountId, Role = role, IsAdministrator = role == "administrator" }, cancel);

    /// <summary>Ends the account's sessions and refuses new ones. False when this is the last active administrator.</summary>
    public Task<bool> DisableAsync(OrganisationId organisation, string accountId, string securityStamp, CancellationToken cancel) =>
        ExecuteLockedAsync(Disable, organisation, new { Organisation = organisation.Value, AccountId = accountId, SecurityStamp = securityStamp, Now = time.GetUtcNow() }, cancel);

    public Task<bool> EnableAsync(OrganisationId organisation, string accountId, CancellationToken cancel) =>
        ExecuteAsync(Enable, new { Organisation = organisation.Value, AccountId = accountId }, cancel);

    /// <summary>Sets the installation up: uses the link, names the organisation and creates its first administrator, or does nothing at all and returns false.</summary>
    public async Task<bool> SetUpAsync(string tokenHash, Organisation organisation, Account administrator, CancellationToken cancel)
    {
        try
        {
            return await database.TransactAsync(async (connection, transaction) =>
            {
                await connection.ExecuteAsync(Lock, new { Organisation = organisation.OrganisationId }, transaction);
                var link = await links.UseAsync(connection, transaction, tokenHash, LinkPurpose.SetUp);
                if (link is null || link.OrganisationId != organisation.OrganisationId) throw new LinkRefusedException();
                if (await connection.ExecuteScalarAsync<long>(ActiveAdministrators, new { Organisation = organisation.OrganisationId }, transaction) > 0) throw new LinkRefusedException();
                await connection.ExecuteAsync(OrganisationStore.Update, organisation, transaction);
                await connection.ExecuteAsync(Insert, administrator with { OrganisationId = organisation.OrganisationId }, transaction);
                return true;
            }, cancel);
        }
        catch (LinkRefusedException)
        {
            return false;
        }
    }

    /// <summary>Creates the invited account, with the organisation, e-mail and role of the invitation; null when the link cannot be used any more.</summary>
    public Task<Account?> AcceptInvitationAsync(string tokenHash, Func<AccountLink, Account> create, CancellationToken cancel) =>
        database.TransactAsync(async (connection, transaction) =>
        {
            if (await links.UseAsync(connection, transaction, tokenHash, LinkPurpose.Invitation) is not { } link) return null;
            var account = create(link) with { OrganisationId = link.OrganisationId };
            await connection.ExecuteAsync(Insert, account, transaction);
            return account;
        }, cancel);

    /// <summary>Sets a new password by a reset link; null when the link cannot be used any more or the account is disabled.</summary>
    public Task<Account?> ResetPasswordAsync(string tokenHash, string passwordHash, string securityStamp, CancellationToken cancel) =>
        database.TransactAsync(async (connection, transaction) =>
        {
            if (await links.UseAsync(connection, transaction, tokenHash, LinkPurpose.PasswordReset) is not { } link) return null;
            await connection.ExecuteAsync(SetPassword, new { Organisation = link.OrganisationId, link.AccountId, PasswordHash = passwordHash, SecurityStamp = securityStamp }, transaction);
            return await connection.QuerySingleOrDefaultAsync<Account>(ById, new { Organisation = link.OrganisationId, link.AccountId }, transaction);
        }, cancel);

    private async Task<bool> ExecuteAsync(string statement, object parameters, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteAsync(new CommandDefinition(statement, parameters, cancellationToken: cancel)) > 0;
    }

    private Task<bool> ExecuteLockedAsync(string statement, OrganisationId organisation, object parameters, CancellationToken cancel) =>
        database.TransactAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(Lock, new { Organisation = organisation.Value }, transaction);
            return await connection.ExecuteAsync(statement, parameters, transaction) > 0;
        }, cancel);

    /// <summary>Rolls the transaction back in which a link turned out to be unusable.</summary>
    private sealed class LinkRefusedException : Exception;
}
