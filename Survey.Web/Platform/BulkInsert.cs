using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Survey.Web.Platform;

/// <summary>Many rows into one table as fast as the engine takes them: binary COPY on PostgreSQL, one prepared statement on SQLite.</summary>
internal static class BulkInsert
{
    /// <summary>Inserts rows of values in the order of <paramref name="columns"/>, within the caller's transaction; returns their number.</summary>
    /// <param name="connection">The connection of the transaction.</param>
    /// <param name="transaction">The caller's transaction.</param>
    /// <param name="table">A table name from the program, never from outside.</param>
    /// <param name="columns">Column names from the program.</param>
    /// <param name="rows">Strings, bytes, whole numbers, truth values, instants and nulls.</param>
    /// <param name="cancel">Stops between rows.</param>
    public static Task<int> WriteAsync(
        DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel) =>
        connection is NpgsqlConnection postgres
            ? CopyAsync(postgres, table, columns, rows, cancel)
            : Task.FromResult(Insert((SqliteConnection)connection, (SqliteTransaction)transaction, table, columns, rows, cancel));

    private static async Task<int> CopyAsync(
        NpgsqlConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        await using var importer = await connection.BeginBinaryImportAsync($"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)", cancel);
        var count = 0;
        foreach (var row in rows)
        {
            await importer.StartRowAsync(cancel);
            foreach (var value in row)
                await (value switch
                {
                    null => importer.WriteNullAsync(cancel),
                    string text => importer.WriteAsync(text, NpgsqlDbType.Text, cancel),
                    byte[] bytes => importer.WriteAsync(bytes, NpgsqlDbType.Bytea, cancel),
                    int number => importer.WriteAsync(number, NpgsqlDbType.Integer, cancel),
                    long number => importer.WriteAsync(number, NpgsqlDbType.Bigint, cancel),
                    bool truth => importer.WriteAsync(truth, NpgsqlDbType.Boolean, cancel),
                    DateTimeOffset instant => importer.WriteAsync(instant.UtcDateTime, NpgsqlDbType.TimestampTz, cancel),
                    _ => throw Unknown(value),
                });
            count++;
        }
        await importer.CompleteAsync(cancel);
        return count;
    }

    private static int Insert(
        SqliteConnection connection, SqliteTransaction transaction, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, k) => $"@p{k}"))})";
        for (var k = 0; k < columns.Count; k++) command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{k}" });
        var count = 0;
        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            for (var k = 0; k < row.Length; k++)
                command.Parameters[k].Value = row[k] switch
                {
                    null => DBNull.Value,
                    DateTimeOffset instant => DapperTypes.Text(instant),
                    string or byte[] or int or long or bool => row[k],
                    var other => throw Unknown(other),
                };
            count += command.ExecuteNonQuery();
        }
        return count;
    }

    private static ArgumentException Unknown(object value) => new($"A {value.GetType().Name} cannot be inserted.", nameof(value));
}
