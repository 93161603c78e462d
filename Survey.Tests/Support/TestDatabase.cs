using Microsoft.Data.Sqlite;
using Survey.Web.Platform;

namespace Survey.Tests.Support;

/// <summary>A fresh database of one test: a file or a PostgreSQL database of its own, gone when disposed.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? folder;

    private TestDatabase(DatabaseOptions options, string? folder)
    {
        (Options, this.folder) = (options, folder);
        Database = new Database(Dialect.Create(options));
    }

    public DatabaseOptions Options { get; }

    public Database Database { get; }

    /// <summary>An SQLite file that belongs to the test.</summary>
    public static TestDatabase Existing(string file) => new(new DatabaseOptions("sqlite", $"Data Source={file}"), null);

    /// <summary>A migrated database.</summary>
    public static async Task<TestDatabase> CreateAsync(string provider)
    {
        var database = await CreateEmptyAsync(provider);
        await new Migrations(database.Database).ApplyAsync(TimeProvider.System, CancellationToken.None);
        return database;
    }

    /// <summary>A database without any table.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(string provider)
    {
        if (provider == "postgresql") return new(new DatabaseOptions("postgresql", await PostgresCluster.NewDatabaseAsync()), null);
        var folder = Directory.CreateTempSubdirectory("survey-test-").FullName;
        return new(new DatabaseOptions("sqlite", $"Data Source={Path.Combine(folder, "survey.db")}"), folder);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (folder is null && Options.Provider == "sqlite") return;
        if (folder is null)
        {
            await PostgresCluster.DropDatabaseAsync(Options.ConnectionString);
            return;
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
