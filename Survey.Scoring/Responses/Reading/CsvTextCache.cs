using System.Text;

namespace Survey.Scoring.Responses.Reading;

/// <summary>The string of a cell, the same object for a value that came lately: attributes have few values, and a string per row costs.</summary>
internal sealed class CsvTextCache
{
    private const int Slots = 256;
    private const int LongestKept = 64;
    private readonly (byte[] Bytes, string Text)[] _slots = new (byte[], string)[Slots];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestKept) return Encoding.UTF8.GetString(utf8);
        var hash = (uint)utf8.Length;
        foreach (var value in utf8) hash = (hash ^ value) * 16777619;
        ref var slot = ref _slots[hash % Slots];
        if (slot.Bytes is null || !utf8.SequenceEqual(slot.Bytes)) slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return slot.Text;
    }
}
