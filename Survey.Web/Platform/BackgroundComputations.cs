namespace Survey.Web.Platform;

/// <summary>
/// What takes so long that nobody can wait for a page: computed in the background, one after the other, and shown until something newer is there.
/// </summary>
internal class BackgroundComputations<TKey, TResult>(TimeProvider time) : IDisposable
    where TKey : notnull
    where TResult : class
{
    private const int MostKept = 20;

    // Somebody who looks later than this has newer results computed in the meantime.
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);

    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Lock _lock = new();

    /// <summary>The newest results, or how far their computation is. A computation that failed is told once and then begun anew.</summary>
    /// <param name="key">Which results.</param>
    /// <param name="stamp">The state of the responses now.</param>
    /// <param name="compute">Reads and computes, and tells how far it is.</param>
    public (TResult? Results, ReadingProgress? Progress) Ask(
        TKey key, long stamp, Func<Action<long, long>, CancellationToken, Task<TResult>> compute)
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
                throw new InvalidOperationException("The computation failed.", failure);
            }
            var isDue = entry.Results is null || (entry.Stamp != stamp && entry.AskedAt - entry.ComputedAt > Freshness);
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
        GC.SuppressFinalize(this);
    }

    private async Task RunAsync(Entry entry, long stamp, Func<Action<long, long>, CancellationToken, Task<TResult>> compute)
    {
        try
        {
            var stopped = _stopped.Token;
            await _turn.WaitAsync(stopped);
            try
            {
                var results = await compute((done, all) => entry.Progress = new(done, all), stopped);
                lock (_lock) (entry.Results, entry.Stamp, entry.ComputedAt) = (results, stamp, time.GetUtcNow());
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
        public TResult? Results { get; set; }
        public long Stamp { get; set; }
        public DateTimeOffset ComputedAt { get; set; }
        public DateTimeOffset AskedAt { get; set; }
        public bool IsRunning { get; set; }
        public ReadingProgress? Progress { get; set; }
        public Exception? Failure { get; set; }
    }
}

/// <summary>How many responses are read, of how many.</summary>
internal sealed record ReadingProgress(long Read, long All);
