using System.Text.Encodings.Web;
using System.Text.Json;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Json;

/// <summary>Writes JSON and remembers, for every figure that does not exist, where it stands (JSON Pointer, RFC 6901) and why.</summary>
internal sealed class ReasonedJson : IDisposable
{
    private readonly Utf8JsonWriter _json;
    private readonly List<string> _path = [];
    private readonly List<(string Pointer, UndefinedReason Reason)> _reasons = [];

    /// <summary>Writes to a stream, indented, Persian as it is.</summary>
    public ReasonedJson(Stream output) => _json = new Utf8JsonWriter(output, new JsonWriterOptions
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Writes the root object, its <c>reasons</c> last.</summary>
    public void Root(Action members)
    {
        _json.WriteStartObject();
        members();
        _json.WriteStartObject("reasons");
        foreach (var (pointer, reason) in _reasons)
        {
            _json.WriteStartObject(pointer);
            _json.WriteString("code", Reasons.CodeOf(reason));
            _json.WriteString("en", Reasons.TextOf(reason, "en"));
            _json.WriteString("fa", Reasons.TextOf(reason, "fa"));
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <summary>A text member; null where there is none.</summary>
    public void Text(string name, string? value) => _json.WriteString(name, value);

    /// <summary>A whole number.</summary>
    public void Whole(string name, long value) => _json.WriteNumber(name, value);

    /// <summary>A truth value.</summary>
    public void Truth(string name, bool value) => _json.WriteBoolean(name, value);

    /// <summary>A figure: a number that reads back to the same double, or null with its reason.</summary>
    public void Figure(string name, Estimate value)
    {
        if (value.IsDefined) _json.WriteNumber(name, value.Value);
        else Missing(name, value.Reason!.Value);
    }

    /// <summary>Null in place of a figure or of a whole object, with the reason.</summary>
    public void Missing(string name, UndefinedReason reason)
    {
        _json.WriteNull(name);
        _reasons.Add((string.Concat(_path.Append(name).Select(step => "/" + step.Replace("~", "~0").Replace("/", "~1"))), reason));
    }

    /// <summary>An object member.</summary>
    public void Object(string name, Action members)
    {
        _json.WriteStartObject(name);
        _path.Add(name);
        members();
        _path.RemoveAt(_path.Count - 1);
        _json.WriteEndObject();
    }

    /// <summary>A list of objects.</summary>
    public void List<T>(string name, IReadOnlyList<T> items, Action<T> members)
    {
        _json.WriteStartArray(name);
        _path.Add(name);
        for (var index = 0; index < items.Count; index++)
        {
            _path.Add(index.ToString(System.Globalization.CultureInfo.InvariantCulture));
            _json.WriteStartObject();
            members(items[index]);
            _json.WriteEndObject();
            _path.RemoveAt(_path.Count - 1);
        }

        _path.RemoveAt(_path.Count - 1);
        _json.WriteEndArray();
    }

    /// <summary>A list of numbers.</summary>
    public void Numbers(string name, IEnumerable<double> values)
    {
        _json.WriteStartArray(name);
        foreach (var value in values) _json.WriteNumberValue(value);
        _json.WriteEndArray();
    }

    /// <summary>A list of texts.</summary>
    public void Texts(string name, IEnumerable<string> values)
    {
        _json.WriteStartArray(name);
        foreach (var value in values) _json.WriteStringValue(value);
        _json.WriteEndArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
