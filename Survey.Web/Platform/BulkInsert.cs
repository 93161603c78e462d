using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using SQLitePCL;

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
            : Task.FromResult(Insert((SqliteConnection)connection, table, columns, rows, cancel));

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

    // Straight into the statement: the provider's parameters cost several times what the insertion itself does.
    private static int Insert(SqliteConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        var sql = $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, place) => $"?{place + 1}"))})";
        var database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out var statement), database);
        using (statement)
        {
            var count = 0;
            foreach (var row in rows)
            {
                cancel.ThrowIfCancellationRequested();
                for (var place = 0; place < row.Length; place++) SqliteException.ThrowExceptionForRC(Bind(statement, place + 1, row[place]), database);
                var outcome = raw.sqlite3_step(statement);
                if (outcome != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(outcome, database);
                raw.sqlite3_reset(statement);
                count++;
            }
            return count;
        }
    }

    private static int Bind(sqlite3_stmt statement, int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => raw.sqlite3_bind_text(statement, place, text),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, place, 0),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        int number => raw.sqlite3_bind_int(statement, place, number),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        bool truth => raw.sqlite3_bind_int(statement, place, truth ? 1 : 0),
        DateTimeOffset instant => raw.sqlite3_bind_text(statement, place, DapperTypes.Text(instant)),
        _ => throw Unknown(value),
    };

    private static ArgumentException Unknown(object value) => new($"A {value.GetType().Name} cannot be inserted.", nameof(value));
}
