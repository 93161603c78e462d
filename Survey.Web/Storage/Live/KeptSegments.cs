namespace Survey.Web.Storage.Live;

/// <summary>Which segments have moments of their own, and which attributes have too many values for that.</summary>
internal sealed class KeptSegments(IEnumerable<MomentsKey> stored)
{
    // The values of each attribute; null once there were too many.
    private readonly Dictionary<(int, string, string), HashSet<string>?> _values = stored
        .GroupBy(key => (key.Version, key.Status, key.Segment.Attribute))
        .ToDictionary(group => group.Key, group => group.Any(key => !key.Segment.IsAll && key.Segment.Value.Length == 0) ? null
            : group.Select(key => key.Segment.Value).ToHashSet(StringComparer.Ordinal));

    /// <summary>Whether the key has, or may get, moments of its own; a new one counts from then on.</summary>
    public bool Takes(MomentsKey key)
    {
        if (key.Segment.IsAll) return true;
        var attribute = (key.Version, key.Status, key.Segment.Attribute);
        if (!_values.TryGetValue(attribute, out var values)) _values.Add(attribute, values = new(StringComparer.Ordinal));
        if (values is null || key.Segment.Value.Length == 0) return false;
        if (values.Count >= MomentsStore.MostSegments && !values.Contains(key.Segment.Value)) return false;
        values.Add(key.Segment.Value);
        return true;
    }

    /// <summary>Gives up the segments of the key's attribute; false when that was done before.</summary>
    public bool Drop(MomentsKey key)
    {
        var attribute = (key.Version, key.Status, key.Segment.Attribute);
        if (_values[attribute] is null) return false;
        _values[attribute] = null;
        return true;
    }
}
