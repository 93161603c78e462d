using System.Collections.Concurrent;
using System.Collections.Immutable;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Study;

/// <summary>
/// How many responses there are for every combination of attribute values, and the rule of small groups over them: a group is shown only if
/// neither it nor any group that follows from what is shown, by sums and differences, has fewer responses than the minimum.
/// </summary>
/// <remarks>
/// <para>
/// One condition: within an attribute <see cref="SmallGroups.Hidden(IReadOnlyList{long}, int, long)"/>; across two attributes the tables must
/// not give away a small cell of theirs either (a branch that is nearly all of its region). Two conditions: both must be shown alone, and the
/// shown cells of the two-way table with its margins must not give away a small one. More conditions: every cell of the table over these
/// attributes must reach the minimum, for then whatever follows is a union of such cells.
/// </para>
/// <para>
/// Within a two-way table the check is exact. What is shown spans all sums f(a) + g(b) over the cells that are not shown themselves, so the
/// people in a set of such cells follow exactly if they are the cells that lead from a set of rows and columns out of it, none leading back: a
/// directed cut. The smallest one through a cell is a maximum flow (Ford &amp; Fulkerson 1956); compare Cox (1980) on suppression in two-way tables.
/// </para>
/// </remarks>
public sealed class GroupCounts
{
    private readonly Dictionary<string, (ImmutableArray<string?> Values, long Count)> _cells = new(StringComparer.Ordinal);
    private readonly ImmutableArray<string> _attributes;
    private readonly ConcurrentDictionary<int, ImmutableArray<ImmutableHashSet<string>>> _hidden = [];
    private readonly ConcurrentDictionary<(int Row, int Column, int Minimum), (GroupTable Table, HashSet<(int Row, int Column)> Cells)> _shown = [];

    /// <summary>No responses yet.</summary>
    /// <param name="attributes">The ids of the attributes.</param>
    public GroupCounts(IEnumerable<string> attributes) => _attributes = [.. attributes];

    /// <summary>The responses counted.</summary>
    public long Total { get; private set; }

    /// <summary>The responses of a table.</summary>
    public static GroupCounts Of(ResponseTable responses)
    {
        var counts = new GroupCounts(responses.Questionnaire.Attributes.Select(attribute => attribute.Id));
        var width = counts._attributes.Length;
        var cells = new Dictionary<ImmutableArray<int>, long>(CodesEqual.Instance);
        for (var row = 0; row < responses.Count; row++)
        {
            ImmutableArray<int> codes = [.. responses.Attributes(row, 1)];
            cells[codes] = cells.GetValueOrDefault(codes) + 1;
        }

        foreach (var (codes, count) in cells)
            counts.Add([.. Enumerable.Range(0, width).Select(attribute => responses.ValuesOf(attribute).ValueOf(codes[attribute]))], count);
        return counts;
    }

    /// <summary>The groups of one attribute: its values with their numbers, and the responses without a value.</summary>
    public static GroupCounts OfOne(string attribute, IEnumerable<KeyValuePair<string, long>> values, long total)
    {
        var counts = new GroupCounts([attribute]);
        foreach (var (value, count) in values) counts.Add([value], count);
        if (total > counts.Total) counts.Add([null], total - counts.Total);
        return counts;
    }

    /// <summary>Counts responses that have these values, one for each attribute; null or empty where not given.</summary>
    public void Add(ImmutableArray<string?> values, long count = 1)
    {
        var key = string.Join('\u001F', values);
        _cells[key] = _cells.TryGetValue(key, out var cell) ? (cell.Values, cell.Count + count) : (values, count);
        Total += count;
        _hidden.Clear();
        _shown.Clear();
    }

    /// <summary>How many responses a filter leaves.</summary>
    public long Count(IReadOnlyDictionary<string, string> filter) => Matching(filter).Sum(cell => cell.Count);

    /// <summary>The values that an attribute has, with how many responses have each, among those that a filter leaves.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Values(string attribute, IReadOnlyDictionary<string, string> filter)
    {
        var place = _attributes.IndexOf(attribute);
        return [.. Matching(filter).Where(cell => !string.IsNullOrEmpty(cell.Values[place])).GroupBy(cell => cell.Values[place]!, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, group.Sum(part => part.Count)))];
    }

    /// <summary>Whether figures of the responses that a filter leaves may be shown. Everything may, when nothing is filtered.</summary>
    public bool MayShow(IReadOnlyDictionary<string, string> filter, int minimum)
    {
        if (filter.Count == 0) return true;
        if (Count(filter) < minimum || filter.Any(condition => IsHidden(condition.Key, condition.Value, minimum))) return false;
        KeyValuePair<string, string>[] conditions = [.. filter];
        for (var left = 0; left < conditions.Length; left++)
        {
            for (var right = left + 1; right < conditions.Length; right++)
            {
                if (!IsShown(conditions[left], conditions[right], minimum)) return false;
            }
        }

        if (conditions.Length <= 2) return true;
        int[] places = [.. conditions.Select(condition => _attributes.IndexOf(condition.Key))];
        return _cells.Values.GroupBy(cell => string.Join('\u001F', places.Select(place => cell.Values[place])), StringComparer.Ordinal)
            .All(group => group.Sum(cell => cell.Count) >= minimum);
    }

    /// <summary>Whether an attribute's group is withheld where all responses are shown.</summary>
    public bool IsHidden(string attribute, string value, int minimum) => HiddenOf(minimum)[_attributes.IndexOf(attribute)].Contains(value);

    private ImmutableArray<ImmutableHashSet<string>> HiddenOf(int minimum)
    {
        if (_hidden.TryGetValue(minimum, out var known)) return known;
        var hidden = _attributes.Select(attribute => WithinOne(attribute, [], minimum)).ToArray();
        // Hiding more never gives anything away, so each pair is settled once it is; a pair that hides more may unsettle none.
        for (var left = 0; left < hidden.Length; left++)
        {
            for (var right = left + 1; right < hidden.Length; right++)
            {
                while (new GroupTable(Cells(left, right), hidden[left], hidden[right]).Betrayed(minimum) is { } group)
                {
                    var (place, value) = group.IsRow ? (left, group.Value) : (right, group.Value);
                    hidden[place] = WithinOne(_attributes[place], WithAnother(_attributes[place], hidden[place].Add(value)), minimum);
                }
            }
        }

        return _hidden[minimum] = [.. hidden];
    }

    // A group hidden alone is the total less the others, so that nothing is gained until another goes with it.
    private ImmutableHashSet<string> WithAnother(string attribute, ImmutableHashSet<string> hidden)
    {
        var values = Values(attribute, ImmutableDictionary<string, string>.Empty);
        if (hidden.Count != 1 || Total > values.Sum(value => value.Value)) return hidden;
        var next = values.Where(value => !hidden.Contains(value.Key)).OrderBy(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal).Take(1);
        return hidden.Union(next.Select(value => value.Key));
    }

    private ImmutableHashSet<string> WithinOne(string attribute, ImmutableHashSet<string> already, int minimum)
    {
        var values = Values(attribute, ImmutableDictionary<string, string>.Empty).OrderBy(value => value.Key, StringComparer.Ordinal).ToArray();
        var hidden = SmallGroups.Hidden([.. values.Select(value => value.Value)], minimum, Total - values.Sum(value => value.Value), [.. values.Select(value => already.Contains(value.Key))]);
        return already.Union(values.Where((_, place) => hidden[place]).Select(value => value.Key));
    }

    private bool IsShown(KeyValuePair<string, string> left, KeyValuePair<string, string> right, int minimum)
    {
        var (row, column) = (_attributes.IndexOf(left.Key), _attributes.IndexOf(right.Key));
        // One table for a pair of attributes, whichever is named first.
        if (row > column) return IsShown(right, left, minimum);
        if (!_shown.TryGetValue((row, column, minimum), out var known))
        {
            var table = new GroupTable(Cells(row, column), HiddenOf(minimum)[row], HiddenOf(minimum)[column]);
            known = _shown[(row, column, minimum)] = (table, table.ShownCells(minimum));
        }

        return known.Cells.Contains((known.Table.Row(left.Value), known.Table.Column(right.Value)));
    }

    private IEnumerable<(string? Row, string? Column, long Count)> Cells(int left, int right) =>
        _cells.Values.Select(cell => (Given(cell.Values[left]), Given(cell.Values[right]), cell.Count));

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private IEnumerable<(ImmutableArray<string?> Values, long Count)> Matching(IReadOnlyDictionary<string, string> filter)
    {
        var conditions = filter.Select(pair => (Place: _attributes.IndexOf(pair.Key), pair.Value)).ToArray();
        return _cells.Values.Where(cell => conditions.All(condition => cell.Values[condition.Place] == condition.Value));
    }

    private sealed class CodesEqual : IEqualityComparer<ImmutableArray<int>>
    {
        public static CodesEqual Instance { get; } = new();

        public bool Equals(ImmutableArray<int> x, ImmutableArray<int> y) => x.AsSpan().SequenceEqual(y.AsSpan());

        public int GetHashCode(ImmutableArray<int> codes)
        {
            var hash = new HashCode();
            foreach (var code in codes) hash.Add(code);
            return hash.ToHashCode();
        }
    }
}
