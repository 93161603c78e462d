using Survey.Web.Storage.Live;

namespace Survey.Web.Features.Results;

/// <summary>Which results of a survey: everything that decides them but the responses themselves.</summary>
internal sealed record LargeStudyKey(string SurveyId, string Versions, bool IncludePartial, string Filter, int MinimumGroup, bool IsComplete);

/// <summary>
/// Results that need so many responses read that nobody can wait for a page: computed in the background, one after the other, and shown with the time of their
/// computation until newer ones are there.
/// </summary>
internal sealed class LargeStudies(TimeProvider time) : IDisposable
{
    /// <summary>From this many responses on.</summary>
    public const long From = 100_000;

    private const int MostKept = 20;

    // Somebody who looks later than this has newer results computed in the meantime.
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);

    private readonly Dictionary<LargeStudyKey, Entry> _entries = [];
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Lock _lock = new();

    /// <summary>The newest results, or how far their computation is. A computation that failed is told once and then begun anew.</summary>
    /// <param name="key">Which results.</param>
    /// <param name="stamp">The state of the responses now.</param>
    /// <param name="compute">Reads and computes, and tells how far it is.</param>
    public (ComputedResults? Results, BuildProgress? Progress) Ask(
        LargeStudyKey key, long stamp, Func<Action<long, long>, CancellationToken, Task<ComputedResults>> compute)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                while (_entries.Count >= MostKept) _entries.Remove(_entries.MinBy(kept => kept.Value.AskedAt).Key);
                _entries.Add(key, entry = new Entry());
            }
            entry.AskedAt = time.GetUtcNow();
            if (entry.Failure is { } failure)
            {
                entry.Failure = null;
                throw new InvalidOperationException("The results could not be computed.", failure);
            }
            var isDue = entry.Results is null || (entry.Stamp != stamp && entry.AskedAt - entry.Results.ComputedAt > Freshness);
            if (isDue && !entry.IsRunning)
            {
                (entry.IsRunning, entry.Progress) = (true, null);
                _ = Task.Run(() => RunAsync(entry, stamp, compute), CancellationToken.None);
            }
            return (entry.Results, entry.Progress);
        }
    }

    public void Dispose()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        _turn.Dispose();
    }

    private async Task RunAsync(Entry entry, long stamp, Func<Action<long, long>, CancellationToken, Task<ComputedResults>> compute)
    {
        try
        {
            var stopped = _stopped.Token;
            await _turn.WaitAsync(stopped);
            try
            {
                var results = await compute((done, all) => entry.Progress = new(done, all), stopped);
                lock (_lock) (entry.Results, entry.Stamp) = (results, stamp);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The server stops.
        }
#pragma warning disable CA1031 // Whoever asks next is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            lock (_lock) entry.Failure = exception;
        }
        finally
        {
            lock (_lock) (entry.IsRunning, entry.Progress) = (false, null);
        }
    }

    private sealed class Entry
    {
        public ComputedResults? Results { get; set; }
        public long Stamp { get; set; }
        public DateTimeOffset AskedAt { get; set; }
        public bool IsRunning { get; set; }
        public BuildProgress? Progress { get; set; }
        public Exception? Failure { get; set; }
    }
}
