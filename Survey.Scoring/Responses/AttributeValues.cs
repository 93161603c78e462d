using System.Text;

namespace Survey.Scoring.Responses;

/// <summary>The different values of one attribute, numbered from 1 in the order of their first appearance; 0 is "not given".</summary>
internal sealed class AttributeValues
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string?> _values = [null];
    private readonly List<byte[]> _utf8 = [[]];

    /// <summary>The number of codes, that of "not given" included.</summary>
    public int Count => _values.Count;

    /// <summary>The code of a value, a new one when it was not seen before; null and empty give 0.</summary>
    public int CodeOf(string? value)
    {
        if (string.IsNullOrEmpty(value)) return 0;
        if (_codes.TryGetValue(value, out var code)) return code;
        code = _values.Count;
        _codes.Add(value, code);
        _values.Add(value);
        _utf8.Add(Encoding.UTF8.GetBytes(value));
        return code;
    }

    /// <summary>The value of a code; null for 0.</summary>
    public string? ValueOf(int code) => _values[code];

    /// <summary>The value of a code in UTF-8; empty for 0.</summary>
    public ReadOnlySpan<byte> Utf8Of(int code) => _utf8[code];
}
