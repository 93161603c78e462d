using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Survey.Web.Platform;

/// <summary>Every difference between PostgreSQL and SQLite. Statements are written once, in the common subset; this record holds the rest.</summary>
internal sealed record Dialect(string Name, DbDataSource Source, string InstantType, string BytesType, string MigrationLock) : IAsyncDisposable
{
    public bool IsSqlite => Name == "sqlite";

    public static Dialect Create(DatabaseOptions options) => options.Provider switch
    {
        "sqlite" => new("sqlite", SqliteSource(options.ConnectionString), "text", "blob", "select 1"),
        "postgresql" => new("postgresql", PostgresSource(options.ConnectionString), "timestamptz", "bytea", "select pg_advisory_xact_lock(71001)"),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Provider, "sqlite or postgresql"),
    };

    /// <summary>"column is one of a list": SQLite takes an expanded list, PostgreSQL an array.</summary>
    public string AnyOf(string column, string parameter) => IsSqlite ? $"{column} in @{parameter}" : $"{column} = any(@{parameter})";

    /// <summary>The text of a member of a column's JSON object, named by a parameter that holds <see cref="JsonMemberName"/>.</summary>
    public string JsonMember(string column, string parameter) => IsSqlite ? $"json_extract({column}, @{parameter})" : $"({column}::json ->> @{parameter})";

    /// <summary>The name of a member as <see cref="JsonMember"/> takes it.</summary>
    public string JsonMemberName(string name) => IsSqlite ? $"$.\"{name}\"" : name;

    /// <summary>After a table's name: follow this index, where a database without statistics may choose a worse one.</summary>
    public string Along(string index) => IsSqlite ? $"indexed by {index}" : "";

    /// <summary>After a table's name: find each row by its primary key. Without statistics SQLite rather follows another index than a key for each of a list.</summary>
    public string AlongKey(string table) => Along($"sqlite_autoindex_{table}_1");

    /// <summary>After a table's name: read it from end to end, which a database that cannot judge that itself has to be told.</summary>
    public string WholeTable => IsSqlite ? "not indexed" : "";

    /// <summary>Whether the database refused a row because its key is taken.</summary>
    public static bool IsDuplicate(DbException exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } or SqliteException { SqliteExtendedErrorCode: 1555 or 2067 };

    /// <summary>Whether the database is away: not reachable, shutting down, or it cannot be written because it is read-only, its disk is full or fails.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.InvariantSeverity is "FATAL" or "PANIC" || postgres.SqlState is PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.DiskFull
            or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.IoError or PostgresErrorCodes.ReadOnlySqlTransaction,
        NpgsqlException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 8 or 10 or 13 or 14,
        TimeoutException or System.Net.Sockets.SocketException => true,
        _ => false,
    };

    /// <summary>
    /// Takes new connections from now on. Those that are kept may be cut, or lead to a server that was read-only when they began and stay read-only themselves.
    /// </summary>
    public void RenewConnections()
    {
        if (Source is NpgsqlDataSource source) source.Clear();
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    // Planning costs more than running statements as small as ours. A pooler that cannot keep prepared statements needs "Max Auto Prepare=0". No session is left
    // with a setting, a lock or a temporary table, so that none has to be cleaned for the next user; that takes eight statements.
    private static NpgsqlDataSource PostgresSource(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        // Npgsql's own builder says of every keyword that it knows that it contains it.
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (!given.ContainsKey("Max Auto Prepare") && !given.ContainsKey("MaxAutoPrepare"))
        {
            builder.MaxAutoPrepare = 64;
            builder.AutoPrepareMinUsages = 2;
        }
        if (!given.ContainsKey("No Reset On Close") && !given.ContainsKey("NoResetOnClose")) builder.NoResetOnClose = true;
        return NpgsqlDataSource.Create(builder);
    }

    private static DbDataSource SqliteSource(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 30 };
        if (Path.GetDirectoryName(builder.DataSource) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        return SqliteFactory.Instance.CreateDataSource(builder.ConnectionString);
    }
}
