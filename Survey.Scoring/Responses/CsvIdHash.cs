using System.Runtime.InteropServices;

namespace Survey.Scoring.Responses;

/// <summary>A 128-bit number for an id: equal ids have equal numbers, and two different ones among 10¹² equal ones by chance with probability 10⁻¹⁵.</summary>
internal static class CsvIdHash
{
    /// <summary>The number of an id.</summary>
    public static UInt128 Of(ReadOnlySpan<char> id) => Of(MemoryMarshal.AsBytes(id), id.Length);

    /// <summary>The number of an id in UTF-8: another one than that of its characters, to be compared with its like only.</summary>
    public static UInt128 OfUtf8(ReadOnlySpan<byte> id) => Of(id, id.Length);

    private static UInt128 Of(ReadOnlySpan<byte> rest, int length)
    {
        ulong high = 0x9E3779B97F4A7C15, low = 0xC2B2AE3D27D4EB4F;
        while (rest.Length >= 8)
        {
            Mix(ref high, ref low, MemoryMarshal.Read<ulong>(rest));
            rest = rest[8..];
        }
        ulong last = 0;
        for (var i = 0; i < rest.Length; i++) last |= (ulong)rest[i] << (8 * i);
        Mix(ref high, ref low, last);
        Mix(ref high, ref low, (ulong)length);
        return new(high, low);
    }

    private static void Mix(ref ulong high, ref ulong low, ulong piece)
    {
        var upper = Math.BigMul(high ^ piece, 0xA0761D6478BD642F, out var lower);
        var other = Math.BigMul(low + piece, 0xE7037ED1A0B428DB, out var rest);
        high = upper ^ lower ^ low;
        low = (other ^ rest) + upper;
    }
}
