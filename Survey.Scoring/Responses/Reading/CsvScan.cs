using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Responses.Reading;

/// <summary>Looks for the end of a cell that is not quoted.</summary>
internal static class CsvScan
{
    /// <summary>The length of the cell: up to a delimiter or a line break, or of all there is when none comes.</summary>
    /// <param name="data">Where the cell begins.</param>
    /// <param name="delimiter">The delimiter of cells.</param>
    /// <param name="isPlain">Whether the cell has nothing but ASCII that can be seen, and no quotation mark.</param>
    public static int CellLength(ReadOnlySpan<byte> data, byte delimiter, out bool isPlain)
    {
        isPlain = true;
        ref var bytes = ref MemoryMarshal.GetReference(data);
        var length = 0;
        var delimiters = Vector128.Create(delimiter);
        for (; length + Vector128<byte>.Count <= data.Length; length += Vector128<byte>.Count)
        {
            var piece = Vector128.LoadUnsafe(ref bytes, (nuint)length);
            var end = (Vector128.Equals(piece, delimiters) | Vector128.Equals(piece, Vector128.Create((byte)'\n')) | Vector128.Equals(piece, Vector128.Create((byte)'\r')))
                .ExtractMostSignificantBits();
            var other = (Vector128.GreaterThan(piece - Vector128.Create((byte)'!'), Vector128.Create((byte)('~' - '!'))) | Vector128.Equals(piece, Vector128.Create((byte)'"')))
                .ExtractMostSignificantBits();
            if (end == 0)
            {
                isPlain &= other == 0;
                continue;
            }

            var own = BitOperations.TrailingZeroCount(end);
            isPlain &= (other & ((1u << own) - 1)) == 0;
            return length + own;
        }

        for (; length < data.Length; length++)
        {
            var character = data[length];
            if (character == delimiter || character is (byte)'\n' or (byte)'\r') return length;
            isPlain &= character is >= (byte)'!' and <= (byte)'~' and not (byte)'"';
        }

        return length;
    }
}
