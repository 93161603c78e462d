using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Study.Waves;
using Survey.Web.Platform;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Web.Features.Waves;

/// <summary>The newest waves, each in a state of the responses.</summary>
internal sealed class WavesCache() : KeptComputations<(WavesKey Key, long Stamp), WavesComputed>(20);

/// <summary>Waves that need very many responses read.</summary>
internal sealed class LargeWaves(TimeProvider time) : BackgroundComputations<WavesKey, WavesComputed>(time);

/// <summary>
/// Divides the complete responses of a survey into waves. Versions have moments of their own; periods, and people who are linked, need the responses read, in the
/// background where there are very many.
/// </summary>
internal sealed class WaveStudies(LiveMoments live, ResponseStore responses, SurveyVersionStore versions, WavesCache cache, LargeWaves large)
{
    private const int Batch = 8_192;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>The waves of a choice, however long it takes: for a report, which is not to lack them.</summary>
    public async Task<WavesComputed> WaitAsync(ManagedSurvey survey, WavesQuery query, WaveDivider divider, int minimumGroup, CancellationToken cancel)
    {
        while (true)
        {
            if ((await ReadAsync(survey, query, divider, minimumGroup, cancel)).Waves is { } waves) return waves;
            await Task.Delay(Patience, cancel);
        }
    }

    /// <summary>The waves of a choice, or how far they are.</summary>
    /// <param name="survey">Which survey.</param>
    /// <param name="query">The choice.</param>
    /// <param name="divider">How it divides the responses.</param>
    /// <param name="minimumGroup">The smallest group that is shown.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<(WavesComputed? Waves, ReadingProgress? Progress)> ReadAsync(
        ManagedSurvey survey, WavesQuery query, WaveDivider divider, int minimumGroup, CancellationToken cancel)
    {
        var key = new WavesKey(survey.SurveyId, divider.Key, query.Link, query.Link is null ? null : query.First, query.Link is null ? null : query.Second, minimumGroup);
        await using var reading = await live.OpenAsync(survey.Organisation, survey.SurveyId, cancel);
        if (reading is null) return (null, live.ProgressOf(survey.SurveyId));
        if (cache.Find((key, reading.Stamp)) is { } kept) return (await kept.WaitAsync(cancel), null);
        if (query.Link is null && divider.By == WaveDivision.Versions)
        {
            var series = await OfVersionsAsync(survey, reading, cancel);
            return (await cache.GetAsync((key, reading.Stamp), _ => Task.FromResult(new WavesComputed(series, null)), cancel), null);
        }

        var all = reading.Responses.Where(part => part.Key.Status == ResponseRow.Complete).Sum(part => part.Value);
        return all < LiveMoments.Many
            ? (await cache.GetAsync((key, reading.Stamp), stopped => ComputeAsync(survey, key, divider, null, stopped), cancel), null)
            : large.Ask(key, reading.Stamp, (progress, stopped) => ComputeAsync(survey, key, divider, done => progress(done, Math.Max(done, all)), stopped));
    }

    private async Task<WaveSeries> OfVersionsAsync(ManagedSurvey survey, MomentsReading reading, CancellationToken cancel)
    {
        var waves = new List<KeyValuePair<string, Wave>>();
        foreach (var ((version, _), _) in reading.Responses.Where(part => part is { Key.Status: ResponseRow.Complete, Value: > 0 }).OrderBy(part => part.Key.Version))
        {
            var moments = (await reading.MomentsAsync(await QuestionnaireAsync(survey, version, cancel), [version], includePartial: false, Segment.All, cancel))!.Moments;
            var key = WaveDivider.KeyOf(version);
            waves.Add(KeyValuePair.Create(key, new Wave(key, [new WavePart(moments)])));
        }

        return new WaveSeries([.. waves]);
    }

    private async Task<WavesComputed> ComputeAsync(ManagedSurvey survey, WavesKey key, WaveDivider divider, Action<long>? progress, CancellationToken cancel)
    {
        var series = await ReadRowsAsync(survey, divider, _ => true, keepsResponses: false, progress, cancel);
        if (key.Link is not { } link || series.Choose(key.First, key.Second, key.MinimumGroup) is not { } chosen) return new WavesComputed(series, null);
        var linked = await ReadRowsAsync(survey, divider, wave => wave == chosen.First || wave == chosen.Second, keepsResponses: true, progress, cancel);
        return new WavesComputed(series, WaveComparison.Of(linked[chosen.First], linked[chosen.Second], link, key.MinimumGroup));
    }

    /// <summary>Reads responses into waves: as moments batch by batch, so that memory does not grow with them, or all of them where they are to be linked.</summary>
    private async Task<WaveSeries> ReadRowsAsync(
        ManagedSurvey survey, WaveDivider divider, Func<string, bool> isMeant, bool keepsResponses, Action<long>? progress, CancellationToken cancel)
    {
        var parts = new SortedDictionary<(string Wave, int Version), (StudyMoments Moments, ResponseTable Table)>();
        var asked = new Dictionary<int, Questionnaire>();
        long read = 0;
        await foreach (var stored in responses.ReadAsync(survey.Organisation, survey.SurveyId, ResponseFilter.Counting, cancel))
        {
            if (++read % 4_096 == 0) progress?.Invoke(read);
            var version = stored.Response.Version!.Value;
            if (divider.KeyOf(version, stored.Response.Submitted ?? stored.UpdatedAt) is not { } wave || !isMeant(wave)) continue;
            if (!asked.TryGetValue(version, out var questionnaire)) asked.Add(version, questionnaire = await QuestionnaireAsync(survey, version, cancel));
            if (!parts.TryGetValue((wave, version), out var part)) parts.Add((wave, version), part = (StudyMoments.Empty(questionnaire), new ResponseTable(questionnaire)));
            part.Table.Add(stored.Response with { Comment = null });
            if (keepsResponses || part.Table.Count < Batch) continue;
            part.Moments.Add(StudyMoments.Of(part.Table));
            parts[(wave, version)] = part with { Table = new ResponseTable(questionnaire) };
        }

        foreach (var part in parts.Values) part.Moments.Add(StudyMoments.Of(part.Table));
        return new WaveSeries([.. parts.GroupBy(part => part.Key.Wave, StringComparer.Ordinal).OrderBy(wave => wave.Key, StringComparer.Ordinal).Select(wave => KeyValuePair.Create(
            wave.Key, new Wave(wave.Key, [.. wave.Select(part => new WavePart(part.Value.Moments, keepsResponses ? part.Value.Table : null))])))]);
    }

    // The survey counts its own versions; the number in the file is the instrument's.
    private async Task<Questionnaire> QuestionnaireAsync(ManagedSurvey survey, int version, CancellationToken cancel) =>
        (await versions.FindVersionAsync(survey.Organisation, survey.SurveyId, version, cancel)
            ?? throw new InvalidDataException($"Survey {survey.SurveyId} has no version {version}.")).Questionnaire with
        { Version = version };
}
