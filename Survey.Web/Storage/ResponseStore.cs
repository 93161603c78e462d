using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Platform;
using Survey.Web.Storage.Live;

namespace Survey.Web.Storage;

/// <summary>Responses: read for results and export, brought in and taken out in bulk. Single posts go through the response writer.</summary>
internal sealed class ResponseStore(Database database, SurveyVersionStore versions)
{
    private const string Columns = """
        survey_id, response_id, organisation_id, version_number, status, is_test, answers, importance, outcomes, attributes, comment, further, pages,
        language, channel, receipt_code, revision, started_at, submitted_at, updated_at, excluded_reason, excluded_by, excluded_at
        """;

    private const string SelectOne = $"""
        select {Columns} from response
        where survey_id = @SurveyId and response_id = @ResponseId and organisation_id = @Organisation and status <> 'withdrawn'
        """;

    private const string SelectMany = $"""
        select {Columns} from response
        where organisation_id = @Organisation and survey_id = @SurveyId
          and (status = 'complete' or (@IncludePartial and status = 'partial') or (@IncludeExcluded and status = 'excluded'))
          and (@IncludeTests or is_test = false)
          and (@Version = 0 or version_number = @Version)
        order by response_id
        """;

    private const string SelectPages = """
        select pages, count(*) as number from response
        where organisation_id = @Organisation and survey_id = @SurveyId and status = 'partial' and is_test = false
        group by pages
        """;

    private const string SelectStamp = """
        select count(*) as number, coalesce(sum(revision), 0) as revisions, max(updated_at) as last_updated from response
        where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string SelectFurther = """
        select further from response
        where organisation_id = @Organisation and survey_id = @SurveyId and is_test = false and further is not null
        """;

    private static readonly string[] BulkColumns =
    [
        "survey_id", "response_id", "organisation_id", "version_number", "status", "is_test", "answers", "importance", "outcomes", "attributes",
        "comment", "further", "pages", "language", "channel", "receipt_code", "revision", "started_at", "submitted_at", "updated_at",
        "excluded_reason", "excluded_by", "excluded_at",
    ];

    /// <summary>Streams the responses in the order of their ids, each read as its own version asked it.</summary>
    public async IAsyncEnumerable<StoredResponse> ReadAsync(
        OrganisationId organisation, string surveyId, ResponseFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
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
        });
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
                ReceiptCode = row.ReceiptCode,
            };
        }
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

    /// <summary>One response's row; null when there is none (any more).</summary>
    public async Task<ResponseRow?> FindAsync(OrganisationId organisation, string surveyId, string responseId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<ResponseRow>(new CommandDefinition(
            SelectOne, new { Organisation = organisation.Value, SurveyId = surveyId, ResponseId = responseId }, cancellationToken: cancel));
    }

    /// <summary>Where people left: the unfinished responses by the last page that they saved.</summary>
    public async Task<IReadOnlyList<PageReached>> PagesReachedAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<PagesRow>(new CommandDefinition(SelectPages, Scope(organisation, surveyId), cancellationToken: cancel));
        return [.. rows
            .GroupBy(row => PageOrder.Last(ResponseEncoding.Pages(row.Pages).Keys))
            .Select(group => new PageReached(group.Key, group.Sum(row => row.Number)))
            .OrderBy(reached => PageOrder.RankOf(reached.Page))];
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

    /// <summary>A value that changes with every change of the survey's responses, whichever way it is made.</summary>
    public async Task<string> StampAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.QuerySingleAsync<StampRow>(new CommandDefinition(SelectStamp, Scope(organisation, surveyId), cancellationToken: cancel));
        return string.Create(CultureInfo.InvariantCulture, $"{row.Number}-{row.Revisions}-{row.LastUpdated?.UtcTicks ?? 0}");
    }

    /// <summary>Adds many new responses to one published version in the caller's transaction; a taken id makes the whole fail.</summary>
    public static async Task<int> AddManyAsync(DbConnection connection, DbTransaction transaction, IEnumerable<ResponseRow> rows, CancellationToken cancel)
    {
        var changes = new ResponseChanges();
        var added = await BulkInsert.WriteAsync(connection, transaction, "response", BulkColumns, rows.Select(row =>
        {
            changes.Add(null, row);
            return new object?[]
            {
                row.SurveyId, row.ResponseId, row.OrganisationId, row.VersionNumber, row.Status, row.IsTest, row.Answers, row.Importance, row.Outcomes, row.Attributes,
                row.Comment, row.Further, row.Pages, row.Language, row.Channel, row.ReceiptCode, row.Revision, row.StartedAt, row.SubmittedAt, row.UpdatedAt,
                row.ExcludedReason, row.ExcludedBy, row.ExcludedAt,
            };
        }), cancel);
        changes.Write(connection, transaction);
        return added;
    }

    /// <summary>Which of these ids the survey has already.</summary>
    public async Task<IReadOnlySet<string>> ExistingIdsAsync(
        DbConnection connection, DbTransaction? transaction, OrganisationId organisation, string surveyId, IEnumerable<string> ids, CancellationToken cancel)
    {
        var sql = $"select response_id from response where organisation_id = @Organisation and survey_id = @SurveyId and {database.Dialect.AnyOf("response_id", "Ids")}";
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
            delete from response where organisation_id = @Organisation and survey_id = @SurveyId and {database.Dialect.AnyOf("response_id", "Ids")} and status <> 'withdrawn'
            returning {Columns}
            """;
        var changes = new ResponseChanges();
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
        changes.Write(connection, transaction);
        return deleted;
    }

    /// <summary>Which of these ids belong to withdrawn responses.</summary>
    public async Task<IReadOnlySet<string>> WithdrawnIdsAsync(
        DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId, IEnumerable<string> ids, CancellationToken cancel)
    {
        var sql = $"""
            select response_id from response
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

    private sealed record PagesRow
    {
        public string? Pages { get; init; }
        public long Number { get; init; }
    }

    private sealed record StampRow
    {
        public long Number { get; init; }
        public long Revisions { get; init; }
        public DateTimeOffset? LastUpdated { get; init; }
    }
}
