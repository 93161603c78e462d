using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Survey.Tests.Reference;

/// <summary>A table of <c>docs/methods.md</c> that says which members a JSON document has, by their place.</summary>
internal sealed partial class DocumentedNames
{
    // What belongs to any figure; the text above the tables says so.
    private static readonly string[] Everywhere = ["id", "dimension", "outcome", "model", "attribute", "battery", "value", "left", "right", "n", "code", "en", "fa"];

    private readonly Dictionary<string, (HashSet<string> Names, string[] Others)> _rows = new(StringComparer.Ordinal);

    private DocumentedNames()
    {
    }

    /// <summary>The sections that the rows name as the place of their definitions.</summary>
    public HashSet<string> Sections { get; } = new(StringComparer.Ordinal);

    /// <summary>The tables under a heading, in their order.</summary>
    public static IReadOnlyList<DocumentedNames> Read(string markdown, string heading)
    {
        var tables = new List<DocumentedNames>();
        var isTable = false;
        foreach (var line in markdown.Split('\n').SkipWhile(line => line != "## " + heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)))
        {
            if (!line.StartsWith("| ", StringComparison.Ordinal))
            {
                isTable &= line.StartsWith('|');
                continue;
            }

            if (!isTable) tables.Add(new());
            else tables[^1].Add(line.Split('|'));
            isTable = true;
        }

        return tables;
    }

    /// <summary>The members of a document that the table does not name, with the row in which they would stand. Keys of <paramref name="ids"/> are names of batteries.</summary>
    public IReadOnlyCollection<string> Missing(JsonNode document, IReadOnlyCollection<string> ids)
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        Walk(document, "");
        return missing;

        void Walk(JsonNode? node, string place)
        {
            if (node is JsonArray list)
            {
                foreach (var entry in list) Walk(entry, place);
                return;
            }

            if (node is not JsonObject members) return;
            foreach (var (name, member) in members)
            {
                // The reasons of missing figures are keyed by their place.
                if (place.Length == 0 && name == "reasons") continue;
                var isId = ids.Contains(name) && (place.EndsWith(".batteries", StringComparison.Ordinal) || place.EndsWith(".pairedBatteries", StringComparison.Ordinal));
                var own = isId ? place : place.Length == 0 ? name : $"{place}.{name}";
                if (!isId && !IsNamed(own, name)) missing.Add($"{own} (row {RowOf(own)})");
                Walk(member, own);
            }
        }
    }

    private void Add(string[] cells)
    {
        foreach (Match section in Section().Matches(cells[1])) Sections.Add(section.Groups[1].Value);
        var names = Name().Matches(cells[2]).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        string[] others = [.. Other().Matches(cells[2]).Select(match => match.Groups[1].Value)];
        string[] places = [.. Place().Matches(cells[1]).Select(match => match.Groups[1].Value)];
        foreach (var place in places.DefaultIfEmpty("")) _rows.Add(place, (names, others));
    }

    private bool IsNamed(string place, string name)
    {
        if (_rows.ContainsKey(place) || Everywhere.Contains(name)) return true;
        var (names, others) = _rows.GetValueOrDefault(RowOf(place), ([], []));
        return names.Contains(name) || others.Any(other => _rows[other].Names.Contains(name));
    }

    // The longest place that the member lies in.
    private string RowOf(string place) => _rows.Keys.Where(row => place.StartsWith(row + ".", StringComparison.Ordinal)).MaxBy(row => row.Length) ?? "";

    [GeneratedRegex(@"\(\*([^)]+)\*\)")]
    private static partial Regex Section();

    [GeneratedRegex(@"`([A-Za-z0-9.]+)`")]
    private static partial Regex Place();

    [GeneratedRegex(@"`([A-Za-z0-9]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"as in `([A-Za-z0-9.]+)`")]
    private static partial Regex Other();
}
