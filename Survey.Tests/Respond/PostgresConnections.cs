using Npgsql;
using Survey.Tests.Support;

namespace Survey.Tests.Respond;

/// <summary>Takes the database of a test away from the application and gives it back.</summary>
internal static class PostgresConnections
{
    public static async Task ForbidAsync(TestDatabase database)
    {
        await RunAsync(database, name => $"alter database {name} with allow_connections false");
        await RunAsync(database, name => $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
    }

    public static Task AllowAsync(TestDatabase database) => RunAsync(database, name => $"alter database {name} with allow_connections true");

    /// <summary>Makes new sessions read-only and ends those that there are, as when a standby takes over; or lets new sessions write.</summary>
    public static async Task SetReadOnlyAsync(TestDatabase database, bool isReadOnly)
    {
        await RunAsync(database, name => $"alter database {name} set default_transaction_read_only = {(isReadOnly ? "on" : "off")}");
        if (isReadOnly) await RunAsync(database, name => $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
    }

    private static async Task RunAsync(TestDatabase database, Func<string, string> sql)
    {
        var builder = new NpgsqlConnectionStringBuilder(database.Options.ConnectionString) { Pooling = false };
        var statement = sql(builder.Database!);
        builder.Database = "postgres";
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
