namespace Survey.Scoring.Responses.Reading;

/// <summary>What a block is.</summary>
internal enum CsvBlockKind
{
    /// <summary>Whole rows.</summary>
    Rows,

    /// <summary>A row with a quotation mark that the file never closes.</summary>
    Unclosed,

    /// <summary>The beginning of a row that is longer than any is read.</summary>
    TooLong,
}

/// <summary>A piece of a file that begins where a row does.</summary>
/// <param name="Bytes">Holds the piece from its beginning on.</param>
/// <param name="Length">The length of the piece.</param>
/// <param name="Kind">What it is.</param>
/// <param name="FileRead">How many bytes of the file were read when it was cut, where the file can tell.</param>
internal readonly record struct CsvBlock(byte[] Bytes, int Length, CsvBlockKind Kind, long FileRead)
{
    /// <summary>The piece.</summary>
    public ReadOnlySpan<byte> Data => Bytes.AsSpan(0, Length);
}
