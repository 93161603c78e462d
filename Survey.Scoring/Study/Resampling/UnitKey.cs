using System.Runtime.InteropServices;
using System.Text;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Study.Resampling;

/// <summary>
/// A keyed hash of a response's id. It puts responses in an order of their own, and the same id always into the same group, whatever other
/// responses there are: moments of groups may be stored, added and subtracted.
/// </summary>
internal static class UnitKey
{
    private const ulong Key = 0x5EA7B00757A9C0DE;

    /// <summary>The hash of an id.</summary>
    public static UInt128 Of(ReadOnlySpan<char> id)
    {
        var hash = CsvIdHash.Of(id);
        var (high, low) = ((ulong)(hash >> 64) ^ Key, (ulong)hash);
        return new UInt128(Mix(high + Mix(low)), Mix(low ^ high));
    }

    /// <summary>The group of an id among a number of groups.</summary>
    public static int GroupOf(ReadOnlySpan<char> id, int groups) => GroupOf(Of(id), groups);

    /// <summary>The hash of a row's id.</summary>
    public static UInt128 Of(ResponseTable responses, int row)
    {
        const int Usual = 256;
        var bytes = responses.BytesOfId(row, out var isWide);
        if (isWide) return Of(MemoryMarshal.Cast<byte, char>(bytes));
        Span<char> id = bytes.Length <= Usual ? stackalloc char[bytes.Length] : new char[bytes.Length];
        Encoding.Latin1.GetChars(bytes, id);
        return Of(id);
    }

    /// <summary>The group of a row's id among a number of groups.</summary>
    public static int GroupOf(ResponseTable responses, int row, int groups) => GroupOf(Of(responses, row), groups);

    private static int GroupOf(UInt128 hash, int groups) => (int)Math.BigMul((ulong)(hash >> 64), (ulong)groups, out _);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 33)) * 0xFF51AFD7ED558CCD;
        z = (z ^ (z >> 33)) * 0xC4CEB9FE1A85EC53;
        return z ^ (z >> 33);
    }
}
