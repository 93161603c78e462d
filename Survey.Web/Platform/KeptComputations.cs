namespace Survey.Web.Platform;

/// <summary>Keeps the newest computations in memory; people who ask for the same at the same time wait for one computation.</summary>
/// <param name="mostKept">How many are kept.</param>
internal class KeptComputations<TKey, TResult>(int mostKept)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, Task<TResult> Result)>> _entries = [];
    private readonly LinkedList<(TKey Key, Task<TResult> Result)> _order = new();
    private readonly Lock _lock = new();

    /// <summary>A computation that is kept or under way; null when there is none.</summary>
    public Task<TResult>? Find(TKey key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var kept)) return null;
            _order.Remove(kept);
            _order.AddFirst(kept);
            return kept.Value.Result;
        }
    }

    /// <summary>The kept result or a new one. The computation belongs to no request: whoever gives up waiting does not end it.</summary>
    public async Task<TResult> GetAsync(TKey key, Func<CancellationToken, Task<TResult>> compute, CancellationToken cancel)
    {
        Task<TResult> result;
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var kept)) _order.Remove(kept);
            else kept = _entries[key] = new((key, Task.Run(() => compute(CancellationToken.None), CancellationToken.None)));
            _order.AddFirst(kept);
            result = kept.Value.Result;
            while (_order.Count > mostKept)
            {
                _entries.Remove(_order.Last!.Value.Key);
                _order.RemoveLast();
            }
        }
        try
        {
            return await result.WaitAsync(cancel);
        }
        catch when (result.IsFaulted)
        {
            lock (_lock)
            {
                if (_entries.TryGetValue(key, out var failed) && failed.Value.Result == result)
                {
                    _entries.Remove(key);
                    _order.Remove(failed);
                }
            }
            throw;
        }
    }
}
