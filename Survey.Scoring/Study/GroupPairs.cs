using System.Runtime.InteropServices;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Study;

/// <summary>
/// How many responses have each value of an attribute, and each pair of values of two attributes: what the rule of small groups (<see cref="GroupCounts"/>)
/// asks of responses. Counts of parts add up to those of the whole, and what was added can be subtracted.
/// </summary>
/// <remarks>
/// An attribute with more than <see cref="MostValues"/> values, a customer's number perhaps, is given up: nothing is counted of it any more, and the rule
/// withholds all of its groups. An attribute that was given up in a part is so in the whole.
/// </remarks>
public sealed class GroupPairs
{
    /// <summary>The most values of an attribute whose groups are counted.</summary>
    public const int MostValues = 10_000;

    private const byte Format = 1;

    // A table of this many pairs of values is counted in an array.
    private const int DensePairs = 65_536;

    // "" stands for responses without a value; null for what was given up.
    private readonly Dictionary<string, long>?[] _values;
    private readonly Dictionary<(string Left, string Right), long>?[] _pairs;

    /// <summary>No responses yet.</summary>
    /// <param name="attributes">The number of attributes.</param>
    public GroupPairs(int attributes)
    {
        _values = [.. Enumerable.Range(0, attributes).Select(_ => new Dictionary<string, long>(StringComparer.Ordinal))];
        _pairs = [.. Enumerable.Range(0, attributes * (attributes - 1) / 2).Select(_ => new Dictionary<(string, string), long>())];
    }

    /// <summary>The number of attributes.</summary>
    public int Attributes => _values.Length;

    /// <summary>The responses counted.</summary>
    public long Responses { get; private set; }

    /// <summary>The counts of a table's responses.</summary>
    public static GroupPairs Of(ResponseTable responses)
    {
        var counts = new GroupPairs(responses.Questionnaire.Attributes.Length) { Responses = responses.Count };
        for (var left = 0; left < counts.Attributes; left++)
        {
            var rows = responses.ValuesOf(left);
            foreach (var ((code, _), count) in Pairs(responses, left, null)) counts._values[left]!.Add(rows.ValueOf(code) ?? "", count);
            for (var right = left + 1; right < counts.Attributes; right++)
            {
                var columns = responses.ValuesOf(right);
                var pairs = counts._pairs[counts.PlaceOf(left, right)]!;
                foreach (var ((row, column), count) in Pairs(responses, left, right)) pairs.Add((rows.ValueOf(row) ?? "", columns.ValueOf(column) ?? ""), count);
            }
        }

        counts.GiveUp();
        return counts;
    }

    /// <summary>The responses to several versions, with the version as one more attribute, the last.</summary>
    internal static GroupPairs WithVersion(IReadOnlyDictionary<int, GroupPairs> versions, int attributes)
    {
        var all = new GroupPairs(attributes + 1);
        foreach (var (version, counts) in versions)
        {
            var name = GroupCounts.NameOf(version);
            all._values[attributes]!.Add(name, counts.Responses);
            all.Responses += counts.Responses;
            for (var left = 0; left < attributes; left++)
            {
                foreach (var (value, count) in counts.Values(left))
                {
                    Change(all._values[left], value, count);
                    Change(all._pairs[all.PlaceOf(left, attributes)], (value, name), count);
                }

                if (counts.IsGivenUp(left)) all._values[left] = null;
                for (var right = left + 1; right < attributes; right++)
                    foreach (var (pair, count) in counts.Pairs(left, right)) Change(all._pairs[all.PlaceOf(left, right)], pair, count);
            }
        }

        all.GiveUp();
        return all;
    }

    /// <summary>Counts responses that have these values, one for each attribute; null or empty where not given.</summary>
    /// <param name="values">The values.</param>
    /// <param name="count">How many have them; negative to take some out.</param>
    public void Add(ReadOnlySpan<string?> values, long count = 1)
    {
        if (values.Length != Attributes) throw new ArgumentException("Not a value for each attribute.", nameof(values));
        for (var left = 0; left < values.Length; left++)
        {
            Change(_values[left], values[left] ?? "", count);
            for (var right = left + 1; right < values.Length; right++) Change(_pairs[PlaceOf(left, right)], (values[left] ?? "", values[right] ?? ""), count);
        }

        Responses += count;
        GiveUp();
    }

    /// <summary>Adds the counts of other responses.</summary>
    public void Add(GroupPairs other) => Add(other, 1);

    /// <summary>Takes out counts that were added before.</summary>
    public void Subtract(GroupPairs other) => Add(other, -1);

    /// <summary>Whether both count the same; an attribute that was given up on one side only counts as equal.</summary>
    public bool SameAs(GroupPairs other) =>
        Responses == other.Responses && Attributes == other.Attributes && _values.Zip(other._values).All(pair => Same(pair.First, pair.Second))
        && _pairs.Zip(other._pairs).All(pair => Same(pair.First, pair.Second));

    /// <summary>Whether the groups of an attribute are not counted, because it has too many values.</summary>
    public bool IsGivenUp(int attribute) => _values[attribute] is null;

    /// <summary>The values of an attribute with their numbers, "" for not given; none when it was given up.</summary>
    internal IReadOnlyDictionary<string, long> Values(int attribute) => _values[attribute] ?? [];

    /// <summary>The pairs of values of two attributes, the first of which comes first; none when either was given up.</summary>
    internal IReadOnlyDictionary<(string Left, string Right), long> Pairs(int left, int right) => _pairs[PlaceOf(left, right)] ?? [];

    /// <summary>Writes the counts in a compact form that <see cref="Read"/> reads; equal counts give equal bytes.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Format);
        writer.Write7BitEncodedInt(Attributes);
        writer.Write7BitEncodedInt64(Responses);
        string[][] values = [.. Enumerable.Range(0, Attributes).Select(ValuesInOrder)];
        for (var attribute = 0; attribute < Attributes; attribute++)
        {
            writer.Write(IsGivenUp(attribute));
            writer.Write7BitEncodedInt(values[attribute].Length);
            foreach (var value in values[attribute])
            {
                writer.Write(value);
                writer.Write7BitEncodedInt64(_values[attribute]!.GetValueOrDefault(value));
            }
        }

        Dictionary<string, int>[] places = [.. values.Select(own => own.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal))];
        for (var left = 0; left < Attributes; left++)
        {
            for (var right = left + 1; right < Attributes; right++)
            {
                var pairs = Pairs(left, right).Select(pair => (Row: places[left][pair.Key.Left], Column: places[right][pair.Key.Right], pair.Value)).Order().ToArray();
                writer.Write7BitEncodedInt(pairs.Length);
                foreach (var (row, column, count) in pairs)
                {
                    writer.Write7BitEncodedInt(row);
                    writer.Write7BitEncodedInt(column);
                    writer.Write7BitEncodedInt64(count);
                }
            }
        }
    }

    /// <summary>The counts that <see cref="Write"/> wrote; the stream then stands behind them.</summary>
    /// <exception cref="InvalidDataException">The bytes are no counts of so many attributes, or damaged.</exception>
    public static GroupPairs Read(Stream stream, int attributes)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            if (reader.ReadByte() != Format || reader.Read7BitEncodedInt() != attributes) throw new InvalidDataException("These are no counts of groups, or of other attributes.");
            var counts = new GroupPairs(attributes) { Responses = reader.Read7BitEncodedInt64() };
            var values = new string[attributes][];
            for (var attribute = 0; attribute < attributes; attribute++)
            {
                var isGivenUp = reader.ReadBoolean();
                values[attribute] = new string[reader.Read7BitEncodedInt()];
                for (var place = 0; place < values[attribute].Length; place++)
                {
                    values[attribute][place] = reader.ReadString();
                    Change(counts._values[attribute], values[attribute][place], reader.Read7BitEncodedInt64());
                }

                if (isGivenUp) counts._values[attribute] = null;
                else if (counts._values[attribute]!.Values.Sum() != counts.Responses) throw Damaged();
            }

            for (var left = 0; left < attributes; left++)
            {
                for (var right = left + 1; right < attributes; right++)
                {
                    var pairs = counts._pairs[counts.PlaceOf(left, right)]!;
                    for (var pair = reader.Read7BitEncodedInt(); pair > 0; pair--)
                        pairs.Add((values[left][reader.Read7BitEncodedInt()], values[right][reader.Read7BitEncodedInt()]), reader.Read7BitEncodedInt64());
                }
            }

            counts.GiveUp();
            return counts;
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw Damaged();
        }
    }

    private void Add(GroupPairs other, int sign)
    {
        if (other.Attributes != Attributes) throw new ArgumentException("The counts are of other attributes.", nameof(other));
        for (var attribute = 0; attribute < Attributes; attribute++)
        {
            foreach (var (value, count) in other.Values(attribute)) Change(_values[attribute], value, sign * count);
            if (other.IsGivenUp(attribute)) _values[attribute] = null;
        }

        for (var place = 0; place < _pairs.Length; place++)
            foreach (var (pair, count) in other._pairs[place] ?? []) Change(_pairs[place], pair, sign * count);
        Responses += sign * other.Responses;
        GiveUp();
    }

    // A value whose numbers cancel out, for as long as a change is counted before the one that it changes, may still have pairs.
    private string[] ValuesInOrder(int attribute)
    {
        if (_values[attribute] is not { } own) return [];
        var values = own.Keys.ToHashSet(StringComparer.Ordinal);
        for (var other = 0; other < Attributes; other++)
        {
            if (other < attribute) values.UnionWith(Pairs(other, attribute).Keys.Select(pair => pair.Right));
            else if (other > attribute) values.UnionWith(Pairs(attribute, other).Keys.Select(pair => pair.Left));
        }

        return [.. values.Order(StringComparer.Ordinal)];
    }

    private void GiveUp()
    {
        for (var attribute = 0; attribute < Attributes; attribute++)
        {
            if (_values[attribute] is { Count: > MostValues } own && own.Count - (own.ContainsKey("") ? 1 : 0) > MostValues) _values[attribute] = null;
            if (_values[attribute] is not null) continue;
            for (var other = 0; other < Attributes; other++)
                if (other != attribute) _pairs[PlaceOf(Math.Min(attribute, other), Math.Max(attribute, other))] = null;
        }
    }

    private int PlaceOf(int left, int right) => left * (2 * Attributes - left - 1) / 2 + right - left - 1;

    private static void Change<T>(Dictionary<T, long>? counts, T key, long by)
        where T : notnull
    {
        if (counts is null) return;
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _);
        count += by;
        if (count == 0) counts.Remove(key);
    }

    private static bool Same<T>(Dictionary<T, long>? left, Dictionary<T, long>? right)
        where T : notnull =>
        left is null || right is null || (left.Count == right.Count && left.All(entry => right.TryGetValue(entry.Key, out var other) && entry.Value == other));

    /// <summary>How often two codes, or the codes of one attribute alone, stand in a row together.</summary>
    private static IEnumerable<((int Left, int Right) Codes, long Count)> Pairs(ResponseTable responses, int left, int? right)
    {
        var (rows, columns) = (responses.ValuesOf(left).Count, right is { } other ? responses.ValuesOf(other).Count : 1);
        if ((long)rows * columns > DensePairs)
        {
            var sparse = new Dictionary<(int, int), long>();
            for (var row = 0; row < responses.Count; row++)
            {
                var codes = responses.Attributes(row, 1);
                CollectionsMarshal.GetValueRefOrAddDefault(sparse, (codes[left], right is { } second ? codes[second] : 0), out _)++;
            }

            return sparse.Select(pair => (pair.Key, pair.Value));
        }

        var dense = new long[rows * columns];
        for (var row = 0; row < responses.Count; row++)
        {
            var codes = responses.Attributes(row, 1);
            dense[codes[left] * columns + (right is { } second ? codes[second] : 0)]++;
        }

        return dense.Index().Where(cell => cell.Item > 0).Select(cell => ((cell.Index / columns, cell.Index % columns), cell.Item));
    }

    private static InvalidDataException Damaged() => new("The counts of groups are damaged.");
}
