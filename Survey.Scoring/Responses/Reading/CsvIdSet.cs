using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Survey.Scoring.Responses.Reading;

/// <summary>The hashes of the ids of a file with the lines that they stand on, to find repeated ones: 24 bytes for each, and as many slots of 8 as double their number.</summary>
internal sealed class CsvIdSet
{
    // The lower half of a slot is the number of an entry, from 1, 0 for none; the upper half is that of the hash, so that most others are told apart here.
    private ulong[] _slots = new ulong[1 << 12];
    private UInt128[] _hashes = new UInt128[1 << 11];
    private long[] _lines = new long[1 << 11];
    private int _count;

    /// <summary>Fetches the place of a hash that will be added soon into the cache.</summary>
    public unsafe void Prefetch(UInt128 hash)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref _slots[PlaceOf(hash)]));
    }

    /// <summary>Adds a hash, unless it is there.</summary>
    /// <param name="hash">The hash of an id.</param>
    /// <param name="line">The line that the id stands on.</param>
    /// <param name="first">The line of the one that is there.</param>
    public bool TryAdd(UInt128 hash, long line, out long first)
    {
        if (_count == _hashes.Length) Grow();
        var tag = TagOf(hash);
        var place = PlaceOf(hash);
        while (_slots[place] is not 0 and var slot)
        {
            if ((slot & TagBits) == tag && (uint)slot is var entry && _hashes[entry - 1] == hash)
            {
                first = _lines[entry - 1];
                return false;
            }
            place = (place + 1) & (_slots.Length - 1);
        }

        (_hashes[_count], _lines[_count]) = (hash, line);
        _slots[place] = tag | (uint)++_count;
        first = line;
        return true;
    }

    private const ulong TagBits = 0xFFFFFFFF00000000;

    private static ulong TagOf(UInt128 hash) => (ulong)hash & TagBits;

    private int PlaceOf(UInt128 hash) => (int)hash & (_slots.Length - 1);

    private void Grow()
    {
        Array.Resize(ref _hashes, 2 * _count);
        Array.Resize(ref _lines, 2 * _count);
        _slots = new ulong[2 * _slots.Length];
        for (var entry = 0; entry < _count; entry++)
        {
            var place = PlaceOf(_hashes[entry]);
            while (_slots[place] != 0) place = (place + 1) & (_slots.Length - 1);
            _slots[place] = TagOf(_hashes[entry]) | (uint)(entry + 1);
        }
    }
}
