using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>Organisations and how they count days and groups.</summary>
internal sealed class OrganisationStore(Database database)
{
    private const string First = "select * from organisation order by created_at, organisation_id limit 1";

    private const string Insert = """
        insert into organisation (organisation_id, name, language, time_zone, calendar, first_day_of_week, minimum_group, created_at)
        values (@OrganisationId, @Name, @Language, @TimeZone, @Calendar, @FirstDayOfWeek, @MinimumGroup, @CreatedAt)
        """;

    private const string ById = "select * from organisation where organisation_id = @Organisation";

    internal const string Update = """
        update organisation set name = @Name, language = @Language, time_zone = @TimeZone, calendar = @Calendar,
            first_day_of_week = @FirstDayOfWeek, minimum_group = @MinimumGroup
        where organisation_id = @OrganisationId
        """;

    /// <summary>The organisation of this installation; <paramref name="initial"/> becomes it when there is none, also when several servers start at once.</summary>
    public Task<Organisation> EnsureFirstAsync(Organisation initial, CancellationToken cancel) => database.TransactAsync(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(database.Dialect.MigrationLock, transaction: transaction);
        if (await connection.QuerySingleOrDefaultAsync<Organisation>(First, transaction: transaction) is { } existing) return existing;
        await connection.ExecuteAsync(Insert, initial, transaction);
        return initial;
    }, cancel);

    public async Task AddAsync(Organisation organisation, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(Insert, organisation, cancellationToken: cancel));
    }

    public async Task<Organisation?> FindAsync(OrganisationId organisation, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<Organisation>(new CommandDefinition(ById, new { Organisation = organisation.Value }, cancellationToken: cancel));
    }

    public async Task UpdateAsync(Organisation organisation, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(Update, organisation, cancellationToken: cancel));
    }
}
