using System.Runtime.InteropServices;

namespace Survey.Scoring.Responses;

/// <summary>The different values of one attribute, numbered from 1 in the order of their first appearance; 0 is "not given".</summary>
internal sealed class AttributeValues
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string?> _values = [null];
    private readonly List<UInt128> _digests = [0];

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
        _digests.Add(CsvIdHash.Of(value));
        return code;
    }

    /// <summary>The value of a code; null for 0.</summary>
    public string? ValueOf(int code) => _values[code];

    /// <summary>A 128-bit hash of each value by its code; 0 for 0.</summary>
    public ReadOnlySpan<UInt128> Digests => CollectionsMarshal.AsSpan(_digests);
}
