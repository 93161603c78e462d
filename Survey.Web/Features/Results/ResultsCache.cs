using Survey.Scoring.Study;

namespace Survey.Web.Features.Results;

/// <summary>Which responses of a survey, in which state, were computed.</summary>
internal sealed record ResultsKey(string SurveyId, string Versions, bool IncludePartial, string Filter, int MinimumGroup, StudyDepth Depth, string Stamp);

/// <summary>Keeps the newest computations in memory; people who ask for the same at the same time wait for one computation.</summary>
internal sealed class ResultsCache
{
    private const int MostKept = 100;
    private readonly Dictionary<ResultsKey, LinkedListNode<(ResultsKey Key, Task<ComputedResults> Result)>> _entries = [];
    private readonly LinkedList<(ResultsKey Key, Task<ComputedResults> Result)> _order = new();
    private readonly Lock _lock = new();

    /// <summary>A computation that is kept or under way; null when there is none.</summary>
    public Task<ComputedResults>? Find(ResultsKey key)
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
    public async Task<ComputedResults> GetAsync(ResultsKey key, Func<CancellationToken, Task<ComputedResults>> compute, CancellationToken cancel)
    {
        Task<ComputedResults> result;
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var kept)) _order.Remove(kept);
            else kept = _entries[key] = new((key, Task.Run(() => compute(CancellationToken.None), CancellationToken.None)));
            _order.AddFirst(kept);
            result = kept.Value.Result;
            while (_order.Count > MostKept)
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
