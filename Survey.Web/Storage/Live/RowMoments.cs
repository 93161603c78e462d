using System.Data.Common;
using Dapper;
using Survey.Scoring.Instrument;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>The moments of a survey's responses from the rows themselves, in memory that does not grow with their number.</summary>
internal sealed class RowMoments(Dialect dialect, OrganisationId organisation, string surveyId, IReadOnlyDictionary<int, Questionnaire> questionnaires)
{
    private const int BatchRows = 32_768;

    // From this many responses on, reading the table from end to end is quicker than following an index.
    private const long Many = 100_000;

    private const string SelectNumber = """
        select count(*) from response
        where organisation_id = @Organisation and survey_id = @SurveyId and status in ('complete', 'partial') and is_test = false
        """;

    private readonly Dictionary<(int Version, string Status), ResponseBatch> _batches = [];
    private readonly Dictionary<int, Dictionary<string, string?[]>> _remembered = [];
    private readonly Dictionary<MomentsKey, SegmentMoments> _sums = [];
    private readonly HashSet<(int Version, string Status, string Attribute)> _tooMany = [];

    /// <summary>Reads every counted response; the result has the shape of what is stored: null for an attribute that has too many values to be kept.</summary>
    /// <param name="connection">The connection of a snapshot.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="progress">Told how many responses are read, of how many.</param>
    /// <param name="cancel">Stops between responses.</param>
    public async Task<Dictionary<MomentsKey, SegmentMoments?>> ReadAsync(
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
        await using var rows = await command.ExecuteReaderAsync(cancel);
        long read = 0;
        while (await rows.ReadAsync(cancel))
        {
            Add(new CountedResponse(
                rows.GetString(0), rows.GetInt32(1), rows.GetString(2), rows.GetFieldValue<byte[]>(3), Bytes(rows, 4), Bytes(rows, 5),
                await rows.IsDBNullAsync(6, cancel) ? null : rows.GetString(6), rows.GetBoolean(7)));
            if (++read % 4_096 == 0) progress?.Invoke(read, number);
        }
        foreach (var part in _batches.Keys.ToList()) Count(part.Version, part.Status);
        return _sums.ToDictionary(sum => sum.Key, sum => (SegmentMoments?)sum.Value)
            .Concat(_tooMany.Select(part => KeyValuePair.Create(new MomentsKey(part.Version, part.Status, new Segment(part.Attribute, "")), (SegmentMoments?)null)))
            .ToDictionary();
    }

    private static byte[]? Bytes(DbDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetFieldValue<byte[]>(column);

    private void Add(CountedResponse response)
    {
        var part = (response.Version, response.Status);
        if (!_batches.TryGetValue(part, out var batch))
        {
            if (!_remembered.TryGetValue(response.Version, out var remembered)) _remembered.Add(response.Version, remembered = new(StringComparer.Ordinal));
            _batches.Add(part, batch = new ResponseBatch(questionnaires[response.Version], remembered));
        }
        batch.Add(response);
        if (batch.Count == BatchRows) Count(response.Version, response.Status);
    }

    /// <summary>Counts a batch and forgets its responses.</summary>
    private void Count(int version, string status)
    {
        _batches.Remove((version, status), out var batch);
        var segments = batch!.Segments.Where(segment => !_tooMany.Contains((version, status, segment.Attribute))).ToList();
        foreach (var attribute in segments.Select(segment => segment.Attribute).Distinct().ToList())
        {
            var known = _sums.Keys.Where(key => key.Version == version && key.Status == status && key.Segment.Attribute == attribute).Select(key => key.Segment);
            if (known.Concat(segments.Where(segment => segment.Attribute == attribute)).Distinct().Count() <= MomentsStore.MostSegments) continue;
            _tooMany.Add((version, status, attribute));
            segments.RemoveAll(segment => segment.Attribute == attribute);
            foreach (var key in _sums.Keys.Where(key => key.Version == version && key.Status == status && key.Segment.Attribute == attribute).ToList()) _sums.Remove(key);
        }
        foreach (var segment in segments.Append(Segment.All)) _sums.TryAdd(new(version, status, segment), SegmentMoments.Empty(questionnaires[version]));
        _sums[new(version, status, Segment.All)].Add(batch.MomentsOf(Segment.All));
        Parallel.ForEach(segments, segment => _sums[new(version, status, segment)].Add(batch.MomentsOf(segment)));
    }
}
