using System.Data.Common;
using Dapper;
using Survey.Scoring.Instrument;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>The stored moments of a survey and the changes since, as both stand at one moment. Reads only; to be disposed.</summary>
internal sealed class MomentsReading : IAsyncDisposable
{
    /// <summary>The state of a survey's moments.</summary>
    public const string SelectState = """
        select is_built, generation, stamp from moments_state where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string SelectEntries = """
        select change_id, old_response, new_response from response_change where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string SelectTotals = """
        select version_number, status, attribute, value, responses, comments from study_moments
        where organisation_id = @Organisation and survey_id = @SurveyId and attribute = '' and value = ''
        """;

    private const string SelectAll = """
        select version_number, status, attribute, value, responses, comments, moments from study_moments
        where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    // A row without a value says that the attribute has too many.
    private const string SelectSegment = """
        select version_number, status, attribute, value, responses, comments, moments from study_moments
        where organisation_id = @Organisation and survey_id = @SurveyId and version_number = @Version and status = @Status
          and attribute = @Attribute and (value = @Value or value = '')
        """;

    private readonly Snapshot _snapshot;
    private readonly OrganisationId _organisation;
    private readonly string _surveyId;

    private MomentsReading(Snapshot snapshot, OrganisationId organisation, string surveyId) =>
        (_snapshot, _organisation, _surveyId) = (snapshot, organisation, surveyId);

    /// <summary>Whether there are stored moments that can be relied on; otherwise they are to be made from the responses.</summary>
    public bool IsBuilt { get; private set; }

    public int Generation { get; private set; }

    /// <summary>A value that changes with every change that a result can show.</summary>
    public long Stamp { get; private set; }

    /// <summary>What has changed since the moments were stored.</summary>
    public IReadOnlyList<ChangeEntry> Entries { get; private set; } = [];

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
        var moments = SegmentMoments.Empty(questionnaire);
        string[] statuses = includePartial ? [ResponseRow.Complete, ResponseRow.Partial] : [ResponseRow.Complete];
        foreach (var version in ofVersions)
        {
            foreach (var status in statuses)
            {
                var rows = (await Connection.QueryAsync<MomentsRow>(Command(SelectSegment, new
                {
                    Organisation = _organisation.Value,
                    SurveyId = _surveyId,
                    Version = version,
                    Status = status,
                    segment.Attribute,
                    segment.Value,
                }, cancel))).ToList();
                if (rows.Any(row => row.Moments is null)) return null;
                foreach (var row in rows) moments.Add(SegmentMoments.Read(row.Moments!, row.Comments, questionnaire));
            }
        }
        var delta = new MomentsDelta(Entries, _ => questionnaire, response => ofVersions.Contains(response.Version) && statuses.Contains(response.Status));
        foreach (var key in delta.Keys.Where(key => key.Segment == segment)) delta.AddTo(moments, key);
        return moments;
    }

    /// <summary>Everything that is stored, brought up to date; a null stands for an attribute that has too many values to be kept.</summary>
    /// <exception cref="InvalidDataException">The stored moments are damaged, or of another version of the program.</exception>
    public async Task<Dictionary<MomentsKey, SegmentMoments?>> AllAsync(IReadOnlyDictionary<int, Questionnaire> questionnaires, CancellationToken cancel)
    {
        var rows = await Connection.QueryAsync<MomentsRow>(Command(SelectAll, Scope, cancel));
        var all = rows.ToDictionary(row => row.Key, row => row.Moments is null ? null : SegmentMoments.Read(row.Moments, row.Comments, questionnaires[row.VersionNumber]));
        var kept = new KeptSegments([.. all.Keys]);
        var delta = new MomentsDelta(Entries, version => questionnaires[version]);
        foreach (var key in delta.Keys)
        {
            if (!kept.Takes(key))
            {
                if (!kept.Drop(key)) continue;
                foreach (var other in all.Keys.Where(other => other.Version == key.Version && other.Status == key.Status && other.Segment.Attribute == key.Segment.Attribute).ToList())
                    all.Remove(other);
                all[key with { Segment = new(key.Segment.Attribute, "") }] = null;
                continue;
            }
            if (!all.TryGetValue(key, out var moments)) all.Add(key, moments = SegmentMoments.Empty(questionnaires[key.Version]));
            delta.AddTo(moments!, key);
            if (moments!.Responses == 0) all.Remove(key);
        }
        return all;
    }

    public ValueTask DisposeAsync() => _snapshot.DisposeAsync();

    private object Scope => new { Organisation = _organisation.Value, SurveyId = _surveyId };

    private async Task ReadAsync(CancellationToken cancel)
    {
        var state = await Connection.QuerySingleOrDefaultAsync<MomentsState>(Command(SelectState, Scope, cancel));
        (IsBuilt, Generation) = (state?.IsBuilt ?? false, state?.Generation ?? 0);
        Entries = [.. (await Connection.QueryAsync<ChangeRow>(Command(SelectEntries, Scope, cancel))).Select(row => row.ToEntry())];
        Stamp = Entries.Aggregate(state?.Stamp ?? 0, (sum, entry) => unchecked(sum + entry.Stamp));
        if (!IsBuilt) return;
        var responses = (await Connection.QueryAsync<MomentsRow>(Command(SelectTotals, Scope, cancel))).ToDictionary(row => (row.VersionNumber, row.Status), row => row.Responses);
        foreach (var entry in Entries)
        {
            if (entry.New is { } now) responses[(now.Version, now.Status)] = responses.GetValueOrDefault((now.Version, now.Status)) + 1;
            if (entry.Old is { } old) responses[(old.Version, old.Status)] = responses.GetValueOrDefault((old.Version, old.Status)) - 1;
        }
        Responses = responses;
    }

    private CommandDefinition Command(string sql, object parameters, CancellationToken cancel) => new(sql, parameters, Transaction, cancellationToken: cancel);
}
