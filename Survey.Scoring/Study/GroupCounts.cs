using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Study;

/// <summary>
/// How many responses there are in every group of attribute values, and the rule of small groups over them: a group is shown only if
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
/// Versions of a questionnaire that can be looked at alone are one more attribute, <see cref="Version"/>. Unfinished responses, which a view may
/// include or leave out, follow from both views as a difference: <see cref="Unfinished"/>.
/// </para>
/// <para>
/// Within a two-way table the check is exact. What is shown spans all sums f(a) + g(b) over the cells that are not shown themselves, so the
/// people in a set of such cells follow exactly if they are the cells that lead from a set of rows and columns out of it, none leading back: a
/// directed cut. The smallest one through a cell is a maximum flow (Ford &amp; Fulkerson 1956); compare Cox (1980) on suppression in two-way tables.
/// </para>
/// </remarks>
public sealed class GroupCounts
{
    /// <summary>The attribute of the version that was answered, where there are several; no attribute of a questionnaire can have this id.</summary>
    public const string Version = "#version";

    private readonly ImmutableArray<string> _attributes;
    private readonly GroupPairs _pairs;
    private readonly Dictionary<ImmutableArray<string>, long>? _cells;
    private readonly IReadOnlyDictionary<int, GroupPairs> _byVersion = ImmutableDictionary<int, GroupPairs>.Empty;
    private readonly ConcurrentDictionary<int, ImmutableArray<ImmutableHashSet<string>>> _hidden = [];
    private readonly ConcurrentDictionary<(int Row, int Column, int Minimum), (GroupTable Table, HashSet<(int Row, int Column)> Cells)> _shown = [];

    /// <summary>No responses yet; every combination of values will be counted.</summary>
    /// <param name="attributes">The ids of the attributes.</param>
    public GroupCounts(IEnumerable<string> attributes)
    {
        _attributes = [.. attributes];
        _pairs = new GroupPairs(_attributes.Length);
        _cells = new(ValuesEqual.Instance);
    }

    /// <summary>The responses to versions that ask the same, where only the pairs of values are known.</summary>
    /// <param name="attributes">The ids of the attributes.</param>
    /// <param name="versions">The counts of each version.</param>
    public GroupCounts(IEnumerable<string> attributes, IReadOnlyDictionary<int, GroupPairs> versions)
    {
        _attributes = [.. attributes];
        _byVersion = versions.Where(version => version.Value.Responses > 0).ToImmutableSortedDictionary();
        if (_byVersion.Count > 1)
        {
            _pairs = GroupPairs.WithVersion(_byVersion, _attributes.Length);
            _attributes = _attributes.Add(Version);
        }
        else
        {
            _pairs = new GroupPairs(_attributes.Length);
            foreach (var only in _byVersion.Values) _pairs.Add(only);
        }
    }

    /// <summary>
    /// The unfinished responses, counted beside these: a view with them shows a group only if both may be shown, or one of them is nobody. Null
    /// where the view leaves them out, or where there is no view that does.
    /// </summary>
    public GroupCounts? Unfinished { get; init; }

    /// <summary>The responses counted.</summary>
    public long Total => _pairs.Responses + (Unfinished?.Total ?? 0);

    /// <summary>The attributes by which responses are counted, <see cref="Version"/> among them where versions can be told apart.</summary>
    public IReadOnlyList<string> Attributes => _attributes;

    /// <summary>The responses of a table.</summary>
    public static GroupCounts Of(ResponseTable responses)
    {
        var counts = new GroupCounts(responses.Questionnaire.Attributes.Select(attribute => attribute.Id));
        var width = counts._attributes.Length;
        var cells = new Dictionary<ImmutableArray<int>, long>(CodesEqual.Instance);
        for (var row = 0; row < responses.Count; row++)
        {
            ImmutableArray<int> codes = [.. responses.Attributes(row, 1)];
            CollectionsMarshal.GetValueRefOrAddDefault(cells, codes, out _)++;
        }

        foreach (var (codes, count) in cells)
            counts.Add([.. Enumerable.Range(0, width).Select(attribute => responses.ValuesOf(attribute).ValueOf(codes[attribute]))], count);
        return counts;
    }

    /// <summary>Counts responses that have these values, one for each attribute; null or empty where not given.</summary>
    /// <exception cref="InvalidOperationException">Only pairs of values are known.</exception>
    public void Add(ImmutableArray<string?> values, long count = 1)
    {
        if (_cells is null) throw new InvalidOperationException("Only pairs of values are counted.");
        ImmutableArray<string> key = [.. values.Select(value => value ?? "")];
        CollectionsMarshal.GetValueRefOrAddDefault(_cells, key, out _) += count;
        _pairs.Add(values.AsSpan(), count);
        _hidden.Clear();
        _shown.Clear();
    }

    /// <summary>Whether enough is known to judge a filter: with pairs of values alone more than two conditions cannot be, the version aside.</summary>
    public bool Knows(IReadOnlyDictionary<string, string> filter) =>
        _cells is not null || filter.Keys.Count(attribute => attribute != Version) <= 2;

    /// <summary>How many responses a filter leaves.</summary>
    /// <exception cref="InvalidOperationException">The filter cannot be judged (<see cref="Knows"/>).</exception>
    public long Count(IReadOnlyDictionary<string, string> filter) => OwnCount(filter) + (Unfinished?.OwnCount(filter) ?? 0);

    /// <summary>The values that an attribute has, with how many responses have each; none when there are too many to be counted.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Values(string attribute)
    {
        var place = _attributes.IndexOf(attribute);
        var own = place < 0 ? [] : _pairs.Values(place).Where(value => value.Key.Length > 0);
        return [.. own.Concat(Unfinished?.Values(attribute) ?? []).GroupBy(value => value.Key, StringComparer.Ordinal).Select(group => KeyValuePair.Create(group.Key, group.Sum(part => part.Value)))];
    }

    /// <summary>Whether figures of the responses that a filter leaves may be shown. Everything may, when nothing is filtered.</summary>
    /// <exception cref="InvalidOperationException">The filter cannot be judged (<see cref="Knows"/>).</exception>
    public bool MayShow(IReadOnlyDictionary<string, string> filter, int minimum)
    {
        if (Unfinished is null || Unfinished.OwnCount(filter) == 0) return MayShowOwn(filter, minimum);
        // All unfinished ones together follow from the two views, so they are no exception.
        return (OwnCount(filter) == 0 || MayShowOwn(filter, minimum)) && (Unfinished.OwnConditions(filter) is [] ? Unfinished.Total >= minimum : Unfinished.MayShowOwn(filter, minimum));
    }

    private bool MayShowOwn(IReadOnlyDictionary<string, string> filter, int minimum)
    {
        if (OwnConditions(filter) is not { } conditions) return false;
        if (conditions.Length == 0) return true;
        if (OwnCount(filter) < minimum || conditions.Any(condition => IsHidden(condition.Attribute, condition.Value, minimum))) return false;
        for (var left = 0; left < conditions.Length; left++)
        {
            for (var right = left + 1; right < conditions.Length; right++)
            {
                if (!IsShown(conditions[left], conditions[right], minimum)) return false;
            }
        }

        return conditions.Length <= 2 || Cells([.. conditions.Select(condition => condition.Attribute)]).All(count => count >= minimum);
    }

    private long OwnCount(IReadOnlyDictionary<string, string> filter) => OwnConditions(filter) switch
    {
        null => 0,
        [] => _pairs.Responses,
        [var one] => _pairs.Values(one.Attribute).GetValueOrDefault(one.Value),
        [var row, var column] => _pairs.Pairs(row.Attribute, column.Attribute).GetValueOrDefault((row.Value, column.Value)),
        [var row, var column, var version] when _cells is null && _attributes[version.Attribute] == Version =>
            _byVersion.FirstOrDefault(one => NameOf(one.Key) == version.Value).Value?.Pairs(row.Attribute, column.Attribute).GetValueOrDefault((row.Value, column.Value)) ?? 0,
        var more => (_cells ?? throw new InvalidOperationException("More conditions than are counted."))
            .Where(cell => more.All(condition => cell.Key[condition.Attribute] == condition.Value)).Sum(cell => cell.Value),
    };

    /// <summary>The conditions in the order of the attributes; null when nothing meets them. A version that is the only one is no condition.</summary>
    private (int Attribute, string Value)[]? OwnConditions(IReadOnlyDictionary<string, string> filter)
    {
        var only = OnlyVersion;
        if (filter.TryGetValue(Version, out var version) && only is not null && only != version) return null;
        (int Attribute, string Value)[] conditions =
        [
            .. filter.Where(condition => condition.Key != Version || (only is null && _attributes.Contains(Version)))
                .Select(condition => (Attribute: _attributes.IndexOf(condition.Key), condition.Value)).Order(),
        ];
        return conditions.Any(condition => condition.Attribute < 0) ? null : conditions;
    }

    /// <summary>The version of all responses where they are of one; null where they are of several, or none is known.</summary>
    private string? OnlyVersion
    {
        get
        {
            if (_byVersion.Count == 1) return NameOf(_byVersion.Keys.First());
            var place = _attributes.IndexOf(Version);
            return place >= 0 && _pairs.Values(place) is { Count: 1 } versions ? versions.Keys.First() : null;
        }
    }

    internal static string NameOf(int version) => version.ToString(CultureInfo.InvariantCulture);

    /// <summary>The numbers of responses in the table over three or more attributes.</summary>
    private IEnumerable<long> Cells(int[] attributes)
    {
        if (_cells is not null)
            return _cells.GroupBy(cell => attributes.Select(attribute => cell.Key[attribute]).ToImmutableArray(), ValuesEqual.Instance).Select(group => group.Sum(cell => cell.Value));
        if (attributes is [var left, var right, var version] && _attributes[version] == Version) return _byVersion.Values.SelectMany(one => one.Pairs(left, right).Values);
        throw new InvalidOperationException("More conditions than are counted.");
    }

    private bool IsHidden(int attribute, string value, int minimum) => _pairs.IsGivenUp(attribute) || HiddenOf(minimum)[attribute].Contains(value);

    private ImmutableArray<ImmutableHashSet<string>> HiddenOf(int minimum)
    {
        if (_hidden.TryGetValue(minimum, out var known)) return known;
        var hidden = _attributes.Select((_, place) => WithinOne(place, [], minimum)).ToArray();
        // Hiding more never gives anything away, so each pair is settled once it is; a pair that hides more may unsettle none.
        for (var left = 0; left < hidden.Length; left++)
        {
            for (var right = left + 1; right < hidden.Length; right++)
            {
                while (new GroupTable(PairsOf(left, right), hidden[left], hidden[right]).Betrayed(minimum) is { } group)
                {
                    var (place, value) = group.IsRow ? (left, group.Value) : (right, group.Value);
                    hidden[place] = WithinOne(place, WithAnother(place, hidden[place].Add(value)), minimum);
                }
            }
        }

        return _hidden[minimum] = [.. hidden];
    }

    // A group hidden alone is the total less the others, so that nothing is gained until another goes with it.
    private ImmutableHashSet<string> WithAnother(int attribute, ImmutableHashSet<string> hidden)
    {
        var values = Given(attribute);
        if (hidden.Count != 1 || _pairs.Responses > values.Sum(value => value.Value)) return hidden;
        var next = values.Where(value => !hidden.Contains(value.Key)).OrderBy(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal).Take(1);
        return hidden.Union(next.Select(value => value.Key));
    }

    private ImmutableHashSet<string> WithinOne(int attribute, ImmutableHashSet<string> already, int minimum)
    {
        var values = Given(attribute).OrderBy(value => value.Key, StringComparer.Ordinal).ToArray();
        var hidden = SmallGroups.Hidden([.. values.Select(value => value.Value)], minimum, _pairs.Responses - values.Sum(value => value.Value), [.. values.Select(value => already.Contains(value.Key))]);
        return already.Union(values.Where((_, place) => hidden[place]).Select(value => value.Key));
    }

    private bool IsShown((int Attribute, string Value) row, (int Attribute, string Value) column, int minimum)
    {
        if (!_shown.TryGetValue((row.Attribute, column.Attribute, minimum), out var known))
        {
            var table = new GroupTable(PairsOf(row.Attribute, column.Attribute), HiddenOf(minimum)[row.Attribute], HiddenOf(minimum)[column.Attribute]);
            known = _shown[(row.Attribute, column.Attribute, minimum)] = (table, table.ShownCells(minimum));
        }

        return known.Cells.Contains((known.Table.Row(row.Value), known.Table.Column(column.Value)));
    }

    private KeyValuePair<string, long>[] Given(int attribute) => [.. _pairs.Values(attribute).Where(value => value.Key.Length > 0)];

    private (string Row, string Column, long Count)[] PairsOf(int left, int right) => [.. _pairs.Pairs(left, right).Select(pair => (pair.Key.Left, pair.Key.Right, pair.Value))];

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

    private sealed class ValuesEqual : IEqualityComparer<ImmutableArray<string>>
    {
        public static ValuesEqual Instance { get; } = new();

        public bool Equals(ImmutableArray<string> x, ImmutableArray<string> y) => x.AsSpan().SequenceEqual(y.AsSpan());

        public int GetHashCode(ImmutableArray<string> values)
        {
            var hash = new HashCode();
            foreach (var value in values) hash.Add(value, StringComparer.Ordinal);
            return hash.ToHashCode();
        }
    }
}
