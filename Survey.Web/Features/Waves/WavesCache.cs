using System.Collections.Immutable;
using Survey.Scoring.Study.Waves;

namespace Survey.Web.Features.Waves;

/// <summary>The waves of a survey by their keys, in time order.</summary>
internal sealed record WaveSeries(ImmutableArray<KeyValuePair<string, Wave>> Waves);

/// <summary>Keeps the newest divisions of surveys into waves: their moments, which are small, not the responses.</summary>
internal sealed class WavesCache
{
    private const int MostKept = 20;
    private readonly LinkedList<(string Key, WaveSeries Series)> _entries = new();
    private readonly Lock _lock = new();

    /// <summary>What is kept under a key; null when nothing is.</summary>
    public WaveSeries? Find(string key)
    {
        lock (_lock)
        {
            for (var entry = _entries.First; entry is not null; entry = entry.Next)
            {
                if (entry.Value.Key != key) continue;
                _entries.Remove(entry);
                _entries.AddFirst(entry);
                return entry.Value.Series;
            }

            return null;
        }
    }

    public void Keep(string key, WaveSeries series)
    {
        lock (_lock)
        {
            _entries.AddFirst((key, series));
            while (_entries.Count > MostKept) _entries.RemoveLast();
        }
    }
}
