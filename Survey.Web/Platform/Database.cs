using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Survey.Web.Platform;

/// <summary>Opens connections and runs transactions on whichever database is in use.</summary>
internal sealed class Database(Dialect dialect) : IAsyncDisposable
{
    public Dialect Dialect => dialect;

    /// <summary>An open connection, ready for durable work (SQLite: WAL with <c>synchronous=FULL</c>, and what is deleted is overwritten).</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancel)
    {
        DapperTypes.Register();
        var connection = await dialect.Source.OpenConnectionAsync(cancel);
        if (dialect.IsSqlite) await connection.ExecuteAsync("pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=30000; pragma secure_delete=fast;");
        return connection;
    }

    /// <summary>Runs <paramref name="work"/> in a transaction and commits it; an exception rolls everything back.</summary>
    public async Task<T> TransactAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var result = await work(connection, transaction);
        await transaction.CommitAsync(cancel);
        return result;
    }

    /// <summary>A read-only view of the database as it stands at the first statement; writers are neither seen nor held up.</summary>
    public async Task<Snapshot> SnapshotAsync(CancellationToken cancel)
    {
        var connection = await OpenAsync(cancel);
        try
        {
            return new Snapshot(connection, connection is SqliteConnection sqlite
                ? sqlite.BeginTransaction(deferred: true)
                : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => dialect.DisposeAsync();
}

/// <summary>A connection whose statements all see the database at one moment. Disposing ends it.</summary>
internal sealed class Snapshot(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
{
    public DbConnection Connection => connection;

    public DbTransaction Transaction => transaction;

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
