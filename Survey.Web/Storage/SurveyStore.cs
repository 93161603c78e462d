using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Dapper;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>Surveys: their drafts, their state, and the published survey behind a respondent's address.</summary>
internal sealed class SurveyStore(Database database, SurveyVersionStore versions, TimeProvider time)
{
    private const string SelectPublished = """
        select s.survey_id, s.organisation_id, s.slug, s.state, s.opens_at, s.closes_at, s.published_version, o.time_zone
        from survey s
        join organisation o using (organisation_id)
        where s.slug = @Slug and s.deleted_at is null and s.published_version is not null
        """;

    private const string Columns = """
        survey_id, organisation_id, slug, title, state, draft, draft_revision, published_version, opens_at, closes_at,
        created_at, updated_at, archived_at, deleted_at
        """;

    private const string SelectOne = $"select {Columns} from survey where organisation_id = @Organisation and slug = @Slug and deleted_at is null";

    private const string SelectAll = """
        select survey_id, slug, title, state, published_version, opens_at, closes_at, created_at, deleted_at
        from survey
        where organisation_id = @Organisation and deleted_at is null
        """;

    private const string SelectDeleted = """
        select survey_id, slug, title, state, published_version, opens_at, closes_at, created_at, deleted_at
        from survey
        where organisation_id = @Organisation and deleted_at > @Since
        """;

    private const string Insert = """
        insert into survey (survey_id, organisation_id, slug, title, state, draft, draft_revision, opens_at, closes_at, created_by, created_at, updated_at)
        values (@SurveyId, @Organisation, @Slug, @Title, 'draft', @Draft, 1, @OpensAt, @ClosesAt, @CreatedBy, @Now, @Now)
        on conflict (slug) do nothing
        """;

    // An address that respondents may hold in print stays: it changes only before the first publication.
    private const string UpdateDraft = """
        update survey
        set draft = @Draft, title = @Title, opens_at = @OpensAt, closes_at = @ClosesAt, updated_at = @Now, draft_revision = draft_revision + 1,
            slug = case when published_version is null then @Slug else slug end
        where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string UpdateDraftAlone = """
        update survey
        set draft = @Draft, title = @Title, updated_at = @Now, draft_revision = draft_revision + 1
        where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string SelectRevision = """
        select draft_revision, published_version
        from survey
        where organisation_id = @Organisation and survey_id = @SurveyId and deleted_at is null
        """;

    // Changes nothing, but holds the row until the transaction ends, on both databases.
    private const string LockDraft = """
        update survey
        set state = state
        where organisation_id = @Organisation and survey_id = @SurveyId and deleted_at is null
        returning state, draft, draft_revision, published_version
        """;

    private const string SelectFrozen = """
        select questionnaire, settings, sha256
        from survey_version
        where organisation_id = @Organisation and survey_id = @SurveyId and version_number = @Number
        """;

    private const string UpdatePublished = """
        update survey
        set published_version = @Number, state = case when state = 'draft' then 'open' else state end, updated_at = @Now
        where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string UpdateState = """
        update survey
        set state = @To, updated_at = @Now, archived_at = case when @To = 'archived' then coalesce(archived_at, @Now) else null end
        where organisation_id = @Organisation and survey_id = @SurveyId and deleted_at is null
          and (state = @To or state = @From1 or state = @From2 or state = @From3)
        returning draft_revision, published_version
        """;

    // Never published means never fielded: such a survey comes back from the archive as the draft that it was.
    private const string UpdateUnarchived = """
        update survey
        set state = case when published_version is null then 'draft' else 'paused' end, updated_at = @Now, archived_at = null
        where organisation_id = @Organisation and survey_id = @SurveyId and deleted_at is null and state = 'archived'
        returning draft_revision, published_version
        """;

    private const string UpdateDeleted = """
        update survey set deleted_at = coalesce(deleted_at, @Now)
        where organisation_id = @Organisation and survey_id = @SurveyId
        returning draft_revision, published_version
        """;

    private const string UpdateRestored = """
        update survey set deleted_at = null
        where organisation_id = @Organisation and survey_id = @SurveyId and (deleted_at is null or deleted_at > @Since)
        returning draft_revision, published_version
        """;

    private const string SelectSlug = "select slug from survey where organisation_id = @Organisation and survey_id = @SurveyId";

    private const string DeleteTests = "delete from response where organisation_id = @Organisation and survey_id = @SurveyId and is_test = true";

    /// <summary>How long a deleted survey can be restored.</summary>
    public static readonly TimeSpan UndoPeriod = TimeSpan.FromDays(30);

    /// <summary>More surveys than are worked on at a time; when they are reached, parsing starts afresh.</summary>
    private const int MostDrafts = 500;

    /// <summary>For how long a respondent's page may rest on what was read before; changes made by this process count at once.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (string Text, SurveyDraft Draft)> _drafts = new(StringComparer.Ordinal);
    private readonly ResponseCounting _counting = new(database);
    private readonly ConcurrentDictionary<string, (PublishedSurvey Survey, long ReadAt)> _published = new(StringComparer.Ordinal);

    /// <summary>The survey behind <c>/s/{slug}</c>; null where there is none, it was never published, or it is deleted.</summary>
    public async Task<PublishedSurvey?> FindPublishedAsync(string slug, CancellationToken cancel)
    {
        if (_published.TryGetValue(slug, out var kept) && Stopwatch.GetElapsedTime(kept.ReadAt) < Freshness) return kept.Survey;
        if (!Slug.IsValid(slug)) return null;
        var readAt = Stopwatch.GetTimestamp();
        PublishedRow? row;
        await using (var connection = await database.OpenAsync(cancel))
            row = await connection.QuerySingleOrDefaultAsync<PublishedRow>(new CommandDefinition(SelectPublished, new { Slug = slug }, cancellationToken: cancel));
        if (row is null)
        {
            _published.TryRemove(slug, out _);
            return null;
        }
        var organisation = new OrganisationId(row.OrganisationId);
        var version = await versions.FindVersionAsync(organisation, row.SurveyId, row.PublishedVersion, cancel)
            ?? throw new InvalidDataException($"Survey {row.SurveyId} has no version {row.PublishedVersion}.");
        var survey = new PublishedSurvey
        {
            Organisation = organisation,
            SurveyId = row.SurveyId,
            Slug = row.Slug,
            State = StateOf(row.State),
            OpensAt = row.OpensAt,
            ClosesAt = row.ClosesAt,
            Zone = TimeZones.Of(row.TimeZone),
            VersionNumber = version.Number,
            Questionnaire = version.Questionnaire,
            Settings = version.Settings,
            Columns = version.Columns,
            Sha256 = version.Sha256,
        };
        _published[slug] = (survey, readAt);
        return survey;
    }

    /// <summary>The survey as it was read last, for the page that says that the database is away; null when this process never met it.</summary>
    public PublishedSurvey? LastKnown(string slug) => _published.TryGetValue(slug, out var kept) ? kept.Survey : null;

    /// <summary>The draft of a survey in the form in which respondents would meet it, for the preview by members of the organisation.</summary>
    /// <remarks>
    /// Its number is <see cref="PublishedSurvey.DraftVersion"/> and nothing can be stored for it. Where nothing has changed since the last publication, it is
    /// that version, and answers can be stored as tests.
    /// </remarks>
    public async Task<PublishedSurvey?> FindDraftAsPublishedAsync(OrganisationId organisation, string slug, CancellationToken cancel)
    {
        if (await FindAsync(organisation, slug, cancel) is not { } survey) return null;
        var newest = await NewestAsync(survey, cancel);
        var frozen = SurveyVersionStore.FrozenDraft.Of(survey.Draft, newest?.Questionnaire);
        var isPublished = IsSame(newest, frozen);
        var questionnaire = survey.Draft.Asked;
        return new PublishedSurvey
        {
            Organisation = organisation,
            SurveyId = survey.SurveyId,
            Slug = survey.Slug,
            State = survey.State,
            OpensAt = survey.OpensAt,
            ClosesAt = survey.ClosesAt,
            VersionNumber = isPublished ? survey.PublishedVersion ?? PublishedSurvey.DraftVersion : PublishedSurvey.DraftVersion,
            Questionnaire = questionnaire,
            Settings = survey.Draft.Settings,
            Columns = new AnswerLayout(questionnaire).Columns,
            Sha256 = frozen.Sha256,
        };
    }

    /// <summary>A survey of the organisation, draft included; null where there is none or it is deleted.</summary>
    public async Task<ManagedSurvey?> FindAsync(OrganisationId organisation, string slug, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<SurveyRow>(new CommandDefinition(
            SelectOne, new { Organisation = organisation.Value, Slug = slug }, cancellationToken: cancel));
        return row?.ToSurvey(DraftOf(row.SurveyId, row.Draft));
    }

    /// <summary>Whether the draft differs from the newest published version, or nothing was published yet.</summary>
    public async Task<bool> HasUnpublishedChangesAsync(ManagedSurvey survey, CancellationToken cancel)
    {
        var newest = await NewestAsync(survey, cancel);
        return !IsSame(newest, SurveyVersionStore.FrozenDraft.Of(survey.Draft, newest?.Questionnaire));
    }

    /// <summary>The texts of the draft that differ from the newest published version; none before the first publication.</summary>
    public async Task<ImmutableArray<ChangedText>> ChangedTextsAsync(ManagedSurvey survey, CancellationToken cancel) =>
        await NewestAsync(survey, cancel) is { } newest ? VersionEdits.Between(newest.Questionnaire, survey.Draft.Asked) : [];

    /// <summary>The organisation's surveys with their response counts, newest first.</summary>
    public Task<IReadOnlyList<SurveySummary>> AllAsync(OrganisationId organisation, CancellationToken cancel) =>
        ListAsync(SelectAll, organisation, cancel);

    /// <summary>The surveys that were deleted and can still be restored, last deleted first.</summary>
    public async Task<IReadOnlyList<SurveySummary>> DeletedAsync(OrganisationId organisation, CancellationToken cancel) =>
        [.. (await ListAsync(SelectDeleted, organisation, cancel)).OrderByDescending(survey => survey.DeletedAt)];

    /// <summary>How many responses a survey has.</summary>
    public Task<ResponseCounts> CountsAsync(OrganisationId organisation, string surveyId, CancellationToken cancel) => _counting.OfAsync(organisation, surveyId, cancel);

    /// <summary>Creates a survey as a draft. The address is <paramref name="slug"/> or, where that is taken, one like it.</summary>
    public async Task<(string SurveyId, string Slug)> CreateAsync(
        OrganisationId organisation, string slug, SurveyDraft draft, string? createdBy, CancellationToken cancel)
    {
        if (!Slug.IsValid(slug)) throw new ArgumentException("Not the form of a slug.", nameof(slug));
        var surveyId = Guid.CreateVersion7().ToString();
        await using var connection = await database.OpenAsync(cancel);
        for (var attempt = 1; ; attempt++)
        {
            var candidate = attempt == 1 ? slug : attempt < 10 ? Numbered(slug, attempt) : Slug.Random();
            var inserted = await connection.ExecuteAsync(new CommandDefinition(Insert, new
            {
                SurveyId = surveyId,
                Organisation = organisation.Value,
                Slug = candidate,
                Title = StoredJson.Write(draft.Questionnaire.Title),
                Draft = StoredJson.Write(draft),
                OpensAt = (DateTimeOffset?)null,
                ClosesAt = (DateTimeOffset?)null,
                CreatedBy = createdBy,
                Now = time.GetUtcNow(),
            }, cancellationToken: cancel));
            if (inserted == 1) return (surveyId, candidate);
        }
    }

    /// <summary>Saves a draft that was changed on <paramref name="revision"/>; if somebody saved in between, it is a conflict and nothing is stored.</summary>
    /// <param name="slug">The address; without effect once the survey has been published.</param>
    /// <param name="savedBy">The account that changed it; null when nobody was signed in.</param>
    public async Task<SurveyWrite> SaveDraftAsync(OrganisationId organisation, string surveyId, int revision, SurveyDraft draft, string slug,
        DateTimeOffset? opensAt, DateTimeOffset? closesAt, string? savedBy, CancellationToken cancel)
    {
        if (!Slug.IsValid(slug)) throw new ArgumentException("Not the form of a slug.", nameof(slug));
        try
        {
            return await database.TransactAsync(async (connection, transaction) =>
            {
                var before = await connection.QuerySingleOrDefaultAsync<DraftRow>(
                    LockDraft, new { Organisation = organisation.Value, SurveyId = surveyId }, transaction);
                if (before is null) return new SurveyWrite(SurveyWriteStatus.Missing);
                if (before.DraftRevision != revision) return new(SurveyWriteStatus.Conflict, before.DraftRevision, before.PublishedVersion);
                var after = new DraftState { Revision = revision + 1, Draft = StoredJson.Write(draft), UndoTo = revision };
                var now = time.GetUtcNow();
                await connection.ExecuteAsync(UpdateDraft, new
                {
                    Organisation = organisation.Value,
                    SurveyId = surveyId,
                    after.Draft,
                    Title = StoredJson.Write(draft.Questionnaire.Title),
                    Slug = slug,
                    OpensAt = opensAt,
                    ClosesAt = closesAt,
                    Now = now,
                }, transaction);
                await DraftHistory.RecordAsync(connection, transaction, organisation, surveyId, before.ToState(), after, savedBy, now);
                return new(SurveyWriteStatus.Done, after.Revision, before.PublishedVersion);
            }, cancel);
        }
        catch (DbException exception) when (Dialect.IsDuplicate(exception))
        {
            return new(SurveyWriteStatus.SlugTaken, revision);
        }
    }

    /// <summary>Brings back the draft as it was before the last change; a new revision like any other, so that it can be redone.</summary>
    public Task<SurveyWrite> UndoAsync(OrganisationId organisation, string surveyId, int revision, string? savedBy, CancellationToken cancel) =>
        GoToAsync(organisation, surveyId, revision, current => current.UndoTo, (current, target) => target with { Revision = current.Revision + 1, RedoTo = current.Revision }, savedBy, cancel);

    /// <summary>Takes the last undoing back.</summary>
    public Task<SurveyWrite> RedoAsync(OrganisationId organisation, string surveyId, int revision, string? savedBy, CancellationToken cancel) =>
        GoToAsync(organisation, surveyId, revision, current => current.RedoTo, (current, target) => target with { Revision = current.Revision + 1 }, savedBy, cancel);

    private Task<SurveyWrite> GoToAsync(OrganisationId organisation, string surveyId, int revision, Func<DraftState, int?> targetOf, Func<DraftState, DraftState, DraftState> next,
        string? savedBy, CancellationToken cancel) => database.TransactAsync(async (connection, transaction) =>
        {
            var scope = new { Organisation = organisation.Value, SurveyId = surveyId };
            var before = await connection.QuerySingleOrDefaultAsync<DraftRow>(LockDraft, scope, transaction);
            if (before is null) return new SurveyWrite(SurveyWriteStatus.Missing);
            if (before.DraftRevision != revision) return new(SurveyWriteStatus.Conflict, before.DraftRevision, before.PublishedVersion);
            var current = await DraftHistory.FindAsync(connection, transaction, organisation, surveyId, revision);
            if (current is null || targetOf(current) is not { } number || await DraftHistory.FindAsync(connection, transaction, organisation, surveyId, number) is not { } target)
                return new(SurveyWriteStatus.NotAllowed, revision, before.PublishedVersion);
            var after = next(current, target);
            var now = time.GetUtcNow();
            await connection.ExecuteAsync(UpdateDraftAlone, new
            {
                scope.Organisation,
                scope.SurveyId,
                after.Draft,
                Title = StoredJson.Write(StoredJson.Read<SurveyDraft>(after.Draft).Questionnaire.Title),
                Now = now,
            }, transaction);
            await DraftHistory.RecordAsync(connection, transaction, organisation, surveyId, current, after, savedBy, now);
            return new(SurveyWriteStatus.Done, after.Revision, before.PublishedVersion);
        }, cancel);

    /// <summary>
    /// Freezes the draft as the next version and, the first time, opens the survey. A draft that is already the newest version is not published again:
    /// a repeated post changes nothing.
    /// </summary>
    public Task<SurveyWrite> PublishAsync(OrganisationId organisation, string surveyId, int revision, string? publishedBy, CancellationToken cancel) =>
        PublishAsync(organisation, surveyId, revision, ImmutableDictionary<string, TextEdit>.Empty, publishedBy, cancel);

    /// <inheritdoc cref="PublishAsync(OrganisationId, string, int, string?, CancellationToken)"/>
    /// <param name="declared">What the author says of each text that changed since the version before, by its <see cref="ChangedText.Key"/>.</param>
    public async Task<SurveyWrite> PublishAsync(OrganisationId organisation, string surveyId, int revision, IReadOnlyDictionary<string, TextEdit> declared,
        string? publishedBy, CancellationToken cancel)
    {
        var scope = new { Organisation = organisation.Value, SurveyId = surveyId };
        var outcome = await database.TransactAsync(async (connection, transaction) =>
        {
            var survey = await connection.QuerySingleOrDefaultAsync<DraftRow>(LockDraft, scope, transaction);
            if (survey is null) return new SurveyWrite(SurveyWriteStatus.Missing);
            var published = survey.PublishedVersion ?? 0;
            if (survey.DraftRevision != revision) return new(SurveyWriteStatus.Conflict, survey.DraftRevision, survey.PublishedVersion);
            if (StateOf(survey.State) == SurveyState.Archived) return new(SurveyWriteStatus.NotAllowed, survey.DraftRevision, survey.PublishedVersion);
            var newest = await connection.QuerySingleOrDefaultAsync<FrozenRow>(
                SelectFrozen, new { scope.Organisation, scope.SurveyId, Number = published }, transaction);
            var frozen = SurveyVersionStore.FrozenDraft.Of(
                StoredJson.Read<SurveyDraft>(survey.Draft), newest is null ? null : StoredJson.ReadQuestionnaire(newest.Questionnaire), declared);
            if (newest is not null && newest.Sha256 == frozen.Sha256 && newest.Settings == frozen.Settings)
                return new(SurveyWriteStatus.Done, survey.DraftRevision, published);
            var now = time.GetUtcNow();
            await SurveyVersionStore.InsertAsync(connection, transaction, organisation, surveyId, published + 1, frozen, publishedBy, now);
            await connection.ExecuteAsync(UpdatePublished, new { scope.Organisation, scope.SurveyId, Number = published + 1, Now = now }, transaction);
            return new(SurveyWriteStatus.Done, survey.DraftRevision, published + 1);
        }, cancel);
        _published.Clear();
        return outcome;
    }

    /// <summary>Stops taking new respondents for a while.</summary>
    public Task<SurveyWrite> PauseAsync(OrganisationId organisation, string surveyId, CancellationToken cancel) =>
        SetStateAsync(organisation, surveyId, SurveyState.Paused, [SurveyState.Open], cancel);

    /// <summary>Takes respondents again after a pause.</summary>
    public Task<SurveyWrite> ReopenAsync(OrganisationId organisation, string surveyId, CancellationToken cancel) =>
        SetStateAsync(organisation, surveyId, SurveyState.Open, [SurveyState.Paused], cancel);

    /// <summary>Ends the survey; its results stay.</summary>
    public Task<SurveyWrite> ArchiveAsync(OrganisationId organisation, string surveyId, CancellationToken cancel) =>
        SetStateAsync(organisation, surveyId, SurveyState.Archived, [SurveyState.Draft, SurveyState.Open, SurveyState.Paused], cancel);

    /// <summary>Takes a survey out of the archive: paused, so that nobody meets it by surprise, or the draft that it was.</summary>
    public Task<SurveyWrite> UnarchiveAsync(OrganisationId organisation, string surveyId, CancellationToken cancel) =>
        ChangeAsync(UpdateUnarchived, new { Organisation = organisation.Value, SurveyId = surveyId, Now = time.GetUtcNow() }, organisation, surveyId, cancel);

    /// <summary>Deletes a survey with all that belongs to it; for <see cref="UndoPeriod"/> it can be restored.</summary>
    public Task<SurveyWrite> DeleteAsync(OrganisationId organisation, string surveyId, CancellationToken cancel) =>
        ChangeAsync(UpdateDeleted, new { Organisation = organisation.Value, SurveyId = surveyId, Now = time.GetUtcNow() }, organisation, surveyId, cancel);

    /// <summary>Takes a deletion back.</summary>
    public Task<SurveyWrite> RestoreAsync(OrganisationId organisation, string surveyId, CancellationToken cancel) => ChangeAsync(
        UpdateRestored, new { Organisation = organisation.Value, SurveyId = surveyId, Since = time.GetUtcNow() - UndoPeriod }, organisation, surveyId, cancel);

    /// <summary>The address of a survey, a deleted one included; null where the organisation has no such survey.</summary>
    public async Task<string?> SlugOfAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            SelectSlug, new { Organisation = organisation.Value, SurveyId = surveyId }, cancellationToken: cancel));
    }

    /// <summary>Removes the responses that were given as tests, for good, and says how many there were.</summary>
    public async Task<int> PurgeTestsAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteAsync(new CommandDefinition(
            DeleteTests, new { Organisation = organisation.Value, SurveyId = surveyId }, cancellationToken: cancel));
    }

    private async Task<SurveyVersion?> NewestAsync(ManagedSurvey survey, CancellationToken cancel) =>
        survey.PublishedVersion is { } number ? await versions.FindVersionAsync(survey.Organisation, survey.SurveyId, number, cancel) : null;

    private static bool IsSame(SurveyVersion? version, SurveyVersionStore.FrozenDraft frozen) =>
        version is not null && version.Sha256 == frozen.Sha256 && StoredJson.Write(version.Settings) == frozen.Settings;

    private Task<SurveyWrite> SetStateAsync(OrganisationId organisation, string surveyId, SurveyState to, SurveyState[] from, CancellationToken cancel) =>
        ChangeAsync(UpdateState, new
        {
            Organisation = organisation.Value,
            SurveyId = surveyId,
            To = Stored(to),
            From1 = Stored(from[0]),
            From2 = Stored(from[^1]),
            From3 = Stored(from[from.Length / 2]),
            Now = time.GetUtcNow(),
        }, organisation, surveyId, cancel);

    private async Task<SurveyWrite> ChangeAsync(string statement, object parameters, OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var changed = await connection.QuerySingleOrDefaultAsync<RevisionRow>(new CommandDefinition(statement, parameters, cancellationToken: cancel));
        _published.Clear();
        if (changed is not null) return Changed(changed);
        return await RevisionAsync(connection, organisation, surveyId, cancel) is { } current
            ? new(SurveyWriteStatus.NotAllowed, current.DraftRevision, current.PublishedVersion)
            : new(SurveyWriteStatus.Missing);
    }

    private async Task<IReadOnlyList<SurveySummary>> ListAsync(string statement, OrganisationId organisation, CancellationToken cancel)
    {
        var scope = new { Organisation = organisation.Value, Since = time.GetUtcNow() - UndoPeriod };
        List<SummaryRow> rows;
        await using (var connection = await database.OpenAsync(cancel))
            rows = [.. await connection.QueryAsync<SummaryRow>(new CommandDefinition(statement, scope, cancellationToken: cancel))];
        var counts = await _counting.OfAsync(organisation, [.. rows.Select(row => row.SurveyId)], cancel);
        return [.. rows.OrderByDescending(row => row.CreatedAt).Select(row => row.ToSummary(counts[row.SurveyId]))];
    }

    /// <summary>A stored draft, parsed once: every page of a survey asks for it.</summary>
    private SurveyDraft DraftOf(string surveyId, string text)
    {
        if (_drafts.TryGetValue(surveyId, out var kept) && kept.Text == text) return kept.Draft;
        if (_drafts.Count >= MostDrafts) _drafts.Clear();
        var draft = StoredJson.Read<SurveyDraft>(text);
        _drafts[surveyId] = (text, draft);
        return draft;
    }

    private static async Task<RevisionRow?> RevisionAsync(DbConnection connection, OrganisationId organisation, string surveyId, CancellationToken cancel) =>
        await connection.QuerySingleOrDefaultAsync<RevisionRow>(new CommandDefinition(
            SelectRevision, new { Organisation = organisation.Value, SurveyId = surveyId }, cancellationToken: cancel));

    private static SurveyWrite Changed(RevisionRow row) => new(SurveyWriteStatus.Done, row.DraftRevision, row.PublishedVersion);

    private static string Numbered(string slug, int number)
    {
        var ending = "-" + number.ToString(CultureInfo.InvariantCulture);
        return slug[..Math.Min(slug.Length, Slug.MaximumLength - ending.Length)].TrimEnd('-') + ending;
    }

    private static string Stored(SurveyState state) => state switch
    {
        SurveyState.Draft => "draft",
        SurveyState.Open => "open",
        SurveyState.Paused => "paused",
        SurveyState.Archived => "archived",
        _ => throw new UnreachableException(),
    };

    private static SurveyState StateOf(string stored) => stored switch
    {
        "draft" => SurveyState.Draft,
        "open" => SurveyState.Open,
        "paused" => SurveyState.Paused,
        "archived" => SurveyState.Archived,
        _ => throw new InvalidDataException($"A survey has the unknown state '{stored}'."),
    };

    private sealed record PublishedRow
    {
        public string SurveyId { get; init; } = "";
        public string OrganisationId { get; init; } = "";
        public string Slug { get; init; } = "";
        public string State { get; init; } = "";
        public DateTimeOffset? OpensAt { get; init; }
        public DateTimeOffset? ClosesAt { get; init; }
        public int PublishedVersion { get; init; }
        public string TimeZone { get; init; } = "";
    }

    private sealed record SurveyRow
    {
        public string SurveyId { get; init; } = "";
        public string OrganisationId { get; init; } = "";
        public string Slug { get; init; } = "";
        public string Title { get; init; } = "";
        public string State { get; init; } = "";
        public string Draft { get; init; } = "";
        public int DraftRevision { get; init; }
        public int? PublishedVersion { get; init; }
        public DateTimeOffset? OpensAt { get; init; }
        public DateTimeOffset? ClosesAt { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
        public DateTimeOffset? ArchivedAt { get; init; }
        public DateTimeOffset? DeletedAt { get; init; }

        public ManagedSurvey ToSurvey(SurveyDraft draft) => new()
        {
            Organisation = new OrganisationId(OrganisationId),
            SurveyId = SurveyId,
            Slug = Slug,
            Title = StoredJson.Read<LocalizedText>(Title),
            State = StateOf(State),
            Draft = draft,
            DraftRevision = DraftRevision,
            PublishedVersion = PublishedVersion,
            OpensAt = OpensAt,
            ClosesAt = ClosesAt,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            ArchivedAt = ArchivedAt,
            DeletedAt = DeletedAt,
        };
    }

    private sealed record SummaryRow
    {
        public string SurveyId { get; init; } = "";
        public string Slug { get; init; } = "";
        public string Title { get; init; } = "";
        public string State { get; init; } = "";
        public int? PublishedVersion { get; init; }
        public DateTimeOffset? OpensAt { get; init; }
        public DateTimeOffset? ClosesAt { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? DeletedAt { get; init; }

        public SurveySummary ToSummary(ResponseCounts responses) => new()
        {
            SurveyId = SurveyId,
            Slug = Slug,
            Title = StoredJson.Read<LocalizedText>(Title),
            State = StateOf(State),
            PublishedVersion = PublishedVersion,
            OpensAt = OpensAt,
            ClosesAt = ClosesAt,
            CreatedAt = CreatedAt,
            DeletedAt = DeletedAt,
            Responses = responses,
        };
    }

    private sealed record RevisionRow
    {
        public int DraftRevision { get; init; }
        public int? PublishedVersion { get; init; }
    }

    private sealed record DraftRow
    {
        public string State { get; init; } = "";
        public string Draft { get; init; } = "";
        public int DraftRevision { get; init; }
        public int? PublishedVersion { get; init; }

        public DraftState ToState() => new() { Revision = DraftRevision, Draft = Draft };
    }

    private sealed record FrozenRow
    {
        public string Questionnaire { get; init; } = "";
        public string Settings { get; init; } = "";
        public string Sha256 { get; init; } = "";
    }
}
