using System.Runtime.InteropServices;
using System.Text;

namespace Survey.Scoring.Responses;

/// <summary>
/// Ids in the order of adding, without a string for each: one byte per character where all characters of an id are ASCII, as they nearly
/// always are, otherwise two.
/// </summary>
internal sealed class ResponseIds
{
    private byte[] _bytes = [];
    // Where an id ends; its last bit tells whether the id has two bytes per character.
    private int[] _ends;

    /// <summary>Room for ids; it grows.</summary>
    public ResponseIds(int capacity) => _ends = new int[capacity];

    /// <summary>The number of ids.</summary>
    public int Count { get; private set; }

    /// <summary>The id of a place, as a string of its own.</summary>
    public string this[int place]
    {
        get
        {
            var id = BytesOf(place, out var isWide);
            return isWide ? new string(MemoryMarshal.Cast<byte, char>(id)) : Encoding.Latin1.GetString(id);
        }
    }

    /// <summary>An id as it is kept: equal ids are kept alike.</summary>
    /// <param name="place">The place.</param>
    /// <param name="isWide">Whether a character has two bytes, because not all are ASCII.</param>
    public ReadOnlySpan<byte> BytesOf(int place, out bool isWide)
    {
        var start = StartOf(place);
        isWide = (_ends[place] & 1) != 0;
        return _bytes.AsSpan(start, (_ends[place] >> 1) - start);
    }

    /// <summary>Neighbouring ids, one behind the other, if none has two bytes per character and all have the same length.</summary>
    /// <param name="place">The first.</param>
    /// <param name="count">Their number.</param>
    /// <param name="length">The bytes of each.</param>
    /// <param name="ids">The ids and whatever stands behind them.</param>
    public bool TryGetEven(int place, int count, out int length, out ReadOnlySpan<byte> ids)
    {
        var start = StartOf(place);
        var ends = _ends.AsSpan(place, count);
        // The last bit is 0 in all ends, so all distances are even too.
        var distance = ends[0] - (start << 1);
        length = distance >> 1;
        ids = _bytes.AsSpan(start);
        for (var id = 1; id < ends.Length; id++)
            if (ends[id] - ends[id - 1] != distance) return false;
        return (ends[0] & 1) == 0 && (distance & 1) == 0;
    }

    /// <summary>The characters of an id.</summary>
    public int LengthOf(int place)
    {
        var id = BytesOf(place, out var isWide);
        return isWide ? id.Length / sizeof(char) : id.Length;
    }

    /// <summary>Writes the characters of an id; gives their number.</summary>
    public int CopyTo(int place, Span<char> characters)
    {
        var id = BytesOf(place, out var isWide);
        if (!isWide) return Encoding.Latin1.GetChars(id, characters);
        MemoryMarshal.Cast<byte, char>(id).CopyTo(characters);
        return id.Length / sizeof(char);
    }

    /// <summary>Adds an id.</summary>
    public void Add(ReadOnlySpan<char> id)
    {
        if (Ascii.IsValid(id)) Encoding.Latin1.GetBytes(id, Append(id.Length, isWide: false));
        else MemoryMarshal.AsBytes(id).CopyTo(Append(id.Length * sizeof(char), isWide: true));
    }

    /// <summary>Adds an id that is valid UTF-8.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        if (Ascii.IsValid(utf8)) AddAscii(utf8);
        else Add(Encoding.UTF8.GetString(utf8));
    }

    /// <summary>Adds an id that is ASCII.</summary>
    public void AddAscii(ReadOnlySpan<byte> id) => id.CopyTo(Append(id.Length, isWide: false));

    /// <summary>Adds neighbouring ids of others.</summary>
    public void Add(ResponseIds others, int first, int count)
    {
        if (count == 0) return;
        var (start, end) = (others.StartOf(first), others.StartOf(first + count));
        var shift = EndOfBytes - start << 1;
        others._bytes.AsSpan(start, end - start).CopyTo(Room(end - start));
        Reserve(Count + count);
        for (var place = 0; place < count; place++) _ends[Count + place] = others._ends[first + place] + shift;
        Count += count;
    }

    /// <summary>Keeps the first ids only.</summary>
    public void Truncate(int count) => Count = count;

    private int EndOfBytes => StartOf(Count);

    private int StartOf(int place) => place == 0 ? 0 : _ends[place - 1] >> 1;

    private Span<byte> Append(int length, bool isWide)
    {
        var room = Room(length);
        Reserve(Count + 1);
        _ends[Count] = EndOfBytes + length << 1 | (isWide ? 1 : 0);
        Count++;
        return room;
    }

    private Span<byte> Room(int length)
    {
        var end = EndOfBytes;
        if (end + length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(end + length, 2 * _bytes.Length));
        return _bytes.AsSpan(end, length);
    }

    private void Reserve(int count)
    {
        if (count > _ends.Length) Array.Resize(ref _ends, Math.Max(count, 2 * _ends.Length));
    }
}
