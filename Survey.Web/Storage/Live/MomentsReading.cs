using System.Data.Common;
using Dapper;
using Survey.Scoring.Instrument;
using Survey.Scoring.Study;
using Survey.Scoring.Study.Resampling;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>
/// The stored moments of a survey and the changes since, as both stand at one moment. Reads only, and no more than is asked for; to be disposed.
/// </summary>
internal sealed class MomentsReading : IAsyncDisposable
{
    /// <summary>The state of a survey's moments.</summary>
    public const string SelectState = """
        select is_built, generation, stamp from moments_state where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string SelectChanges = """
        select change_id, old_version, old_status, new_version, new_status from response_change
        where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string SelectEntries = """
        select change_id, old_response, new_response from response_change where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string SelectFirstEntries = $"{SelectEntries} order by change_id limit @Most";

    private const string SelectTotals = """
        select version_number, status, responses from study_moments
        where organisation_id = @Organisation and survey_id = @SurveyId and attribute = ''
        """;

    private const string SelectAll = $"""
        select {MomentsRow.Columns} from study_moments where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string SelectKeys = """
        select version_number, status, attribute, value from study_moments where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string SelectPairs = """
        select version_number, status, group_pairs from study_moments
        where organisation_id = @Organisation and survey_id = @SurveyId and attribute = ''
        """;

    private const string SelectOne = $"""
        select {MomentsRow.Columns} from study_moments
        where organisation_id = @Organisation and survey_id = @SurveyId and version_number = @Version and status = @Status
          and attribute = @Attribute and value = @Value
        """;

    // A row without a value says that the attribute has too many.
    private const string SelectSegment = $"""
        select {MomentsRow.Columns} from study_moments
        where organisation_id = @Organisation and survey_id = @SurveyId and attribute = @Attribute and (value = @Value or value = '')
        """;

    private readonly Snapshot _snapshot;
    private readonly OrganisationId _organisation;
    private readonly string _surveyId;
    private IReadOnlyList<ChangeRow> _changes = [];
    private IReadOnlyList<ChangeEntry>? _entries;

    private MomentsReading(Snapshot snapshot, OrganisationId organisation, string surveyId) =>
        (_snapshot, _organisation, _surveyId) = (snapshot, organisation, surveyId);

    /// <summary>The state of what is stored.</summary>
    public MomentsState State { get; private set; } = new();

    /// <summary>Whether there are stored moments that can be relied on; otherwise they are to be made from the responses.</summary>
    public bool IsBuilt => State.IsBuilt;

    /// <summary>A value that changes with every change that a result can show.</summary>
    public long Stamp { get; private set; }

    /// <summary>The ids of the changes since the moments were stored, in the order of ids.</summary>
    public IReadOnlyList<string> ChangeIds => [.. _changes.Select(change => change.ChangeId)];

    /// <summary>How many responses each version has, by status.</summary>
    public IReadOnlyDictionary<(int Version, string Status), long> Responses { get; private set; } = new Dictionary<(int, string), long>();

    /// <summary>The connection of the snapshot, for what else is to be read at the same moment.</summary>
    public DbConnection Connection => _snapshot.Connection;

    public DbTransaction Transaction => _snapshot.Transaction;

    internal static async Task<MomentsReading> OpenAsync(Database database, OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        var reading = new MomentsReading(await database.SnapshotAsync(cancel), organisation, surveyId);
        try
        {
            await reading.ReadAsync(cancel);
            return reading;
        }
        catch
        {
            await reading.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// The moments of a segment over versions that ask the same; null when the attribute has too many values to be kept: then the responses are to be read.
    /// </summary>
    /// <param name="questionnaire">The one whose wordings count; all versions ask the same.</param>
    /// <param name="ofVersions">The versions.</param>
    /// <param name="includePartial">Whether unfinished responses count.</param>
    /// <param name="segment">All, or those with an attribute value.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="InvalidDataException">The stored moments are damaged, or of another version of the program.</exception>
    public async Task<SegmentMoments?> MomentsAsync(
        Questionnaire questionnaire, IReadOnlyCollection<int> ofVersions, bool includePartial, Segment segment, CancellationToken cancel)
    {
        var moments = SegmentMoments.Empty(questionnaire, isAll: false);
        var rows = await Connection.QueryAsync<MomentsRow>(Command(
            SelectSegment, new { Organisation = _organisation.Value, SurveyId = _surveyId, segment.Attribute, segment.Value }, cancel));
        foreach (var row in rows.Where(row => IsMeant(row.VersionNumber, row.Status)))
        {
            if (row.Moments is null) return null;
            moments.Add((row with { GroupPairs = null }).ToMoments(questionnaire)!);
        }
        var delta = new MomentsDelta(await EntriesAsync(cancel), _ => questionnaire, response => IsMeant(response.Version, response.Status));
        foreach (var key in delta.Keys.Where(key => key.Segment == segment)) delta.AddTo(moments, key);
        return moments;

        bool IsMeant(int version, string status) => ofVersions.Contains(version) && (status == ResponseRow.Complete || includePartial);
    }

    /// <summary>How the responses to versions that ask the same divide into groups: single values and pairs of them.</summary>
    /// <param name="questionnaire">What is asked.</param>
    /// <param name="ofVersions">The versions.</param>
    /// <param name="includePartial">Whether unfinished responses are counted beside the complete ones.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="InvalidDataException">What is stored is damaged, or of another version of the program.</exception>
    public async Task<GroupCounts> GroupsAsync(Questionnaire questionnaire, IReadOnlyCollection<int> ofVersions, bool includePartial, CancellationToken cancel)
    {
        string[] attributes = [.. questionnaire.Attributes.Select(attribute => attribute.Id)];
        var pairs = new Dictionary<(int Version, string Status), GroupPairs>();
        foreach (var row in await Connection.QueryAsync<MomentsRow>(Command(SelectPairs, Scope, cancel)))
            if (ofVersions.Contains(row.VersionNumber)) pairs.Add((row.VersionNumber, row.Status), row.ToPairs(attributes.Length));
        foreach (var entry in await EntriesAsync(cancel))
        {
            Count(entry.New, 1);
            Count(entry.Old, -1);
        }
        return new GroupCounts(attributes, Of(ResponseRow.Complete)) { Unfinished = includePartial ? new GroupCounts(attributes, Of(ResponseRow.Partial)) : null };

        Dictionary<int, GroupPairs> Of(string status) => pairs.Where(part => part.Key.Status == status).ToDictionary(part => part.Key.Version, part => part.Value);

        void Count(CountedResponse? response, int number)
        {
            if (response is null || !ofVersions.Contains(response.Version)) return;
            if (!pairs.TryGetValue((response.Version, response.Status), out var own)) pairs.Add((response.Version, response.Status), own = new GroupPairs(attributes.Length));
            var given = ResponseEncoding.Attributes(response.Attributes);
            own.Add([.. attributes.Select(attribute => given.GetValueOrDefault(attribute))], number);
        }
    }

    /// <summary>Everything that is stored, brought up to date; a null stands for an attribute that has too many values to be kept.</summary>
    /// <exception cref="InvalidDataException">The stored moments are damaged, or of another version of the program.</exception>
    public async Task<Dictionary<MomentsKey, SegmentMoments?>> AllAsync(IReadOnlyDictionary<int, Questionnaire> questionnaires, CancellationToken cancel)
    {
        var rows = await Connection.QueryAsync<MomentsRow>(Command(SelectAll, Scope, cancel));
        var all = rows.ToDictionary(row => row.Key, row => row.ToMoments(questionnaires[row.VersionNumber]));
        var delta = new MomentsDelta(await EntriesAsync(cancel), version => questionnaires[version]);
        var update = await MomentsUpdate.OfAsync(delta, all.Keys, key => Task.FromResult(all[key]), version => questionnaires[version]);
        foreach (var gone in update.Removed)
            foreach (var key in all.Keys.Where(gone.Covers).ToList()) all.Remove(key);
        foreach (var (key, moments) in update.Put) all[key] = moments;
        return all;
    }

    /// <summary>The groups of respondents that the bootstrap draws from, over versions that ask the same: all responses, not those of a segment.</summary>
    /// <param name="questionnaire">The one whose wordings count; all versions ask the same.</param>
    /// <param name="ofVersions">The versions.</param>
    /// <param name="includePartial">Whether unfinished responses count.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="InvalidDataException">The stored moments are damaged, or of another version of the program.</exception>
    public async Task<GroupedMoments> ResamplingGroupsAsync(Questionnaire questionnaire, IReadOnlyCollection<int> ofVersions, bool includePartial, CancellationToken cancel)
    {
        var sum = GroupedMoments.Empty(questionnaire);
        foreach (var groups in (await ResamplingGroups.ReadAsync(Connection, Transaction, _organisation, _surveyId, IsMeant, _ => questionnaire, cancel)).Values) sum.Add(groups);
        foreach (var change in new MomentsDelta(await EntriesAsync(cancel), _ => questionnaire, response => IsMeant(response.Version, response.Status)).Groups.Values) sum.Add(change);
        return sum;

        bool IsMeant(int version, string status) => ofVersions.Contains(version) && (status == ResponseRow.Complete || includePartial);
    }

    /// <summary>All groups of respondents, brought up to date, by version and status.</summary>
    /// <exception cref="InvalidDataException">The stored moments are damaged, or of another version of the program.</exception>
    public async Task<Dictionary<(int Version, string Status), GroupedMoments>> AllGroupsAsync(IReadOnlyDictionary<int, Questionnaire> questionnaires, CancellationToken cancel)
    {
        var all = await ResamplingGroups.ReadAsync(Connection, Transaction, _organisation, _surveyId, (_, _) => true, version => questionnaires[version], cancel);
        foreach (var (part, change) in new MomentsDelta(await EntriesAsync(cancel), version => questionnaires[version]).Groups)
        {
            if (all.TryGetValue(part, out var groups)) groups.Add(change);
            else all.Add(part, change);
        }

        return all;
    }

    /// <summary>What the stored moments are to become when the first changes of the log are counted, and which changes these are.</summary>
    /// <exception cref="InvalidDataException">The stored moments are damaged, or of another version of the program.</exception>
    public async Task<(MomentsUpdate Update, IReadOnlyList<string> ChangeIds)> FoldedAsync(
        int most, IReadOnlyDictionary<int, Questionnaire> questionnaires, CancellationToken cancel)
    {
        ChangeEntry[] entries =
            [.. (await Connection.QueryAsync<ChangeRow>(Command(SelectFirstEntries, new { Organisation = _organisation.Value, SurveyId = _surveyId, Most = most }, cancel))).Select(row => row.ToEntry())];
        var keys = await KeysAsync(Connection, Transaction, _organisation, _surveyId, cancel);
        var delta = new MomentsDelta(entries, version => questionnaires[version]);
        var update = await MomentsUpdate.OfAsync(
            delta, keys, key => FindAsync(Connection, Transaction, _organisation, _surveyId, key, questionnaires, cancel),
            version => questionnaires[version]);
        var groups = await ResamplingGroups.UpdatedAsync(Connection, Transaction, _organisation, _surveyId, delta, questionnaires, cancel);
        return (update with { Groups = groups }, [.. entries.Select(entry => entry.ChangeId)]);
    }

    /// <summary>The keys of stored moments, on the connection of a transaction.</summary>
    internal static async Task<IReadOnlyList<MomentsKey>> KeysAsync(DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<MomentsRow>(new CommandDefinition(
            SelectKeys, new { Organisation = organisation.Value, SurveyId = surveyId }, transaction, cancellationToken: cancel))).Select(row => row.Key)];

    /// <summary>Stored moments by their key, on the connection of a transaction; null where there are none.</summary>
    internal static async Task<SegmentMoments?> FindAsync(DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId, MomentsKey key,
        IReadOnlyDictionary<int, Questionnaire> questionnaires, CancellationToken cancel)
    {
        var row = await connection.QuerySingleOrDefaultAsync<MomentsRow>(new CommandDefinition(SelectOne, new
        {
            Organisation = organisation.Value,
            SurveyId = surveyId,
            key.Version,
            key.Status,
            key.Segment.Attribute,
            key.Segment.Value,
        }, transaction, cancellationToken: cancel));
        return row?.ToMoments(questionnaires[key.Version]);
    }

    public ValueTask DisposeAsync() => _snapshot.DisposeAsync();

    private object Scope => new { Organisation = _organisation.Value, SurveyId = _surveyId };

    private async Task ReadAsync(CancellationToken cancel)
    {
        State = await Connection.QuerySingleOrDefaultAsync<MomentsState>(Command(SelectState, Scope, cancel)) ?? new();
        _changes = [.. (await Connection.QueryAsync<ChangeRow>(Command(SelectChanges, Scope, cancel))).OrderBy(change => change.ChangeId, StringComparer.Ordinal)];
        Stamp = _changes.Aggregate(unchecked(State.Stamp + State.Generation), (sum, change) => unchecked(sum + change.Stamp));
        if (!IsBuilt) return;
        var responses = (await Connection.QueryAsync<MomentsRow>(Command(SelectTotals, Scope, cancel))).ToDictionary(row => (row.VersionNumber, row.Status), row => row.Responses);
        foreach (var change in _changes)
        {
            if (change is { NewVersion: { } now, NewStatus: { } status }) responses[(now, status)] = responses.GetValueOrDefault((now, status)) + 1;
            if (change is { OldVersion: { } old, OldStatus: { } before }) responses[(old, before)] = responses.GetValueOrDefault((old, before)) - 1;
        }
        Responses = responses;
    }

    private async Task<IReadOnlyList<ChangeEntry>> EntriesAsync(CancellationToken cancel) => _changes.Count == 0 ? [] : _entries ??=
        [.. (await Connection.QueryAsync<ChangeRow>(Command(SelectEntries, Scope, cancel))).OrderBy(change => change.ChangeId, StringComparer.Ordinal).Select(change => change.ToEntry())];

    private CommandDefinition Command(string sql, object parameters, CancellationToken cancel) => new(sql, parameters, Transaction, cancellationToken: cancel);
}
