using System.Collections.Immutable;
using Survey.Scoring.Study;

namespace Survey.Web.Features.Results;

/// <summary>How many responses there are for every combination of attribute values; decides what a filter may show.</summary>
internal sealed class ResponseGroups
{
    private readonly Dictionary<string, (ImmutableArray<string?> Values, long Count)> _groups = new(StringComparer.Ordinal);
    private readonly ImmutableArray<string> _attributes;

    public ResponseGroups(IEnumerable<string> attributes) => _attributes = [.. attributes];

    public long Total { get; private set; }

    /// <summary>The groups of one attribute: its values with their numbers, and the responses without a value.</summary>
    public static ResponseGroups OfOne(string attribute, IEnumerable<KeyValuePair<string, long>> values, long total)
    {
        var groups = new ResponseGroups([attribute]);
        foreach (var (value, count) in values) groups.Add([value], count);
        if (total > groups.Total) groups.Add([null], total - groups.Total);
        return groups;
    }

    /// <summary>Adds responses that have these values, one for each attribute.</summary>
    public void Add(ImmutableArray<string?> values, long count = 1)
    {
        var key = string.Join('\u001F', values);
        _groups[key] = _groups.TryGetValue(key, out var group) ? (group.Values, group.Count + count) : (values, count);
        Total += count;
    }

    /// <summary>How many responses a filter leaves.</summary>
    public long Count(IReadOnlyDictionary<string, string> filter) => Matching(filter).Sum(group => group.Count);

    /// <summary>The values that an attribute has, with how many responses have each, among those that a filter leaves.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Values(string attribute, IReadOnlyDictionary<string, string> filter)
    {
        var place = _attributes.IndexOf(attribute);
        return [.. Matching(filter).Where(group => !string.IsNullOrEmpty(group.Values[place])).GroupBy(group => group.Values[place]!, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, group.Sum(part => part.Count)))];
    }

    /// <summary>
    /// Whether a filter may show figures: it leaves enough responses, and no small group follows by subtracting it from the same
    /// filter with one condition less (and the other groups that this can be split into).
    /// </summary>
    public bool MayShow(ImmutableSortedDictionary<string, string> filter, int minimum)
    {
        if (filter.Count == 0) return true;
        var own = Count(filter);
        if (own < minimum) return false;
        foreach (var (attribute, value) in filter)
        {
            var wider = filter.Remove(attribute);
            if (Count(wider) - own is > 0 and var rest && rest < minimum) return false;
            var groups = Values(attribute, wider);
            var hidden = SmallGroups.Hidden([.. groups.Select(group => group.Value)], minimum);
            if (groups.Where((group, place) => group.Key == value && hidden[place]).Any()) return false;
        }
        return true;
    }

    private IEnumerable<(ImmutableArray<string?> Values, long Count)> Matching(IReadOnlyDictionary<string, string> filter)
    {
        var conditions = filter.Select(pair => (Place: _attributes.IndexOf(pair.Key), pair.Value)).ToArray();
        return _groups.Values.Where(group => conditions.All(condition => group.Values[condition.Place] == condition.Value));
    }
}
