using System.Data.Common;
using Dapper;
using Survey.Scoring.Instrument;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>The moments of a survey's responses from the rows themselves, in memory that does not grow with their number.</summary>
internal sealed class RowMoments(Dialect dialect, OrganisationId organisation, string surveyId, IReadOnlyDictionary<int, Questionnaire> questionnaires)
{
    // From this many responses on, reading the table from end to end is quicker than following an index.
    private const long Many = 100_000;

    private const string SelectNumber = """
        select count(*) from response
        where organisation_id = @Organisation and survey_id = @SurveyId and status in ('complete', 'partial') and is_test = false
        """;

    /// <summary>Reads every counted response.</summary>
    /// <param name="connection">The connection of a snapshot.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="progress">Told how many responses are read, of how many.</param>
    /// <param name="cancel">Stops between responses.</param>
    public async Task<MomentsSum> ReadAsync(
        DbConnection connection, DbTransaction transaction, Action<long, long>? progress, CancellationToken cancel)
    {
        var number = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            SelectNumber, new { Organisation = organisation.Value, SurveyId = surveyId }, transaction, commandTimeout: 0, cancellationToken: cancel));
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // The hint is the dialect's.
        command.CommandText = $"""
            select response_id, version_number, status, answers, importance, outcomes, attributes, comment is not null
            from response {(number >= Many ? dialect.WholeTable : "")}
            where organisation_id = @Organisation and survey_id = @SurveyId and status in ('complete', 'partial') and is_test = false
            """;
#pragma warning restore CA2100
        foreach (var (name, value) in new[] { ("Organisation", organisation.Value), ("SurveyId", surveyId) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        var sum = new MomentsSum(version => questionnaires[version]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        long read = 0;
        while (await rows.ReadAsync(cancel))
        {
            sum.Add(new CountedResponse(
                rows.GetString(0), rows.GetInt32(1), rows.GetString(2), rows.GetFieldValue<byte[]>(3), Bytes(rows, 4), Bytes(rows, 5),
                await rows.IsDBNullAsync(6, cancel) ? null : rows.GetString(6), rows.GetBoolean(7)));
            if (++read % 4_096 == 0) progress?.Invoke(read, number);
        }
        return sum;
    }

    private static byte[]? Bytes(DbDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetFieldValue<byte[]>(column);
}
