using System.Data.Common;

namespace Survey.Web.Platform;

/// <summary>Statements that are run in their order, in one round trip where the engine can (PostgreSQL). They name their values <c>$1</c>, <c>$2</c> …</summary>
internal sealed class StatementBatch
{
    private readonly List<(string Sql, object?[] Values)> _statements = [];

    /// <summary>How many there are.</summary>
    public int Count => _statements.Count;

    /// <summary>Takes a statement with its values.</summary>
    public void Add(string sql, object?[] values) => _statements.Add((sql, values));

    /// <summary>Runs all that were taken and returns the number of rows that each changed.</summary>
    public int[] Execute(DbConnection connection, DbTransaction transaction) =>
        _statements.Count == 0 ? [] : connection.CanCreateBatch ? Together(connection, transaction) : OneByOne(connection, transaction);

    private int[] Together(DbConnection connection, DbTransaction transaction)
    {
        using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var (sql, values) in _statements)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            foreach (var value in values)
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

    private int[] OneByOne(DbConnection connection, DbTransaction transaction)
    {
        // One command per text: it is prepared once.
        var commands = new Dictionary<string, DbCommand>(StringComparer.Ordinal);
        try
        {
            return [.. _statements.Select(statement => Run(statement.Sql, statement.Values))];
        }
        finally
        {
            foreach (var command in commands.Values) command.Dispose();
        }

        int Run(string sql, object?[] values)
        {
            if (!commands.TryGetValue(sql, out var command))
            {
                commands.Add(sql, command = connection.CreateCommand());
                command.Transaction = transaction;
                command.CommandText = sql;
                for (var place = 1; place <= values.Length; place++)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = $"${place}";
                    command.Parameters.Add(parameter);
                }
            }
            for (var place = 0; place < values.Length; place++)
                command.Parameters[place].Value = values[place] switch { null => DBNull.Value, DateTimeOffset instant => DapperTypes.Text(instant), var value => value };
            return command.ExecuteNonQuery();
        }
    }
}
