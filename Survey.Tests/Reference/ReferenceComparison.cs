using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Survey.Tests.Reference;

/// <summary>
/// compare.py in C#: every value of the expected result must stand at the same place in the actual one, which may hold more members.
/// Lists of objects are matched by key, and have the same length. Closed-form figures agree to 1e-6, those of an optimiser to 1e-4 or 1e-5.
/// </summary>
internal sealed class ReferenceComparison
{
    private static readonly string[][] Keys = [["outcome", "left", "right"], ["left", "right"], ["id"], ["dimension"], ["attribute"], ["value"]];

    private readonly List<string> _differences = [];

    private ReferenceComparison()
    {
    }

    /// <summary>The values that agree.</summary>
    public int Agreeing { get; private set; }

    /// <summary>What differs: place, actual, expected.</summary>
    public IReadOnlyList<string> Differences => _differences;

    public static ReferenceComparison Of(JsonNode? actual, JsonNode? expected)
    {
        var comparison = new ReferenceComparison();
        comparison.Walk(actual, expected, []);
        return comparison;
    }

    private void Walk(JsonNode? actual, JsonNode? expected, string[] path)
    {
        switch (expected)
        {
            case JsonObject members:
                WalkObject(actual as JsonObject, members, path);
                break;
            case JsonArray entries:
                WalkList(actual as JsonArray, entries, path);
                break;
            default:
                Settle(IsSame(actual, expected, path), actual, expected, path);
                break;
        }
    }

    private void WalkObject(JsonObject? actual, JsonObject expected, string[] path)
    {
        if (actual is null)
        {
            Settle(false, actual, "an object", path);
            return;
        }

        foreach (var (name, value) in expected)
        {
            if (actual.TryGetPropertyValue(name, out var own)) Walk(own, value, [.. path, name]);
            else Settle(false, "missing", value, [.. path, name]);
        }
    }

    private void WalkList(JsonArray? actual, JsonArray expected, string[] path)
    {
        if (actual is null || actual.Count != expected.Count)
        {
            Settle(false, $"{actual?.Count} entries", $"{expected.Count} entries", path);
            if (actual is null) return;
        }

        var names = expected.Count > 0 && expected[0] is JsonObject first ? Keys.FirstOrDefault(key => key.All(first.ContainsKey)) : null;
        if (names is null)
        {
            for (var i = 0; i < Math.Min(actual.Count, expected.Count); i++)
                Walk(actual[i], expected[i], [.. path, i.ToString(CultureInfo.InvariantCulture)]);
            return;
        }

        string KeyOf(JsonNode? entry) => string.Join('/', names.Select(name => entry![name]?.ToString()));
        var found = actual.ToLookup(KeyOf, StringComparer.Ordinal);
        if (found.Any(group => group.Count() > 1)) Settle(false, "repeated keys", "different keys", path);
        foreach (var entry in expected)
        {
            var key = KeyOf(entry);
            if (found.Contains(key)) Walk(found[key].First(), entry, [.. path, key]);
            else Settle(false, "missing", "an entry", [.. path, key]);
        }
    }

    private static bool IsSame(JsonNode? actual, JsonNode? expected, string[] path)
    {
        if (expected?.GetValueKind() is not JsonValueKind.Number) return JsonNode.DeepEquals(actual, expected);
        if (actual?.GetValueKind() is not JsonValueKind.Number) return false;
        double value = actual.GetValue<double>(), reference = expected.GetValue<double>();
        return double.IsFinite(value) && Math.Abs(value - reference) <= Tolerance(path, Math.Abs(reference));
    }

    private static double Tolerance(string[] path, double magnitude)
    {
        var (name, isCfa) = (path[^1], path.Contains("cfa"));
        if (name == "p" && !isCfa) return Math.Max(1e-12, 1e-4 * magnitude);
        if (name is "omega" or "ave" || (isCfa && name is "loading" or "r")) return Math.Max(1e-4, 1e-4 * magnitude);
        if (isCfa) return Math.Max(1e-6, 1e-5 * magnitude);
        return Math.Max(1e-9, 1e-6 * magnitude);
    }

    private void Settle(bool isSame, JsonNode? actual, JsonNode? expected, string[] path)
    {
        if (isSame) Agreeing++;
        else _differences.Add($"{string.Join('.', path)}: {actual?.ToJsonString() ?? "null"} instead of {expected?.ToJsonString() ?? "null"}");
    }
}
