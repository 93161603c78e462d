namespace Survey.Scoring.Responses;

/// <summary>A file as UTF-8, whatever its encoding; where ASCII does not tell the encoding, the first other characters do when they come.</summary>
internal sealed class CsvUtf8Stream : ForwardStream
{
    private Func<long, bool>? _isUtf8;
    private Stream _bytes;
    private long _read;

    /// <summary>A file in an encoding.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">The encoding that it is taken for.</param>
    /// <param name="isUtf8">
    /// Tells whether it is UTF-8 by the number of ASCII characters that come before the first other one; otherwise it is Windows-1256. Null when nothing is open.
    /// </param>
    public CsvUtf8Stream(Stream bytes, string name, Func<long, bool>? isUtf8) =>
        (_bytes, EncodingName, _isUtf8) = (CsvEncoding.Decoded(bytes, name), name, isUtf8);

    /// <summary>The encoding, as far as it is known.</summary>
    public string EncodingName { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var length = _bytes.Read(buffer);
        if (_isUtf8 is null) return length;
        var read = buffer[..length];
        var other = read.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        if (other < 0)
        {
            _read += length;
            return length;
        }

        var isUtf8 = _isUtf8(_read + other);
        _isUtf8 = null;
        if (isUtf8) return length;
        EncodingName = CsvEncoding.Windows1256;
        _bytes = CsvEncoding.Decoded(new ReplayStream(read.ToArray(), _bytes), EncodingName);
        return _bytes.Read(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _bytes.Dispose();
        base.Dispose(disposing);
    }
}
