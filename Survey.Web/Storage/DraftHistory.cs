using System.Data.Common;
using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>The states that drafts went through: what undoing and redoing bring back, and the common ground of two people who saved at the same time.</summary>
internal sealed class DraftHistory(Database database)
{
    private const string Insert = """
        insert into draft_history (survey_id, revision, organisation_id, draft, undo_to, redo_to, saved_by, saved_at)
        values (@SurveyId, @Revision, @Organisation, @Draft, @UndoTo, @RedoTo, @SavedBy, @Now)
        on conflict (survey_id, revision) do nothing
        """;

    private const string DeleteOld = """
        delete from draft_history
        where organisation_id = @Organisation and survey_id = @SurveyId and revision <= @Oldest
        """;

    private const string SelectOne = """
        select revision, draft, undo_to, redo_to
        from draft_history
        where organisation_id = @Organisation and survey_id = @SurveyId and revision = @Revision
        """;

    // Only states that are still kept can be gone back to.
    private const string SelectStand = """
        select h.revision, u.revision as undo_to, r.revision as redo_to, h.saved_by as account_id, a.display_name as saved_by, h.saved_at
        from draft_history h
        left join draft_history u on u.survey_id = h.survey_id and u.revision = h.undo_to
        left join draft_history r on r.survey_id = h.survey_id and r.revision = h.redo_to
        left join account a on a.account_id = h.saved_by and a.organisation_id = h.organisation_id
        where h.organisation_id = @Organisation and h.survey_id = @SurveyId
        order by h.revision desc
        limit 1
        """;

    /// <summary>How many states of a draft are kept.</summary>
    public const int Kept = 200;

    /// <summary>Where the history of a draft stands; null when it was never changed.</summary>
    public async Task<DraftStand?> StandAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<DraftStand>(new CommandDefinition(
            SelectStand, new { Organisation = organisation.Value, SurveyId = surveyId }, cancellationToken: cancel));
    }

    /// <summary>The draft as it was at a revision; null when that state is no longer kept.</summary>
    public async Task<SurveyDraft?> FindAsync(OrganisationId organisation, string surveyId, int revision, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await FindAsync(connection, null, organisation, surveyId, revision) is { } state ? StoredJson.Read<SurveyDraft>(state.Draft) : null;
    }

    /// <summary>Notes the state before a change, unless it is there already, and the state after it, in the transaction of the change.</summary>
    internal static async Task RecordAsync(
        DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId, DraftState before, DraftState after, string? savedBy, DateTimeOffset now)
    {
        foreach (var state in new[] { before, after })
            await connection.ExecuteAsync(Insert, new
            {
                SurveyId = surveyId,
                state.Revision,
                Organisation = organisation.Value,
                state.Draft,
                state.UndoTo,
                state.RedoTo,
                SavedBy = state == after ? savedBy : null,
                Now = now,
            }, transaction);
        await connection.ExecuteAsync(DeleteOld, new { Organisation = organisation.Value, SurveyId = surveyId, Oldest = after.Revision - Kept }, transaction);
    }

    internal static Task<DraftState?> FindAsync(DbConnection connection, DbTransaction? transaction, OrganisationId organisation, string surveyId, int revision) =>
        connection.QuerySingleOrDefaultAsync<DraftState>(SelectOne, new { Organisation = organisation.Value, SurveyId = surveyId, Revision = revision }, transaction);
}

/// <summary>Where the history of a draft stands.</summary>
internal sealed record DraftStand
{
    public int Revision { get; init; }

    /// <summary>The state that undoing brings back; null when there is none.</summary>
    public int? UndoTo { get; init; }

    /// <summary>The state that redoing brings back; null when nothing was undone.</summary>
    public int? RedoTo { get; init; }

    /// <summary>Whose change the newest state is, and that person's name; null when the account is gone or nobody was signed in.</summary>
    public string? AccountId { get; init; }

    public string? SavedBy { get; init; }

    public DateTimeOffset SavedAt { get; init; }
}

/// <summary>A state of a draft as it is stored.</summary>
internal sealed record DraftState
{
    public int Revision { get; init; }
    public string Draft { get; init; } = "";
    public int? UndoTo { get; init; }
    public int? RedoTo { get; init; }
}
