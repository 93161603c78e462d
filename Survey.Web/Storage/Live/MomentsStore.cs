using System.Data.Common;
using Dapper;
using Survey.Scoring.Instrument;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>
/// The stored moments of surveys and the change log. A change is in the moments or in the log, never in both and never in neither: whoever folds holds the
/// survey's state, adds the entries that are visible and deletes exactly these in one transaction. An entry that is committed later, whatever its id, waits.
/// </summary>
internal sealed class MomentsStore(Database database, SurveyVersionStore versions)
{
    /// <summary>The most values of an attribute that have moments of their own; with more, the responses are read for a filter.</summary>
    public const int MostSegments = 1_000;

    private const int EntriesAtATime = 5_000;

    // Changes nothing, but holds the row until the transaction ends, on both databases.
    private const string LockState = """
        update moments_state set generation = generation
        where organisation_id = @Organisation and survey_id = @SurveyId
        returning is_built, generation, stamp
        """;

    private const string SelectLast = """
        select change_id from response_change where organisation_id = @Organisation and survey_id = @SurveyId
        order by change_id limit 1 offset @Offset
        """;

    private const string SelectNewest = """
        select max(change_id) from response_change where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    // What is deleted is what was there to be read: one statement sees one state of the table.
    private const string TakeEntries = """
        delete from response_change where organisation_id = @Organisation and survey_id = @SurveyId and change_id <= @Last
        returning change_id, old_response, new_response
        """;

    private const string SelectKeys = """
        select version_number, status, attribute, value from study_moments
        where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string SelectMoments = """
        select version_number, status, attribute, value, responses, comments, moments from study_moments
        where organisation_id = @Organisation and survey_id = @SurveyId and version_number = @VersionNumber and status = @Status
          and attribute = @Attribute and value = @Value
        """;

    private const string PutMoments = """
        insert into study_moments (survey_id, version_number, status, attribute, value, organisation_id, responses, comments, moments)
        values (@SurveyId, @VersionNumber, @Status, @Attribute, @Value, @Organisation, @Responses, @Comments, @Moments)
        on conflict (survey_id, version_number, status, attribute, value) do update
        set responses = excluded.responses, comments = excluded.comments, moments = excluded.moments
        where study_moments.organisation_id = excluded.organisation_id
        """;

    private const string DeleteMoments = """
        delete from study_moments
        where organisation_id = @Organisation and survey_id = @SurveyId and version_number = @VersionNumber and status = @Status
          and attribute = @Attribute and value = @Value
        """;

    private const string DeleteAttribute = """
        delete from study_moments
        where organisation_id = @Organisation and survey_id = @SurveyId and version_number = @VersionNumber and status = @Status and attribute = @Attribute
        """;

    private const string DeleteAll = "delete from study_moments where organisation_id = @Organisation and survey_id = @SurveyId";

    private const string UpdateStamp = """
        update moments_state set stamp = @Stamp, is_built = true where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string EnsureState = """
        insert into moments_state (survey_id, organisation_id, is_built, generation, stamp) values (@SurveyId, @Organisation, false, 0, 0)
        on conflict (survey_id) do nothing
        """;

    private const string Discard = """
        update moments_state set is_built = false, generation = generation + 1 where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string SelectPending = """
        select o.organisation_id, c.survey_id, count(*) as entries, max(case when s.is_built = true then 1 else 0 end) as built,
            coalesce(max(s.generation), 0) as generation
        from organisation o
        join response_change c on c.organisation_id = o.organisation_id
        left join moments_state s on s.survey_id = c.survey_id and s.organisation_id = c.organisation_id
        group by o.organisation_id, c.survey_id
        """;

    private const string SelectUnbuilt = """
        select o.organisation_id, s.survey_id, 0 as entries, 0 as built, s.generation
        from organisation o
        join moments_state s on s.organisation_id = o.organisation_id
        where s.is_built = false
        """;

    private const string SelectBuilt = """
        select o.organisation_id, s.survey_id, 0 as entries, 1 as built, s.generation
        from organisation o
        join moments_state s on s.organisation_id = o.organisation_id
        where s.is_built = true
        """;

    private static readonly string[] MomentsColumns =
        ["survey_id", "version_number", "status", "attribute", "value", "organisation_id", "responses", "comments", "moments"];

    /// <summary>What is stored and what has changed since, as it stands at one moment; to be disposed.</summary>
    public Task<MomentsReading> ReadAsync(OrganisationId organisation, string surveyId, CancellationToken cancel) =>
        MomentsReading.OpenAsync(database, organisation, surveyId, cancel);

    /// <summary>Folds what the log holds into the stored moments, some thousands of entries to a transaction; returns how many it were.</summary>
    /// <remarks>Does nothing while there are no stored moments: they are made from the responses.</remarks>
    public async Task<int> FoldAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        var questionnaires = await versions.QuestionnairesAsync(organisation, surveyId, cancel);
        for (var all = 0; ;)
        {
            var folded = await database.TransactAsync((connection, transaction) => FoldAsync(connection, transaction, organisation, surveyId, questionnaires), cancel);
            all += folded;
            if (folded < EntriesAtATime) return all;
        }
    }

    /// <summary>Says that the stored moments are not to be relied on: they are made anew from the responses.</summary>
    public async Task DiscardAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(Discard, new { Organisation = organisation.Value, SurveyId = surveyId }, cancellationToken: cancel));
    }

    /// <summary>The surveys, of every organisation, that have entries in the log or no stored moments although somebody asked for them.</summary>
    public async Task<IReadOnlyList<PendingSurvey>> PendingAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var found = (await connection.QueryAsync<PendingRow>(new CommandDefinition(SelectPending, cancellationToken: cancel)))
            .Concat(await connection.QueryAsync<PendingRow>(new CommandDefinition(SelectUnbuilt, cancellationToken: cancel)));
        return [.. found.DistinctBy(row => row.SurveyId).Select(row => row.ToPending())];
    }

    /// <summary>The surveys, of every organisation, that have stored moments.</summary>
    public async Task<IReadOnlyList<PendingSurvey>> BuiltAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. (await connection.QueryAsync<PendingRow>(new CommandDefinition(SelectBuilt, cancellationToken: cancel))).Select(row => row.ToPending())];
    }

    /// <summary>Makes sure that there is a state to hold, and tells it.</summary>
    public async Task<MomentsState> EnsureStateAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        var scope = new { Organisation = organisation.Value, SurveyId = surveyId };
        await using var connection = await database.OpenAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(EnsureState, scope, cancellationToken: cancel));
        return await connection.QuerySingleAsync<MomentsState>(new CommandDefinition(MomentsReading.SelectState, scope, cancellationToken: cancel));
    }

    /// <summary>
    /// Puts moments that were made from the responses of one snapshot in the place of what is stored, and takes the entries of the log that were visible in that
    /// snapshot out: they are counted. Nothing is stored where the state has moved on since; then the responses are to be read again.
    /// </summary>
    /// <returns>Whether there are stored moments now, these or those of another server.</returns>
    public Task<bool> ReplaceAsync(OrganisationId organisation, string surveyId, int generation, IReadOnlyDictionary<MomentsKey, SegmentMoments?> moments,
        IReadOnlyList<string> counted, CancellationToken cancel) => database.TransactAsync(async (connection, transaction) =>
        {
            var scope = new { Organisation = organisation.Value, SurveyId = surveyId };
            var state = await connection.QuerySingleAsync<MomentsState>(LockState, scope, transaction);
            if (state.IsBuilt) return true;
            if (state.Generation != generation) return false;
            await connection.ExecuteAsync(DeleteAll, scope, transaction);
            await BulkInsert.WriteAsync(connection, transaction, "study_moments", MomentsColumns, moments.Select(one => new object?[]
            {
                surveyId, one.Key.Version, one.Key.Status, one.Key.Segment.Attribute, one.Key.Segment.Value, organisation.Value,
                one.Value?.Responses ?? 0, one.Value?.Comments ?? 0, one.Value?.ToBytes(),
            }), cancel);
            var sql = $"delete from response_change where organisation_id = @Organisation and survey_id = @SurveyId and {database.Dialect.AnyOf("change_id", "Ids")}";
            foreach (var some in counted.Chunk(500)) await connection.ExecuteAsync(sql, new { scope.Organisation, scope.SurveyId, Ids = some }, transaction);
            await connection.ExecuteAsync(UpdateStamp, new { scope.Organisation, scope.SurveyId, Stamp = ChangeEntry.StampOf(Guid.CreateVersion7().ToString("N")) }, transaction);
            return true;
        }, cancel);

    private static async Task<int> FoldAsync(
        DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId, IReadOnlyDictionary<int, Questionnaire> questionnaires)
    {
        var scope = new { Organisation = organisation.Value, SurveyId = surveyId };
        if (await connection.QuerySingleOrDefaultAsync<MomentsState>(LockState, scope, transaction) is not { IsBuilt: true } state) return 0;
        var last = await connection.QuerySingleOrDefaultAsync<string>(SelectLast, new { scope.Organisation, scope.SurveyId, Offset = EntriesAtATime - 1 }, transaction)
            ?? await connection.QuerySingleOrDefaultAsync<string?>(SelectNewest, scope, transaction);
        if (last is null) return 0;
        var entries = (await connection.QueryAsync<ChangeRow>(TakeEntries, new { scope.Organisation, scope.SurveyId, Last = last }, transaction))
            .Select(row => row.ToEntry()).ToList();
        var delta = new MomentsDelta(entries, version => questionnaires[version]);
        var kept = new KeptSegments((await connection.QueryAsync<KeyRow>(SelectKeys, scope, transaction)).Select(row => row.ToKey()));
        foreach (var key in delta.Keys)
        {
            var row = new { scope.Organisation, scope.SurveyId, VersionNumber = key.Version, key.Status, key.Segment.Attribute, key.Segment.Value };
            if (!kept.Takes(key))
            {
                if (!kept.Drop(key)) continue;
                await connection.ExecuteAsync(DeleteAttribute, row, transaction);
                await connection.ExecuteAsync(PutMoments, MomentsRow.Of(organisation, surveyId, key with { Segment = new(key.Segment.Attribute, "") }, null), transaction);
                continue;
            }
            var questionnaire = questionnaires[key.Version];
            var stored = await connection.QuerySingleOrDefaultAsync<MomentsRow>(SelectMoments, row, transaction);
            var moments = stored?.Moments is null ? SegmentMoments.Empty(questionnaire) : SegmentMoments.Read(stored.Moments, stored.Comments, questionnaire);
            delta.AddTo(moments, key);
            if (moments.Responses == 0) await connection.ExecuteAsync(DeleteMoments, row, transaction);
            else await connection.ExecuteAsync(PutMoments, MomentsRow.Of(organisation, surveyId, key, moments), transaction);
        }
        var stamp = entries.Aggregate(state.Stamp, (sum, entry) => unchecked(sum + entry.Stamp));
        await connection.ExecuteAsync(UpdateStamp, new { scope.Organisation, scope.SurveyId, Stamp = stamp }, transaction);
        return entries.Count;
    }

    private sealed record PendingRow
    {
        public string OrganisationId { get; init; } = "";
        public string SurveyId { get; init; } = "";
        public long Entries { get; init; }
        public long Built { get; init; }
        public long Generation { get; init; }

        public PendingSurvey ToPending() => new(new OrganisationId(OrganisationId), SurveyId, Entries, Built == 1, Generation);
    }
}

/// <summary>Where a survey's stored moments stand.</summary>
internal sealed record MomentsState
{
    public bool IsBuilt { get; init; }

    /// <summary>Counts how often the stored moments were given up.</summary>
    public int Generation { get; init; }

    /// <summary>Together with the stamps of the log's entries: changes with every change of the responses, and with nothing else.</summary>
    public long Stamp { get; init; }
}

/// <summary>A survey with work for the keeper.</summary>
/// <param name="Organisation">Whose.</param>
/// <param name="SurveyId">Which.</param>
/// <param name="Entries">The entries of its log.</param>
/// <param name="IsBuilt">Whether there are stored moments.</param>
/// <param name="Generation">How often they were given up.</param>
internal sealed record PendingSurvey(OrganisationId Organisation, string SurveyId, long Entries, bool IsBuilt, long Generation);
