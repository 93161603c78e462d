using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Web.Platform;
using Survey.Web.Storage.Live;

namespace Survey.Web.Storage;

/// <summary>Responses: read for results and export, brought in and taken out in bulk. Single posts go through the response writer.</summary>
internal sealed class ResponseStore(Database database, SurveyVersionStore versions)
{
    private const string SelectGroups = """
        select version_number, status, attributes, count(*) as number from response
        where organisation_id = @Organisation and survey_id = @SurveyId and status in ('complete', 'partial') and is_test = false
        group by version_number, status, attributes
        """;

    private static readonly string SelectMany = $"""
        select {ResponseRowColumns.List} from response
        where organisation_id = @Organisation and survey_id = @SurveyId
          and (status = 'complete' or (@IncludePartial and status = 'partial') or (@IncludeExcluded and status = 'excluded'))
          and (@IncludeTests or is_test = false)
          and (@Version = 0 or version_number = @Version)
        order by response_id
        """;

    private const string SelectFurther = """
        select further from response
        where organisation_id = @Organisation and survey_id = @SurveyId and is_test = false and further is not null
        """;

    /// <summary>Streams the responses in the order of their ids, each read as its own version asked it.</summary>
    public async IAsyncEnumerable<StoredResponse> ReadAsync(
        OrganisationId organisation, string surveyId, ResponseFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await foreach (var response in ReadAsync(connection, null, organisation, surveyId, filter, cancel)) yield return response;
    }

    /// <summary>The same on a connection, of a snapshot perhaps.</summary>
    public async IAsyncEnumerable<StoredResponse> ReadAsync(DbConnection connection, DbTransaction? transaction, OrganisationId organisation, string surveyId,
        ResponseFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        Questionnaire? questionnaire = null;
        var version = 0;
        var rows = connection.QueryUnbufferedAsync<ResponseRow>(SelectMany, new
        {
            Organisation = organisation.Value,
            SurveyId = surveyId,
            filter.IncludePartial,
            filter.IncludeTests,
            filter.IncludeExcluded,
            Version = filter.Version ?? 0,
        }, transaction);
        await foreach (var row in rows.WithCancellation(cancel))
        {
            if (filter.Attributes.Count > 0)
            {
                var given = ResponseEncoding.Attributes(row.Attributes);
                if (!filter.Attributes.All(wish => given.GetValueOrDefault(wish.Key) == wish.Value)) continue;
            }
            if (questionnaire is null || row.VersionNumber != version)
            {
                version = row.VersionNumber;
                questionnaire = await QuestionnaireAsync(organisation, surveyId, version, cancel);
            }
            yield return new StoredResponse
            {
                Response = ResponseEncoding.ToResponse(row, questionnaire),
                IsComplete = row.IsComplete,
                IsTest = row.IsTest,
                Revision = row.Revision,
                UpdatedAt = row.UpdatedAt,
            };
        }
    }

    /// <summary>How many responses to some versions there are in every combination of attribute values, the version being the last attribute.</summary>
    /// <param name="connection">The connection of a snapshot.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="organisation">Whose.</param>
    /// <param name="surveyId">Which.</param>
    /// <param name="questionnaire">What the versions ask.</param>
    /// <param name="ofVersions">The versions.</param>
    /// <param name="includePartial">Whether unfinished responses are counted beside the complete ones.</param>
    /// <param name="cancel">Stops counting.</param>
    public static async Task<GroupCounts> GroupsAsync(DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId,
        Questionnaire questionnaire, IReadOnlyCollection<int> ofVersions, bool includePartial, CancellationToken cancel)
    {
        string[] attributes = [.. questionnaire.Attributes.Select(attribute => attribute.Id)];
        var partial = new GroupCounts([.. attributes, GroupCounts.Version]);
        var complete = new GroupCounts([.. attributes, GroupCounts.Version]) { Unfinished = includePartial ? partial : null };
        var rows = await connection.QueryAsync<GroupRow>(new CommandDefinition(
            SelectGroups, new { Organisation = organisation.Value, SurveyId = surveyId }, transaction, commandTimeout: 0, cancellationToken: cancel));
        foreach (var row in rows.Where(row => ofVersions.Contains(row.VersionNumber)))
        {
            var given = ResponseEncoding.Attributes(row.Attributes);
            var values = attributes.Select(attribute => given.GetValueOrDefault(attribute)).Append(row.VersionNumber.ToString(CultureInfo.InvariantCulture));
            (row.Status == ResponseRow.Complete ? complete : partial).Add([.. values], row.Number);
        }
        return complete;
    }

    /// <summary>The responses as tables for scoring, one per published version that has any; versions are never mixed.</summary>
    public async Task<IReadOnlyList<VersionResponses>> ReadTableAsync(OrganisationId organisation, string surveyId, ResponseFilter filter, CancellationToken cancel)
    {
        var tables = new SortedDictionary<int, VersionResponses>();
        await foreach (var stored in ReadAsync(organisation, surveyId, filter, cancel))
        {
            var version = stored.Response.Version!.Value;
            if (!tables.TryGetValue(version, out var table))
            {
                var questionnaire = await QuestionnaireAsync(organisation, surveyId, version, cancel);
                tables[version] = table = new VersionResponses(version, questionnaire, new ResponseTable(questionnaire));
            }
            table.Table.Add(stored.Response);
        }
        return [.. tables.Values];
    }

    /// <summary>The names of the columns that came with imports and that the questionnaire does not know, in the order of their first appearance.</summary>
    public async Task<IReadOnlyList<string>> FurtherColumnsAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var names = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var json in connection.QueryUnbufferedAsync<string>(SelectFurther, Scope(organisation, surveyId)).WithCancellation(cancel))
            foreach (var (name, _) in ResponseEncoding.Further(json))
                if (known.Add(name)) names.Add(name);
        return names;
    }

    /// <summary>Adds many new responses to a survey in the caller's transaction; a taken id makes the whole fail.</summary>
    public async Task<int> AddManyAsync(
        DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId, IEnumerable<ResponseRow> rows, CancellationToken cancel)
    {
        var changes = new BulkChanges(organisation, surveyId, await versions.QuestionnairesAsync(organisation, surveyId, cancel));
        var added = await BulkInsert.WriteAsync(connection, transaction, "response", ResponseRowColumns.Names, rows.Select(row =>
        {
            changes.Add(null, row);
            return ResponseRowColumns.ValuesOf(row);
        }), cancel);
        await changes.WriteAsync(connection, transaction, cancel);
        return added;
    }

    /// <summary>Which of these ids the survey has already.</summary>
    public async Task<IReadOnlySet<string>> ExistingIdsAsync(
        DbConnection connection, DbTransaction? transaction, OrganisationId organisation, string surveyId, IEnumerable<string> ids, CancellationToken cancel)
    {
        var sql = $"""
            select response_id from response {database.Dialect.AlongKey("response")}
            where organisation_id = @Organisation and survey_id = @SurveyId and {database.Dialect.AnyOf("response_id", "Ids")}
            """;
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(500))
            found.UnionWith(await connection.QueryAsync<string>(new CommandDefinition(
                sql, new { Organisation = organisation.Value, SurveyId = surveyId, Ids = some }, transaction, cancellationToken: cancel)));
        return found;
    }

    /// <summary>
    /// Deletes the responses with these ids in the caller's transaction, as an import does before it puts others in their place; returns how many there were.
    /// Withdrawn ones stay: their ids are used for ever.
    /// </summary>
    public async Task<int> DeleteManyAsync(
        DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId, IEnumerable<string> ids, CancellationToken cancel)
    {
        var sql = $"""
            delete from response {database.Dialect.AlongKey("response")}
            where organisation_id = @Organisation and survey_id = @SurveyId and {database.Dialect.AnyOf("response_id", "Ids")} and status <> 'withdrawn'
            returning {ResponseRowColumns.List}
            """;
        var changes = new BulkChanges(organisation, surveyId, await versions.QuestionnairesAsync(organisation, surveyId, cancel));
        var deleted = 0;
        foreach (var some in ids.Chunk(500))
        {
            var rows = await connection.QueryAsync<ResponseRow>(new CommandDefinition(
                sql, new { Organisation = organisation.Value, SurveyId = surveyId, Ids = some }, transaction, cancellationToken: cancel));
            foreach (var row in rows)
            {
                changes.Add(row, null);
                deleted++;
            }
        }
        await changes.WriteAsync(connection, transaction, cancel);
        return deleted;
    }

    /// <summary>Which of these ids belong to withdrawn responses.</summary>
    public async Task<IReadOnlySet<string>> WithdrawnIdsAsync(
        DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId, IEnumerable<string> ids, CancellationToken cancel)
    {
        var sql = $"""
            select response_id from response {database.Dialect.AlongKey("response")}
            where organisation_id = @Organisation and survey_id = @SurveyId and status = 'withdrawn' and {database.Dialect.AnyOf("response_id", "Ids")}
            """;
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(500))
            found.UnionWith(await connection.QueryAsync<string>(new CommandDefinition(
                sql, new { Organisation = organisation.Value, SurveyId = surveyId, Ids = some }, transaction, cancellationToken: cancel)));
        return found;
    }

    private async Task<Questionnaire> QuestionnaireAsync(OrganisationId organisation, string surveyId, int version, CancellationToken cancel) =>
        (await versions.FindVersionAsync(organisation, surveyId, version, cancel)
            ?? throw new InvalidDataException($"Survey {surveyId} has no version {version}.")).Questionnaire;

    private static object Scope(OrganisationId organisation, string surveyId) => new { Organisation = organisation.Value, SurveyId = surveyId };

    private sealed record GroupRow
    {
        public int VersionNumber { get; init; }
        public string Status { get; init; } = "";
        public string? Attributes { get; init; }
        public long Number { get; init; }
    }
}
