namespace Survey.Scoring.Responses;

/// <summary>How a cell ended.</summary>
internal enum CellEnd
{
    /// <summary>The buffer ended before the cell did: more bytes are needed.</summary>
    Unknown,

    /// <summary>A delimiter follows.</summary>
    Delimiter,

    /// <summary>The row ends.</summary>
    Row,

    /// <summary>The file ends within a quoted cell.</summary>
    UnclosedQuote,
}

/// <summary>RFC 4180 on bytes: one cell after another.</summary>
internal ref struct CsvRecord(ReadOnlySpan<byte> data, byte delimiter, bool isFinal, byte[] scratch)
{
    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>Where the next cell begins.</summary>
    public int Position;

    /// <summary>A buffer for cells with doubled quotation marks, which grows.</summary>
    public byte[] Scratch = scratch;

    /// <summary>Whether the last cell was quoted.</summary>
    public bool WasQuoted;

    /// <summary>Whether something stands between the last cell's closing quotation mark and the delimiter.</summary>
    public bool HasTextAfterQuote;

    /// <summary>Line breaks within the last cell.</summary>
    public int LineBreaks;

    /// <summary>Reads the next cell: its content without quotation marks, and without spaces at its ends when it is not quoted.</summary>
    public CellEnd Next(out ReadOnlySpan<byte> content)
    {
        LineBreaks = 0;
        WasQuoted = false;
        HasTextAfterQuote = false;
        var rest = _data[Position..];
        var space = 0;
        while (space < rest.Length && rest[space] != delimiter && CsvText.SpaceAtStart(rest[space..]) is > 0 and var size) space += size;
        if (space < rest.Length && rest[space] == (byte)'"') return Quoted(rest, space + 1, out content);

        var length = rest.IndexOfAny(delimiter, (byte)'\r', (byte)'\n');
        content = CsvText.Trim(length < 0 ? rest : rest[..length]);
        if (length < 0 && !isFinal) return CellEnd.Unknown;
        return End(Position + (length < 0 ? rest.Length : length));
    }

    private CellEnd Quoted(ReadOnlySpan<byte> rest, int start, out ReadOnlySpan<byte> content)
    {
        WasQuoted = true;
        content = default;
        var copied = -1;
        var from = start;
        while (true)
        {
            var quote = rest[from..].IndexOf((byte)'"');
            if (quote < 0) return isFinal ? CellEnd.UnclosedQuote : CellEnd.Unknown;
            var end = from + quote;
            if (end + 1 == rest.Length && !isFinal) return CellEnd.Unknown;
            if (end + 1 < rest.Length && rest[end + 1] == (byte)'"')
            {
                copied = Copy(rest[from..(end + 1)], Math.Max(copied, 0));
                from = end + 2;
                continue;
            }

            LineBreaks = CsvText.LineBreaks(rest[start..end]);
            if (copied < 0)
            {
                content = rest[start..end];
            }
            else
            {
                copied = Copy(rest[from..end], copied);
                content = Scratch.AsSpan(0, copied);
            }

            var after = end + 1;
            while (after < rest.Length && rest[after] != delimiter && CsvText.SpaceAtStart(rest[after..]) is > 0 and var size) after += size;
            return End(Position + after);
        }
    }

    private int Copy(ReadOnlySpan<byte> piece, int at)
    {
        if (at + piece.Length > Scratch.Length) Array.Resize(ref Scratch, Math.Max(2 * Scratch.Length, at + piece.Length));
        piece.CopyTo(Scratch.AsSpan(at));
        return at + piece.Length;
    }

    private CellEnd End(int position)
    {
        if (position == _data.Length)
        {
            if (!isFinal) return CellEnd.Unknown;
            Position = position;
            return CellEnd.Row;
        }
        switch (_data[position])
        {
            case var character when character == delimiter:
                Position = position + 1;
                return CellEnd.Delimiter;
            case (byte)'\n':
                Position = position + 1;
                return CellEnd.Row;
            case (byte)'\r':
                if (position + 1 == _data.Length && !isFinal) return CellEnd.Unknown;
                Position = position + (position + 1 < _data.Length && _data[position + 1] == (byte)'\n' ? 2 : 1);
                return CellEnd.Row;
            default:
                // Read on behind the stray text, so that the rows after this one are understood.
                HasTextAfterQuote = true;
                var next = _data[position..].IndexOfAny(delimiter, (byte)'\r', (byte)'\n');
                return End(next < 0 ? _data.Length : position + next);
        }
    }
}
