using Npgsql;
using Survey.Benchmarks.Faults;

namespace Survey.Tests.Support;

/// <summary>One PostgreSQL cluster per test run, in a temporary folder on a free port, or the server that SURVEY_TEST_POSTGRES names.</summary>
internal static class PostgresCluster
{
    private const string Variable = "SURVEY_TEST_POSTGRES";
    private static readonly Lazy<Task<string>> Started = new(StartAsync);

    /// <summary>Why PostgreSQL cannot be used here; null when it can.</summary>
    public static string? MissingReason { get; } = string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(Variable)) && PostgresServer.MissingReason is { } reason
        ? $"{reason} Nor does {Variable} name a server for tests." : null;

    /// <summary>The connection string of a new, empty database.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        if (MissingReason is not null) Assert.Skip(MissingReason);
        var server = await Started.Value;
        var name = "survey_" + Guid.NewGuid().ToString("N");
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    public static async Task DropDatabaseAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(await Started.Value);
        await using var command = source.CreateCommand($"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given) return given;
        var server = await PostgresServer.CreateAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Stop();
        return server.ConnectionString;
    }
}
