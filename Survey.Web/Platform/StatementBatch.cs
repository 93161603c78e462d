using System.Data.Common;

namespace Survey.Web.Platform;

/// <summary>One statement for many rows of values, in one round trip where the engine can (PostgreSQL). The statement names its values <c>$1</c>, <c>$2</c> …</summary>
internal static class StatementBatch
{
    /// <summary>Runs the statement for each row, in order, and returns the number of rows that each changed.</summary>
    public static int[] Execute(DbConnection connection, DbTransaction transaction, string sql, IReadOnlyList<object?[]> rows) =>
        connection.CanCreateBatch ? Together(connection, transaction, sql, rows) : OneByOne(connection, transaction, sql, rows);

    private static int[] Together(DbConnection connection, DbTransaction transaction, string sql, IReadOnlyList<object?[]> rows)
    {
        using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var row in rows)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            foreach (var value in row)
            {
                var parameter = command.CreateParameter();
                parameter.Value = value switch { null => DBNull.Value, DateTimeOffset instant => instant.UtcDateTime, _ => value };
                command.Parameters.Add(parameter);
            }
            batch.BatchCommands.Add(command);
        }
        batch.ExecuteNonQuery();
        return [.. batch.BatchCommands.Select(command => command.RecordsAffected)];
    }

    private static int[] OneByOne(DbConnection connection, DbTransaction transaction, string sql, IReadOnlyList<object?[]> rows)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        var affected = new int[rows.Count];
        for (var k = 0; k < rows.Count; k++)
        {
            for (var column = 0; column < rows[k].Length; column++)
            {
                if (k == 0)
                {
                    var added = command.CreateParameter();
                    added.ParameterName = $"${column + 1}";
                    command.Parameters.Add(added);
                }
                command.Parameters[column].Value = rows[k][column] switch { null => DBNull.Value, DateTimeOffset instant => DapperTypes.Text(instant), var value => value };
            }
            affected[k] = command.ExecuteNonQuery();
        }
        return affected;
    }
}
