using System.Data;
using System.Data.Common;
using System.Globalization;
using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>Copies the database into one SQLite file, consistent as of one moment, while it is in use. The file can be served as it is.</summary>
/// <remarks>PostgreSQL is read in one snapshot, table by table, into the schema of the same migrations: so a backup is also the way from PostgreSQL to SQLite.</remarks>
internal sealed class Backup(Database source, TimeProvider time)
{
    private const string Tables = "select name from sqlite_master where type = 'table' and name <> 'migration' and name not like 'sqlite_%' order by rowid";

    /// <summary>Writes the copy to a new file and checks it.</summary>
    /// <exception cref="InvalidDataException">The copy is damaged: the reason says where.</exception>
    public async Task WriteAsync(string file, CancellationToken cancel)
    {
        if (source.Dialect.IsSqlite) await CopyFileAsync(file, cancel);
        await using var target = new Database(Dialect.Create(new DatabaseOptions("sqlite", $"Data Source={file};Pooling=False")));
        if (!source.Dialect.IsSqlite)
        {
            await new Migrations(target).ApplyAsync(time, cancel);
            await CopyRowsAsync(target, cancel);
        }

        await using var connection = await target.OpenAsync(cancel);
        var problem = await connection.ExecuteScalarAsync<string>(new CommandDefinition("pragma integrity_check", cancellationToken: cancel));
        if (problem != "ok") throw new InvalidDataException($"The copy is damaged: {problem}");
        if ((await connection.QueryAsync(new CommandDefinition("pragma foreign_key_check", cancellationToken: cancel))).FirstOrDefault() is { } orphan)
            throw new InvalidDataException($"The copy is damaged: {orphan}");
        // One file, without a write-ahead log beside it.
        await connection.ExecuteAsync("pragma journal_mode=delete");
    }

    private async Task CopyFileAsync(string file, CancellationToken cancel)
    {
        await using var connection = await source.OpenAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("vacuum into @File", new { File = file }, commandTimeout: 0, cancellationToken: cancel));
    }

    private async Task CopyRowsAsync(Database target, CancellationToken cancel)
    {
        await using var from = await source.OpenAsync(cancel);
        await using var snapshot = await from.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await using var to = await target.OpenAsync(cancel);
        // Tables come in the order of their creation, which foreign keys follow; within a table nothing points to itself.
        await to.ExecuteAsync("pragma foreign_keys=off");
        await using var transaction = await to.BeginTransactionAsync(cancel);
        foreach (var table in (await to.QueryAsync<string>(Tables, transaction: transaction)).ToList())
        {
            var columns = (await to.QueryAsync<string>("select name from pragma_table_info(@Table)", new { Table = table }, transaction)).ToList();
            await CopyTableAsync(from, snapshot, to, transaction, table, columns, cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    private static async Task CopyTableAsync(
        DbConnection from, DbTransaction snapshot, DbConnection to, DbTransaction transaction, string table, List<string> columns, CancellationToken cancel)
    {
        await using var select = from.CreateCommand();
        select.Transaction = snapshot;
        select.CommandTimeout = 0;
        await using var insert = to.CreateCommand();
        insert.Transaction = transaction;
        // Names of tables and columns are those of our own migrations.
#pragma warning disable CA2100
        select.CommandText = $"select {string.Join(", ", columns)} from {table}";
        insert.CommandText = $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(column => "@" + column))})";
#pragma warning restore CA2100
        foreach (var column in columns)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = "@" + column;
            insert.Parameters.Add(parameter);
        }

        await using var rows = await select.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            for (var index = 0; index < columns.Count; index++) insert.Parameters[index].Value = Stored(rows.GetValue(index));
            await insert.ExecuteNonQueryAsync(cancel);
        }
    }

    // As SQLite keeps them: instants as text of fixed length in UTC, truth as 0 or 1.
    private static object Stored(object value) => value switch
    {
        DateTime instant => instant.ToUniversalTime().ToString(DapperTypes.InstantFormat, CultureInfo.InvariantCulture),
        bool truth => truth ? 1L : 0L,
        _ => value,
    };
}
