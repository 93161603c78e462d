using System.Numerics;

namespace Survey.Scoring.Screening;

/// <summary>Finds the few hashes that may stand more than once among many, without sorting them.</summary>
internal static class RepeatedHashes
{
    // Bits per hash: one in so many meets another by chance.
    private const int Bits = 16;

    /// <summary>
    /// The places of all hashes but 0 that stand more than once, and of a few others. A hash has a bit of a table; where a second one finds it set,
    /// all with this bit are kept. The processors share the hashes by their first bits.
    /// </summary>
    public static int[] RowsOf(ulong[] hashes)
    {
        var parts = (int)BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount);
        var rows = new List<int>[parts];
        Parallel.For(0, parts, part => rows[part] = RowsOf(hashes, (ulong)part, BitOperations.Log2((uint)parts)));
        return [.. rows.SelectMany(some => some)];
    }

    private static List<int> RowsOf(ulong[] hashes, ulong part, int partBits)
    {
        var size = (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(64, (long)hashes.Length * Bits >> partBits));
        var (seen, again) = (new ulong[size / 64], new ulong[size / 64]);
        var mask = (ulong)size - 1;
        foreach (var hash in hashes)
        {
            if (!IsMine(hash)) continue;
            var (word, bit) = PlaceOf(hash);
            again[word] |= seen[word] & bit;
            seen[word] |= bit;
        }

        var rows = new List<int>();
        for (var row = 0; row < hashes.Length; row++)
        {
            if (!IsMine(hashes[row])) continue;
            var (word, bit) = PlaceOf(hashes[row]);
            if ((again[word] & bit) != 0) rows.Add(row);
        }

        return rows;

        // A shift by 64 would be none.
        bool IsMine(ulong hash) => hash != 0 && hash >> 1 >> (63 - partBits) == part;

        (int Word, ulong Bit) PlaceOf(ulong hash) => ((int)((hash & mask) >> 6), 1UL << (int)(hash & 63));
    }
}
