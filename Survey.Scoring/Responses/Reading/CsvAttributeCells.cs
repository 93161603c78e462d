using System.Runtime.InteropServices;

namespace Survey.Scoring.Responses.Reading;

/// <summary>
/// What the cells of an attribute mean, remembered by their bytes: attributes have few values, and understanding each cell anew costs.
/// </summary>
/// <param name="read">Understands a cell that was not met lately: its value, null for none, or why it means nothing.</param>
internal sealed class CsvAttributeCells(CsvAttributeCells.Understand read)
{
    private const int Slots = 256;
    private const int LongestKept = 64;
    private readonly Entry[] _slots = new Entry[Slots];

    /// <summary>Understands a cell.</summary>
    /// <param name="utf8">The cell, not empty.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Why it means nothing; null when it means something.</returns>
    public delegate CsvFault? Understand(ReadOnlySpan<byte> utf8, out string? value);

    /// <summary>Reads the cell of a row.</summary>
    /// <param name="utf8">The cell, not empty.</param>
    /// <param name="values">Takes its value.</param>
    /// <param name="row">The row.</param>
    /// <param name="block">A number of the block that the values belong to, another one for each.</param>
    /// <returns>Why the cell means nothing; null when it means something.</returns>
    public CsvFault? Read(ReadOnlySpan<byte> utf8, CsvRowValues values, int row, int block)
    {
        if (utf8.Length > LongestKept)
        {
            var longFault = read(utf8, out var longValue);
            values.Set(row, longValue is null ? 0 : values.Add(longValue));
            return longFault;
        }

        ref var slot = ref _slots[Hash(utf8) % Slots];
        if (slot.Bytes is null || !utf8.SequenceEqual(slot.Bytes))
        {
            var fault = read(utf8, out var value);
            slot = new Entry { Bytes = utf8.ToArray(), Value = value, Fault = fault };
        }
        if (slot.Block != block && slot.Value is not null) (slot.Block, slot.Code) = (block, values.Add(slot.Value));
        values.Set(row, slot.Code);
        return slot.Fault;
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        ulong first = 0, last;
        if (utf8.Length >= 8) (first, last) = (MemoryMarshal.Read<ulong>(utf8), MemoryMarshal.Read<ulong>(utf8[^8..]));
        else if (utf8.Length >= 4) last = MemoryMarshal.Read<uint>(utf8) | (ulong)MemoryMarshal.Read<uint>(utf8[^4..]) << 32;
        else last = utf8[0] | (ulong)utf8[utf8.Length / 2] << 8 | (ulong)utf8[^1] << 16;
        return (uint)(((first * 0x9E3779B97F4A7C15 ^ last) + (ulong)utf8.Length) * 0xC2B2AE3D27D4EB4F >> 40);
    }

    private struct Entry
    {
        public byte[]? Bytes;
        public string? Value;
        public CsvFault? Fault;
        public int Block;
        public int Code;
    }
}
