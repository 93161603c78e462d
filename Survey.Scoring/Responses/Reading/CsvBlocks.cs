namespace Survey.Scoring.Responses.Reading;

/// <summary>Cuts what follows the header of a file into blocks of whole rows. Memory is what the blocks in use take, and the longest row.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
/// <param name="utf8">What is left of the file, as UTF-8.</param>
/// <param name="delimiter">The delimiter of cells.</param>
/// <param name="size">The bytes of a block; more where a row is longer.</param>
/// <param name="position">Tells how many bytes of the file are read.</param>
internal sealed class CsvBlocks(Stream utf8, byte delimiter, int size, Func<long> position)
{
    /// <summary>Longer rows are not read.</summary>
    public const int LongestRow = 1 << 26;

    private readonly Stack<byte[]> _free = [];
    private byte[] _carried = [];
    private bool _isFinal;

    /// <summary>Whether all blocks are given.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The next block; null when there is none. One that does not hold whole rows is the last.</summary>
    public CsvBlock? Next()
    {
        if (IsAtEnd) return null;
        var bytes = _carried.Length < size && _free.TryPop(out var free) ? free : new byte[Math.Max(size, _carried.Length)];
        _carried.CopyTo(bytes, 0);
        var filled = _carried.Length;
        while (true)
        {
            if (!_isFinal)
            {
                filled += utf8.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
                _isFinal = filled < bytes.Length;
            }

            var length = CsvRowEnds.Last(bytes.AsSpan(0, filled), delimiter, _isFinal);
            if (length > 0)
            {
                _carried = bytes[length..filled];
                IsAtEnd = _isFinal && length == filled;
                return new CsvBlock(bytes, length, CsvBlockKind.Rows, position());
            }

            if (_isFinal || filled >= LongestRow)
            {
                IsAtEnd = true;
                return filled == 0 ? null : new CsvBlock(bytes, filled, _isFinal ? CsvBlockKind.Unclosed : CsvBlockKind.TooLong, position());
            }

            Array.Resize(ref bytes, Math.Min(2 * bytes.Length, LongestRow));
        }
    }

    /// <summary>Takes back the memory of a block that is not needed any more.</summary>
    public void Return(CsvBlock block)
    {
        if (block.Bytes.Length == size) _free.Push(block.Bytes);
    }
}
