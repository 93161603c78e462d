using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Scoring.Study.Waves;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;
using Survey.Web.Storage;

namespace Survey.Web.Features.Waves;

/// <summary>Divides the complete responses of a survey into waves and compares two of them.</summary>
internal sealed class WavesReader(
    SurveyStore surveys, SurveyVersionStore versions, ResponseStore responses, OrganisationStore organisations, WavesCache cache, TimeProvider time)
{
    /// <summary>The view of a choice; null where the organisation has no such survey.</summary>
    public async Task<WavesView?> ReadAsync(OrganisationId organisation, string slug, WavesQuery query, Texts<WavesText> texts, CancellationToken cancel)
    {
        if (await surveys.FindAsync(organisation, slug, cancel) is not { } survey) return null;
        var owner = await organisations.FindAsync(organisation, cancel) ?? throw new InvalidDataException("The organisation of a session does not exist.");
        var calendar = new WaveCalendar(owner.Time, texts.Language, texts);
        var view = new WavesView { Survey = survey, Organisation = owner, Query = query, State = WavesState.NotPublished };
        if (survey.PublishedVersion is null) return view;

        Func<Response, DateTimeOffset, string?> keyOf;
        Func<string, string> nameOf;
        if (query.By == WaveDivision.Dates)
        {
            if (Days(query.FirstDays) is not { } first || Days(query.SecondDays) is not { } second)
                return view with { State = query is { FirstDays: ("", ""), SecondDays: ("", "") } ? WavesState.DaysAsked : WavesState.DaysWrong };
            keyOf = (_, at) => calendar.DayOf(at) is var day && first.From <= day && day <= first.To ? "1" : second.From <= day && day <= second.To ? "2" : null;
            nameOf = key => Name(calendar, texts, key == "1" ? first : second);
        }
        else
        {
            keyOf = query.By == WaveDivision.Versions
                ? (response, _) => response.Version!.Value.ToString("0000", CultureInfo.InvariantCulture)
                : (_, at) => calendar.KeyOf(at, query.By);
            nameOf = key => calendar.NameOf(query.By == WaveDivision.Versions ? key.TrimStart('0') : key, query.By);
        }

        var series = await SeriesAsync(survey, query, calendar.IsJalali, keyOf, cancel);
        var waves = series.Waves.Select(wave => KeyValuePair.Create(wave.Key, wave.Value with { Name = nameOf(wave.Key) })).ToImmutableArray();
        view = view with { State = WavesState.TooFewWaves, Choices = [.. waves.Select(wave => new WaveChoice(wave.Key, wave.Value.Name, wave.Value.Responses))] };
        if (waves.Length < 2) return view;
        var (earlier, later) = Pair(waves, query, owner.MinimumGroup);
        var newest = later.Value.Parts.MaxBy(part => part.Moments.Questionnaire.Version)!.Moments;
        return view with
        {
            State = WavesState.Ready,
            Query = query with { First = earlier.Key, Second = later.Key },
            Result = new WavesResult(
                [WaveComparison.Of(earlier.Value, later.Value, query.Link, owner.MinimumGroup)],
                query.By is WaveDivision.Months or WaveDivision.Quarters ? WaveCharts.Of([.. waves.Select(wave => wave.Value)], owner.MinimumGroup) : []),
            Report = new ReportContext(
                Study.Evaluate(newest, new StudyOptions { Depth = StudyDepth.Figures, MinimumGroup = owner.MinimumGroup }), newest.Questionnaire, texts.Language,
                new ReportSubject { Organisation = owner.Name, Title = survey.Title.In(texts.Language.Tag), ComputedAt = time.GetUtcNow(), Time = owner.Time, MinimumGroup = owner.MinimumGroup }),
        };
    }

    /// <summary>The waves that were asked for; otherwise the newest that are large enough to be shown, and where there are no such, the newest.</summary>
    private static (KeyValuePair<string, Wave> Earlier, KeyValuePair<string, Wave> Later) Pair(ImmutableArray<KeyValuePair<string, Wave>> waves, WavesQuery query, long minimum)
    {
        var ordered = waves.OrderBy(wave => wave.Value.Responses >= minimum).ThenBy(wave => wave.Key, StringComparer.Ordinal).ToArray();
        var later = waves.Where(wave => wave.Key == query.Second).DefaultIfEmpty(ordered[^1]).First();
        var before = ordered.Where(wave => string.CompareOrdinal(wave.Key, later.Key) < 0).DefaultIfEmpty(waves.First(wave => wave.Key != later.Key)).Last();
        var earlier = waves.Where(wave => wave.Key == query.First && wave.Key != later.Key).DefaultIfEmpty(before).First();
        return (earlier, later);
    }

    private static (DateOnly From, DateOnly To)? Days((string From, string To) typed) =>
        TypedDay.Read(typed.From) is { } from && TypedDay.Read(typed.To) is { } to && from <= to ? (from, to) : null;

    private static string Name(WaveCalendar calendar, Texts<WavesText> texts, (DateOnly From, DateOnly To) days) =>
        texts["FromTo", calendar.NameOf(days.From), calendar.NameOf(days.To)];

    private async Task<WaveSeries> SeriesAsync(
        ManagedSurvey survey, WavesQuery query, bool isJalali, Func<Response, DateTimeOffset, string?> keyOf, CancellationToken cancel)
    {
        var stamp = await responses.StampAsync(survey.Organisation, survey.SurveyId, cancel);
        var key = string.Join('\u001F', survey.SurveyId, stamp, query.By, isJalali, query.FirstDays, query.SecondDays);
        // Linking needs the responses themselves, which are not kept.
        if (query.Link is null && cache.Find(key) is { } kept) return kept;

        var asked = new Dictionary<int, Questionnaire>();
        var parts = new SortedDictionary<(string Wave, int Version), WaveGathering>();
        await foreach (var stored in responses.ReadAsync(survey.Organisation, survey.SurveyId, ResponseFilter.Counting, cancel))
        {
            if (keyOf(stored.Response, stored.Response.Submitted ?? stored.UpdatedAt) is not { } wave) continue;
            var version = stored.Response.Version!.Value;
            if (!asked.TryGetValue(version, out var questionnaire))
            {
                // The survey counts its own versions; the number in the file is the instrument's.
                questionnaire = (await versions.FindVersionAsync(survey.Organisation, survey.SurveyId, version, cancel))!.Questionnaire with { Version = version };
                asked.Add(version, questionnaire);
            }

            if (!parts.TryGetValue((wave, version), out var part)) parts.Add((wave, version), part = new WaveGathering(questionnaire, query.Link is not null));
            part.Add(stored.Response);
        }

        var series = new WaveSeries([.. parts.GroupBy(part => part.Key.Wave, StringComparer.Ordinal).OrderBy(wave => wave.Key, StringComparer.Ordinal).Select(wave => KeyValuePair.Create(
            wave.Key, new Wave(wave.Key, [.. wave.Select(part => part.Value.Finish())])))]);
        if (query.Link is null) cache.Keep(key, series);
        return series;
    }
}
