namespace Survey.Web.Storage;

/// <summary>The rows that this process wrote last: the next page of a response mostly follows within a minute. Safe for several threads.</summary>
/// <remarks>Another process may have changed or deleted a row since, so a row is good for a change that is checked when it is stored, and for nothing else.</remarks>
internal sealed class RecentRows
{
    // Twice as many are kept at most: a few megabytes.
    private const int Most = 2048;

    private readonly Lock _gate = new();
    private Dictionary<ResponseKey, ResponseRow> _newer = [];
    private Dictionary<ResponseKey, ResponseRow> _older = [];

    /// <summary>The row as this process last wrote it; null when that is not known any more.</summary>
    public ResponseRow? Recall(ResponseKey key)
    {
        lock (_gate) return _newer.GetValueOrDefault(key) ?? _older.GetValueOrDefault(key);
    }

    /// <summary>Keeps a row that is durable.</summary>
    public void Remember(ResponseKey key, ResponseRow row)
    {
        lock (_gate)
        {
            _newer[key] = row;
            if (_newer.Count < Most) return;
            (_older, _newer) = (_newer, []);
        }
    }

    /// <summary>The row is to be read again.</summary>
    public void Forget(ResponseKey key)
    {
        lock (_gate)
        {
            _newer.Remove(key);
            _older.Remove(key);
        }
    }
}
