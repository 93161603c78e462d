using System.Text;

namespace Survey.Scoring.Responses;

/// <summary>
/// Which encoding a file has, and the file as UTF-8: by its byte-order mark; else UTF-16 when every second byte of the beginning is
/// mostly zero; else UTF-8 when it is valid; else Windows-1256, the code page in which older Persian and Arabic programs write. A file that
/// begins with 256 KB of ASCII tells by its first other characters.
/// </summary>
internal static class CsvEncoding
{
    public const string Utf8 = "UTF-8";
    public const string Windows1256 = "Windows-1256";
    private const string LittleEndian = "UTF-16 LE";
    private const string BigEndian = "UTF-16 BE";
    private const int SampleBytes = 256 * 1024;

    /// <summary>Opens a file at its position; it stays open when the result is closed.</summary>
    public static CsvUtf8Stream Open(Stream file)
    {
        var sample = new byte[SampleBytes];
        var position = file.CanSeek ? file.Position : 0;
        var length = file.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false);
        var start = sample.AsMemory(0, length);
        var (name, mark) = Detect(start.Span, isWhole: length < sample.Length);
        var isOpen = name == Utf8 && mark == 0 && length == sample.Length && Ascii.IsValid(start.Span) && file.CanSeek;
        return new(new ReplayStream(start[mark..], file), name, isOpen ? read => IsUtf8From(file, position + read / SampleBytes * SampleBytes) : null);
    }

    /// <summary>The file in an encoding as UTF-8.</summary>
    public static Stream Decoded(Stream file, string name) => name switch
    {
        LittleEndian => Encoding.CreateTranscodingStream(file, Encoding.Unicode, Encoding.UTF8, leaveOpen: true),
        BigEndian => Encoding.CreateTranscodingStream(file, Encoding.BigEndianUnicode, Encoding.UTF8, leaveOpen: true),
        Windows1256 => Encoding.CreateTranscodingStream(file, CodePagesEncodingProvider.Instance.GetEncoding(1256)!, Encoding.UTF8, leaveOpen: true),
        _ => file,
    };

    private static (string Name, int Mark) Detect(ReadOnlySpan<byte> sample, bool isWhole)
    {
        if (sample.StartsWith<byte>([0xEF, 0xBB, 0xBF])) return (Utf8, 3);
        if (sample.StartsWith<byte>([0xFF, 0xFE])) return (LittleEndian, 2);
        if (sample.StartsWith<byte>([0xFE, 0xFF])) return (BigEndian, 2);
        var (even, odd) = Zeros(sample[..Math.Min(sample.Length, 4096)]);
        if (odd > 0.2 && even < 0.05) return (LittleEndian, 0);
        if (even > 0.2 && odd < 0.05) return (BigEndian, 0);
        return (System.Text.Unicode.Utf8.IsValid(isWhole ? sample : WithoutPartOfCharacter(sample)) ? Utf8 : Windows1256, 0);
    }

    /// <summary>The share of zero bytes at even and at odd positions: in UTF-16 the high byte of digits and separators is zero.</summary>
    private static (double Even, double Odd) Zeros(ReadOnlySpan<byte> sample)
    {
        if (sample.Length < 2) return (0, 0);
        int even = 0, odd = 0;
        for (var i = 0; i + 1 < sample.Length; i += 2)
        {
            if (sample[i] == 0) even++;
            if (sample[i + 1] == 0) odd++;
        }
        return (even / (sample.Length / 2.0), odd / (sample.Length / 2.0));
    }

    /// <summary>A sample may end within a character.</summary>
    private static ReadOnlySpan<byte> WithoutPartOfCharacter(ReadOnlySpan<byte> sample)
    {
        for (var tail = 1; tail <= 3 && tail < sample.Length; tail++)
            if (sample[^tail] >= 0xC0) return sample[..^tail];
        return sample;
    }

    /// <summary>Whether the first piece of a file with other characters than ASCII, from a position on, is UTF-8; the file's position is restored.</summary>
    private static bool IsUtf8From(Stream file, long start)
    {
        var position = file.Position;
        try
        {
            file.Position = start;
            var buffer = new byte[SampleBytes];
            int length, kept = 0;
            while ((length = file.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false)) > 0)
            {
                var filled = kept + length;
                var isWhole = filled < buffer.Length;
                var complete = isWhole ? buffer.AsSpan(0, filled) : WithoutPartOfCharacter(buffer.AsSpan(0, filled));
                if (!System.Text.Unicode.Utf8.IsValid(complete)) return false;
                if (!Ascii.IsValid(complete)) return true;
                kept = filled - complete.Length;
                buffer.AsSpan(complete.Length, kept).CopyTo(buffer);
            }
            return true;
        }
        finally
        {
            file.Position = position;
        }
    }
}
