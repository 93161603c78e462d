using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Survey.Scoring.Instrument;

/// <summary>Collects the problems of a file, to be told in its order.</summary>
internal sealed class QuestionnaireProblems
{
    private readonly List<QuestionnaireProblem> _problems = [];

    public bool HasErrors { get; private set; }

    public void Error(string path, string code, params ReadOnlySpan<string> arguments)
    {
        HasErrors = true;
        _problems.Add(new(path, code, [.. arguments], IsError: true));
    }

    public void Warning(string path, string code, params ReadOnlySpan<string> arguments) =>
        _problems.Add(new(path, code, [.. arguments], IsError: false));

    public void Add(QuestionnaireProblem problem)
    {
        HasErrors |= problem.IsError;
        _problems.Add(problem);
    }

    /// <summary>The problems in the order in which their places stand in the file; something missing counts as its parent's.</summary>
    public ImmutableArray<QuestionnaireProblem> ToImmutable(JsonElement? root)
    {
        if (root is null || _problems.Count < 2) return [.. _problems];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        Number(root.Value, "$", places);
        return [.. _problems.OrderBy(problem => Place(problem.Path, places))];
    }

    private static void Number(JsonElement element, string path, Dictionary<string, int> places)
    {
        places.TryAdd(path, places.Count);
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var property in element.EnumerateObject()) Number(property.Value, JsonPath.Property(path, property.Name), places);
        if (element.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var entry in element.EnumerateArray()) Number(entry, JsonPath.Entry(path, index++), places);
        }
    }

    private static int Place(string path, Dictionary<string, int> places)
    {
        int place;
        while (!places.TryGetValue(path, out place) && path.Length > 1) path = path[..Math.Max(1, path.LastIndexOfAny(['.', '[']))];
        return place;
    }
}

/// <summary>Paths into a JSON document.</summary>
internal static class JsonPath
{
    public static string Property(string parent, string name) => IsPlain(name) ? $"{parent}.{name}" : $"{parent}['{name.Replace("'", "\\'", StringComparison.Ordinal)}']";

    public static string Entry(string parent, int index) => string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]");

    private static bool IsPlain(string name)
    {
        if (name.Length == 0 || !(char.IsAsciiLetter(name[0]) || name[0] == '_')) return false;
        foreach (var character in name)
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-')) return false;
        return true;
    }
}
