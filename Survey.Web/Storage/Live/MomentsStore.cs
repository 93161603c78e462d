using System.Data.Common;
using Dapper;
using Survey.Scoring.Instrument;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>
/// The stored moments of surveys and the change log. A change is in the moments or in the log, never in both and never in neither: whoever folds counts the
/// changes that are visible and, holding the survey's state, puts the outcome in place and deletes exactly these in one transaction. A change that is committed
/// later, whatever its id, waits.
/// </summary>
internal sealed class MomentsStore(Database database, SurveyVersionStore versions)
{
    /// <summary>The most values of an attribute that have moments of their own; with more, the responses are read for a filter.</summary>
    public const int MostSegments = 1_000;

    private const int EntriesAtATime = 5_000;
    private const int Attempts = 10;

    // Changes nothing, but holds the row until the transaction ends, on both databases.
    private const string LockState = """
        update moments_state set generation = generation
        where organisation_id = @Organisation and survey_id = @SurveyId
        returning is_built, generation, stamp
        """;

    private const string PutMoments = """
        insert into study_moments (survey_id, version_number, status, attribute, value, organisation_id, responses, comments, moments, group_pairs)
        values (@SurveyId, @VersionNumber, @Status, @Attribute, @Value, @Organisation, @Responses, @Comments, @Moments, @GroupPairs)
        on conflict (survey_id, version_number, status, attribute, value) do update
        set responses = excluded.responses, comments = excluded.comments, moments = excluded.moments, group_pairs = excluded.group_pairs
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

    // Waits for whoever folds or rebuilds, who then finds another generation.
    private const string MarkStale = """
        insert into moments_state (survey_id, organisation_id, is_built, generation, stamp) values (@SurveyId, @Organisation, false, 1, 0)
        on conflict (survey_id) do update set is_built = false, generation = moments_state.generation + 1
        where moments_state.organisation_id = excluded.organisation_id
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

    private const string TakeVerification = """
        update moments_state set verifying_until = @Until
        where organisation_id = @Organisation and survey_id = @SurveyId and is_built = true
          and (verifying_until is null or verifying_until < @Now) and (verified_at is null or verified_at < @Since)
        """;

    private const string FinishVerification = """
        update moments_state set verified_at = @Now, verifying_until = null where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private static readonly string[] MomentsColumns =
        ["survey_id", "version_number", "status", "attribute", "value", "organisation_id", "responses", "comments", "moments", "group_pairs"];

    /// <summary>What is stored and what has changed since, as it stands at one moment; to be disposed.</summary>
    public Task<MomentsReading> ReadAsync(OrganisationId organisation, string surveyId, CancellationToken cancel) =>
        MomentsReading.OpenAsync(database, organisation, surveyId, cancel);

    /// <summary>A value that changes with every change of a survey's responses that a result can show.</summary>
    public async Task<long> StampAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var reading = await ReadAsync(organisation, surveyId, cancel);
        return reading.Stamp;
    }

    /// <summary>
    /// Folds what the log holds into the stored moments, some thousands of changes at a time; returns how many it were. The work is done beside a snapshot;
    /// only putting its outcome in place holds others up.
    /// </summary>
    /// <remarks>Does nothing while there are no stored moments: they are made from the responses.</remarks>
    public async Task<int> FoldAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        var questionnaires = await versions.QuestionnairesAsync(organisation, surveyId, cancel);
        for (int all = 0, attempt = 0; attempt < Attempts; attempt++)
        {
            MomentsState seen;
            MomentsUpdate update;
            IReadOnlyList<string> counted;
            await using (var reading = await ReadAsync(organisation, surveyId, cancel))
            {
                if (!reading.IsBuilt || reading.ChangeIds.Count == 0) return all;
                seen = reading.State;
                (update, counted) = await reading.FoldedAsync(EntriesAtATime, questionnaires, cancel);
            }
            if (!await database.TransactAsync((connection, transaction) => PutAsync(connection, transaction, organisation, surveyId, seen, update, counted), cancel)) continue;
            all += counted.Count;
            if (counted.Count < EntriesAtATime) return all;
            attempt = -1;
        }
        throw new InvalidOperationException($"The moments of survey {surveyId} were changed by others {Attempts} times while changes were counted.");
    }

    /// <summary>
    /// Adds the sum of many changes to the stored moments in the transaction of the changes. Where there are none, they will be made from the responses.
    /// </summary>
    public static async Task ChangeAsync(DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId, IMomentsChange change,
        IReadOnlyDictionary<int, Questionnaire> questionnaires, CancellationToken cancel)
    {
        var scope = new { Organisation = organisation.Value, SurveyId = surveyId };
        if (await connection.QuerySingleOrDefaultAsync<MomentsState>(LockState, scope, transaction) is not { IsBuilt: true } state)
        {
            await connection.ExecuteAsync(MarkStale, scope, transaction);
            return;
        }
        var stored = await MomentsReading.KeysAsync(connection, transaction, organisation, surveyId, cancel);
        try
        {
            var update = await MomentsUpdate.OfAsync(
                change, stored, key => MomentsReading.FindAsync(connection, transaction, organisation, surveyId, key, questionnaires, cancel), version => questionnaires[version]);
            update = update with { Groups = await ResamplingGroups.UpdatedAsync(connection, transaction, organisation, surveyId, change, questionnaires, cancel) };
            await PutAsync(connection, transaction, organisation, surveyId, update, unchecked(state.Stamp + ChangeRow.NewStamp()));
        }
        catch (InvalidDataException)
        {
            // Stored by another version of the program, or damaged.
            await connection.ExecuteAsync(MarkStale, scope, transaction);
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

    /// <summary>
    /// Takes the nightly check of a survey upon this server, unless another one is at it or has done it. A server that dies loses it after a while.
    /// </summary>
    public async Task<bool> TakeVerificationAsync(OrganisationId organisation, string surveyId, DateTimeOffset now, TimeSpan lease, TimeSpan freshness, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteAsync(new CommandDefinition(TakeVerification, new
        {
            Organisation = organisation.Value,
            SurveyId = surveyId,
            Now = now,
            Until = now + lease,
            Since = now - freshness,
        }, cancellationToken: cancel)) == 1;
    }

    /// <summary>Takes note that a survey was checked.</summary>
    public async Task FinishVerificationAsync(OrganisationId organisation, string surveyId, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(
            FinishVerification, new { Organisation = organisation.Value, SurveyId = surveyId, Now = now }, cancellationToken: cancel));
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
    public Task<bool> ReplaceAsync(OrganisationId organisation, string surveyId, int generation, MomentsSum moments,
        IReadOnlyList<string> counted, CancellationToken cancel) => database.TransactAsync(async (connection, transaction) =>
        {
            var scope = new { Organisation = organisation.Value, SurveyId = surveyId };
            var state = await connection.QuerySingleAsync<MomentsState>(LockState, scope, transaction);
            if (state.IsBuilt) return true;
            if (state.Generation != generation) return false;
            await connection.ExecuteAsync(DeleteAll, scope, transaction);
            await BulkInsert.WriteAsync(connection, transaction, "study_moments", MomentsColumns, moments.ToDictionary().Select(one => MomentsRow.Of(organisation, surveyId, one.Key, one.Value)).Select(row => new object?[]
            {
                row.SurveyId, row.VersionNumber, row.Status, row.Attribute, row.Value, row.Organisation, row.Responses, row.Comments, row.Moments, row.GroupPairs,
            }), cancel);
            await ResamplingGroups.ReplaceAsync(connection, transaction, organisation, surveyId, moments.Groups, cancel);
            await DeleteChangesAsync(connection, transaction, organisation, surveyId, counted);
            await connection.ExecuteAsync(UpdateStamp, new { scope.Organisation, scope.SurveyId, Stamp = ChangeRow.NewStamp() }, transaction);
            return true;
        }, cancel);

    /// <summary>Puts folded moments in place and takes what they count from the log, unless somebody else came first.</summary>
    private async Task<bool> PutAsync(DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId, MomentsState seen, MomentsUpdate update,
        IReadOnlyList<string> counted)
    {
        var state = await connection.QuerySingleOrDefaultAsync<MomentsState>(LockState, new { Organisation = organisation.Value, SurveyId = surveyId }, transaction);
        if (state != seen) return false;
        await DeleteChangesAsync(connection, transaction, organisation, surveyId, counted);
        await PutAsync(connection, transaction, organisation, surveyId, update, counted.Aggregate(seen.Stamp, (sum, change) => unchecked(sum + ChangeRow.StampOf(change))));
        return true;
    }

    private static async Task PutAsync(DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId, MomentsUpdate update, long stamp)
    {
        foreach (var gone in update.Removed)
        {
            var isAttribute = !gone.Segment.IsAll && gone.Segment.Value.Length == 0;
            await connection.ExecuteAsync(isAttribute ? DeleteAttribute : DeleteMoments, MomentsRow.Of(organisation, surveyId, gone, null), transaction);
        }
        foreach (var (key, moments) in update.Put) await connection.ExecuteAsync(PutMoments, MomentsRow.Of(organisation, surveyId, key, moments), transaction);
        await ResamplingGroups.PutAsync(connection, transaction, organisation, surveyId, update.Groups);
        await connection.ExecuteAsync(UpdateStamp, new { Organisation = organisation.Value, SurveyId = surveyId, Stamp = stamp }, transaction);
    }

    private async Task DeleteChangesAsync(DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId, IReadOnlyList<string> changeIds)
    {
        var sql = $"delete from response_change where organisation_id = @Organisation and survey_id = @SurveyId and {database.Dialect.AnyOf("change_id", "Ids")}";
        foreach (var some in changeIds.Chunk(500)) await connection.ExecuteAsync(sql, new { Organisation = organisation.Value, SurveyId = surveyId, Ids = some }, transaction);
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
