namespace Survey.Scoring.Responses.Reading;

/// <summary>Finds where rows end without reading their cells, as <see cref="CsvRecord"/> understands quotation marks.</summary>
internal static class CsvRowEnds
{
    /// <summary>The end of the last whole row of a piece that begins where a row does; 0 when no row ends in it.</summary>
    /// <param name="data">The piece.</param>
    /// <param name="delimiter">The delimiter of cells.</param>
    /// <param name="isFinal">Whether nothing comes behind it; its last row then needs no line break.</param>
    public static int Last(ReadOnlySpan<byte> data, byte delimiter, bool isFinal)
    {
        // Whether a line feed follows is not known yet.
        var known = !isFinal && data is [.., (byte)'\r'] ? data.Length - 1 : data.Length;
        var last = 0;
        var from = 0;
        while (true)
        {
            var quote = data[from..].IndexOf((byte)'"');
            var plain = data[from..(quote < 0 ? known : from + quote)];
            if (plain.LastIndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end) last = from + end + 1;
            if (quote < 0) return isFinal ? data.Length : last;

            var start = from + quote;
            if (!OpensCell(data[from..start], delimiter, isStart: from == 0))
            {
                from = start + 1;
                continue;
            }

            if (End(data, start + 1, isFinal) is not (>= 0 and var closed)) return last;
            from = closed;
        }
    }

    /// <summary>Whether a quotation mark opens a cell: nothing but spaces stands between it and the delimiter or the row's beginning.</summary>
    private static bool OpensCell(ReadOnlySpan<byte> before, byte delimiter, bool isStart)
    {
        while (before is not [])
        {
            if (before[^1] == delimiter || before[^1] is (byte)'\r' or (byte)'\n') return true;
            if (CsvText.SpaceAtEnd(before) is not (> 0 and var space)) return false;
            before = before[..^space];
        }

        return isStart;
    }

    // Where the cell goes on behind its closing quotation mark; −1 when it is not known.
    private static int End(ReadOnlySpan<byte> data, int from, bool isFinal)
    {
        while (data[from..].IndexOf((byte)'"') is >= 0 and var quote)
        {
            var next = from + quote + 1;
            if (next == data.Length) return isFinal ? next : -1;
            if (data[next] != (byte)'"') return next;
            from = next + 1;
        }

        return -1;
    }
}
