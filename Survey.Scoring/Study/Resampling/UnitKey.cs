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
    public static UInt128 Of(string id)
    {
        var hash = CsvIdHash.Of(id);
        var (high, low) = ((ulong)(hash >> 64) ^ Key, (ulong)hash);
        return new UInt128(Mix(high + Mix(low)), Mix(low ^ high));
    }

    /// <summary>The group of an id among a number of groups.</summary>
    public static int GroupOf(string id, int groups) => (int)Math.BigMul((ulong)(Of(id) >> 64), (ulong)groups, out _);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 33)) * 0xFF51AFD7ED558CCD;
        z = (z ^ (z >> 33)) * 0xC4CEB9FE1A85EC53;
        return z ^ (z >> 33);
    }
}
