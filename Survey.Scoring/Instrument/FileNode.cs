using System.Globalization;
using System.Text.Json;

namespace Survey.Scoring.Instrument;

/// <summary>A value of the file with its path. Its typed readings report what does not fit and then give a harmless value, so that reading goes on.</summary>
internal readonly record struct FileNode(JsonElement Element, string Path, QuestionnaireProblems Problems)
{
    public FileObject? AsObject() => Expect(JsonValueKind.Object, "object-expected") ? new FileObject(this) : null;

    /// <summary>The entries of an array that holds between <paramref name="least"/> and <paramref name="most"/>.</summary>
    public IReadOnlyList<FileNode> AsArray(int least, int most)
    {
        if (!Expect(JsonValueKind.Array, "array-expected")) return [];
        var length = Element.GetArrayLength();
        if (length < least) Problems.Error(Path, "array-empty");
        if (length > most)
        {
            Problems.Error(Path, "too-many", Number(most), Number(length));
            return [];
        }
        var entries = new List<FileNode>(length);
        foreach (var entry in Element.EnumerateArray()) entries.Add(this with { Element = entry, Path = JsonPath.Entry(Path, entries.Count) });
        return entries;
    }

    /// <summary>A text for people: not blank, not endless, without control characters but tabs and line breaks.</summary>
    public string AsText(int longest = QuestionnaireLimits.TextLength)
    {
        if (!Expect(JsonValueKind.String, "string-expected")) return "";
        var text = Element.GetString()!;
        if (string.IsNullOrWhiteSpace(text))
            Problems.Error(Path, "text-blank");
        else if (text.Length > longest)
            Problems.Error(Path, "text-too-long", Number(longest), Number(text.Length));
        else if (text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t')))
            Problems.Error(Path, "control-character");
        return text;
    }

    /// <summary>A well-formed id or prefix; empty when it is not one.</summary>
    public string AsId(Func<string, bool> isWellFormed, string malformed)
    {
        if (!Expect(JsonValueKind.String, "string-expected")) return "";
        var id = Element.GetString()!;
        if (isWellFormed(id)) return id;
        Problems.Error(Path, malformed, Shorten(id));
        return "";
    }

    public int? AsInteger(int least, int most)
    {
        if (!Expect(JsonValueKind.Number, "integer-expected")) return null;
        if (Element.TryGetInt32(out var number) && number >= least && number <= most) return number;
        Problems.Error(Path, "integer-out-of-range", Number(least), Number(most), Shorten(Element.GetRawText()));
        return null;
    }

    /// <summary>A number of at most 28 digits.</summary>
    public decimal? AsDecimal()
    {
        if (!Expect(JsonValueKind.Number, "number-expected")) return null;
        if (Element.TryGetDecimal(out var number)) return number;
        Problems.Error(Path, "number-expected", Shorten(Element.GetRawText()));
        return null;
    }

    public bool AsBoolean()
    {
        if (Element.ValueKind is JsonValueKind.True or JsonValueKind.False) return Element.GetBoolean();
        Problems.Error(Path, "boolean-expected", Kind);
        return false;
    }

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[58]) ? 58 : 59), "…");

    private string Kind => Element.ValueKind switch
    {
        JsonValueKind.Object => "{ }",
        JsonValueKind.Array => "[ ]",
        JsonValueKind.String => "\"…\"",
        JsonValueKind.Number => Shorten(Element.GetRawText()),
        _ => Element.GetRawText(),
    };

    private bool Expect(JsonValueKind kind, string otherwise)
    {
        if (Element.ValueKind == kind) return true;
        Problems.Error(Path, otherwise, Kind);
        return false;
    }
}

/// <summary>The properties of an object; each is taken once, and what nobody takes is unknown.</summary>
internal sealed class FileObject
{
    private readonly FileNode _node;
    private readonly Dictionary<string, FileNode> _properties = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public FileObject(FileNode node)
    {
        _node = node;
        foreach (var property in node.Element.EnumerateObject())
        {
            var path = JsonPath.Property(node.Path, property.Name);
            if (!_properties.TryAdd(property.Name, node with { Element = property.Value, Path = path }))
                node.Problems.Error(path, "property-repeated", FileNode.Shorten(property.Name));
        }
    }

    public string Path => _node.Path;

    public QuestionnaireProblems Problems => _node.Problems;

    public IReadOnlyDictionary<string, FileNode> Properties => _properties;

    public FileNode? Optional(string name)
    {
        _known.Add(name);
        return _properties.TryGetValue(name, out var value) ? value : null;
    }

    public FileNode? Required(string name)
    {
        if (Optional(name) is { } value) return value;
        Problems.Error(JsonPath.Property(Path, name), "property-missing", name);
        return null;
    }

    /// <summary>Reports the properties that the format does not know; those that start with <c>x-</c> are anybody's.</summary>
    public void RefuseUnknown()
    {
        foreach (var (name, value) in _properties)
            if (!_known.Contains(name) && !name.StartsWith("x-", StringComparison.Ordinal))
                Problems.Error(value.Path, "property-unknown", FileNode.Shorten(name), string.Join(", ", _known));
    }
}
