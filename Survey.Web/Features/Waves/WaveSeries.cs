using System.Collections.Immutable;
using Survey.Scoring.Study;
using Survey.Scoring.Study.Waves;

namespace Survey.Web.Features.Waves;

/// <summary>The waves of a survey by their keys, in time order; of their responses only the moments, which are small.</summary>
internal sealed record WaveSeries(ImmutableArray<KeyValuePair<string, Wave>> Waves)
{
    /// <summary>
    /// The waves that were asked for; otherwise the newest that are large enough to be shown, and where there are no such, the newest. Null where there are not two.
    /// </summary>
    public (string First, string Second)? Choose(string? first, string? second, long minimum)
    {
        if (Waves.Length < 2) return null;
        var ordered = Waves.OrderBy(wave => wave.Value.Responses >= minimum).ThenBy(wave => wave.Key, StringComparer.Ordinal).ToArray();
        var later = Waves.Where(wave => wave.Key == second).DefaultIfEmpty(ordered[^1]).First().Key;
        var before = ordered.Where(wave => string.CompareOrdinal(wave.Key, later) < 0).DefaultIfEmpty(Waves.First(wave => wave.Key != later)).Last();
        return (Waves.Where(wave => wave.Key == first && wave.Key != later).DefaultIfEmpty(before).First().Key, later);
    }

    public Wave this[string key] => Waves.First(wave => wave.Key == key).Value;
}

/// <summary>The waves with the comparison of linked respondents, which needs the responses themselves.</summary>
/// <param name="Series">The waves.</param>
/// <param name="Linked">The comparison of those that were chosen; null where nothing is to be linked, or there are not two waves.</param>
internal sealed record WavesComputed(WaveSeries Series, WaveComparisonResult? Linked);

/// <summary>Which waves of a survey: everything that decides them but the responses themselves.</summary>
internal sealed record WavesKey(string SurveyId, string Division, string? Link, string? First, string? Second, int MinimumGroup);
