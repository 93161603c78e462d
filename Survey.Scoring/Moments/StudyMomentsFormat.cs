using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Moments;

/// <summary>
/// Moments as bytes: <c>"SMOM"</c>, the version of the format (1 byte), the shape of the plan (SHA-256), the length of the numbers (32 bits,
/// little endian), the numbers, and the first 8 bytes of the SHA-256 of all before. Equal moments give equal bytes.
/// </summary>
/// <remarks>
/// Every number is a variable-length integer, signs in the last bit, 7 bits a byte, low bits first; a run of zeros is a zero and the
/// number of further ones. So blocks that count no respondents cost next to nothing, and one response takes a few kilobytes at most.
/// </remarks>
internal static class StudyMomentsFormat
{
    private const byte FormatVersion = 2;
    private const int HeaderLength = 4 + 1 + SHA256.HashSizeInBytes + 4;
    private const int ChecksumLength = 8;

    /// <summary>Writes moments.</summary>
    public static void Write(StudyMoments moments, Stream stream)
    {
        var numbers = new NumberWriter();
        numbers.Write(moments.Responses);
        numbers.Write(moments.DataHash);
        foreach (var counts in moments.AnswerCounts.Concat(moments.OutcomeCounts))
            foreach (var count in counts.Counts) numbers.Write(count);
        foreach (var block in moments.Blocks)
        {
            numbers.Write(block.Count);
            foreach (var sum in block.Sums) numbers.Write(sum);
            foreach (var product in block.Products) numbers.Write(product);
        }

        foreach (var groups in moments.Groups)
        {
            numbers.Write(groups.Count);
            foreach (var (value, group) in groups.OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                numbers.Write(value);
                numbers.Write(group.Responses);
                foreach (var count in group.Counts) numbers.Write(count);
                foreach (var sum in group.Sums) numbers.Write(sum);
                foreach (var square in group.Squares) numbers.Write(square);
            }
        }

        var payload = numbers.Finish();
        var bytes = new byte[HeaderLength + payload.Length + ChecksumLength];
        "SMOM"u8.CopyTo(bytes);
        bytes[4] = FormatVersion;
        moments.Plan.ShapeHash.AsSpan().CopyTo(bytes.AsSpan(5));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(HeaderLength - 4), payload.Length);
        payload.CopyTo(bytes.AsSpan(HeaderLength));
        Checksum(bytes.AsSpan(0, HeaderLength + payload.Length)).CopyTo(bytes.AsSpan(HeaderLength + payload.Length));
        stream.Write(bytes);
    }

    /// <summary>Reads moments of a questionnaire that asks what they were computed for; the stream then stands behind them.</summary>
    /// <exception cref="InvalidDataException">The bytes are no moments, of another version or of a questionnaire that asks something else, or damaged.</exception>
    public static StudyMoments Read(Stream stream, Questionnaire questionnaire)
    {
        var moments = StudyMoments.Empty(questionnaire);
        var header = new byte[HeaderLength];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.AsSpan(0, 4).SequenceEqual("SMOM"u8))
            throw new InvalidDataException("These are no moments.");
        if (header[4] != FormatVersion) throw new InvalidDataException($"The moments have format {header[4]}; this program reads format {FormatVersion}.");
        if (!header.AsSpan(5, SHA256.HashSizeInBytes).SequenceEqual(moments.Plan.ShapeHash.AsSpan()))
            throw new InvalidDataException($"The moments belong to a questionnaire that asks something else than version {questionnaire.Version} of {questionnaire.Id}, or to another version of the program.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(HeaderLength - 4));
        if (length < 0 || (stream.CanSeek && length > stream.Length - stream.Position)) throw Damaged();
        var bytes = new byte[HeaderLength + length + ChecksumLength];
        header.CopyTo(bytes, 0);
        var rest = bytes.AsSpan(HeaderLength);
        if (stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) < rest.Length
            || !Checksum(bytes.AsSpan(0, HeaderLength + length)).SequenceEqual(rest[length..])) throw Damaged();

        var numbers = new NumberReader(rest[..length]);
        Read(moments, ref numbers);
        return numbers.IsAtEnd ? moments : throw Damaged();
    }

    private static void Read(StudyMoments moments, ref NumberReader numbers)
    {
        moments.Responses = numbers.ReadLong();
        moments.DataHash = numbers.ReadHash();
        foreach (var counts in moments.AnswerCounts) numbers.Read(counts.Counts);
        foreach (var counts in moments.OutcomeCounts) numbers.Read(counts.Counts);
        foreach (var block in moments.Blocks)
        {
            block.Count = numbers.ReadLong();
            numbers.Read(block.Sums);
            numbers.Read(block.Products);
        }

        foreach (var groups in moments.Groups)
        {
            for (var left = numbers.ReadLong(); left > 0; left--)
            {
                var value = numbers.ReadString();
                var group = new GroupMoments(moments.Plan.Segments.Length) { Responses = numbers.ReadLong() };
                numbers.Read(group.Counts);
                numbers.Read(group.Sums);
                numbers.Read(group.Squares);
                if (!groups.TryAdd(value, group)) throw Damaged();
            }
        }
    }

    private static InvalidDataException Damaged() => new("The moments are damaged.");

    private static byte[] Checksum(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes)[..ChecksumLength];

    private sealed class NumberWriter
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(4096);
        private long _zeros;

        public void Write(Int128 number)
        {
            if (number == 0)
            {
                _zeros++;
                return;
            }

            EndZeros();
            WriteUnsigned((UInt128)((number << 1) ^ (number >> 127)));
        }

        public void Write(DataHash hash)
        {
            Span<byte> bytes = stackalloc byte[DataHash.Length];
            hash.WriteTo(bytes);
            WriteBytes(bytes);
        }

        public void Write(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Write(bytes.Length);
            WriteBytes(bytes);
        }

        public ReadOnlySpan<byte> Finish()
        {
            EndZeros();
            return _bytes.WrittenSpan;
        }

        private void WriteBytes(ReadOnlySpan<byte> bytes)
        {
            EndZeros();
            _bytes.Write(bytes);
        }

        private void EndZeros()
        {
            if (_zeros == 0) return;
            WriteUnsigned(0);
            WriteUnsigned((UInt128)(_zeros - 1));
            _zeros = 0;
        }

        private void WriteUnsigned(UInt128 number)
        {
            var bytes = _bytes.GetSpan(19);
            var length = 0;
            for (; number >= 0x80; number >>= 7) bytes[length++] = (byte)((byte)number | 0x80);
            bytes[length++] = (byte)number;
            _bytes.Advance(length);
        }
    }

    private ref struct NumberReader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _bytes = bytes;
        private ulong _zeros;

        public readonly bool IsAtEnd => _bytes.IsEmpty && _zeros == 0;

        public Int128 Read()
        {
            if (_zeros > 0)
            {
                _zeros--;
                return 0;
            }

            var number = ReadUnsigned();
            if (number == 0)
            {
                _zeros = (ulong)ReadUnsigned();
                return 0;
            }

            return (Int128)(number >> 1) ^ -(Int128)(number & 1);
        }

        public void Read(Span<long> numbers)
        {
            foreach (ref var number in numbers) number = ReadLong();
        }

        public void Read(Span<Int128> numbers)
        {
            foreach (ref var number in numbers) number = Read();
        }

        public long ReadLong() => Read() is var number && number >= long.MinValue && number <= long.MaxValue ? (long)number : throw Damaged();

        public DataHash ReadHash() => DataHash.Read(Take(DataHash.Length));

        public string ReadString() => Encoding.UTF8.GetString(Take(ReadLong()));

        private ReadOnlySpan<byte> Take(long length)
        {
            if (_zeros > 0 || length < 0 || length > _bytes.Length) throw Damaged();
            var taken = _bytes[..(int)length];
            _bytes = _bytes[(int)length..];
            return taken;
        }

        private UInt128 ReadUnsigned()
        {
            ulong small = 0;
            for (var place = 0; place < 9; place++)
            {
                if (place >= _bytes.Length) throw Damaged();
                small |= (ulong)(_bytes[place] & 0x7F) << (7 * place);
                if (_bytes[place] >= 0x80) continue;
                _bytes = _bytes[(place + 1)..];
                return small;
            }

            UInt128 large = small;
            for (var place = 9; place < Math.Min(_bytes.Length, 19); place++)
            {
                large |= (UInt128)(_bytes[place] & 0x7F) << (7 * place);
                if (_bytes[place] >= 0x80) continue;
                _bytes = _bytes[(place + 1)..];
                return large;
            }

            throw Damaged();
        }
    }
}
