using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Survey.Scoring.Moments;

/// <summary>
/// The frame of stored moments: four letters for their kind, the version of the format (1 byte), the shape of the plan (SHA-256), the length of the
/// numbers (32 bits, little endian), the numbers, and the first 8 bytes of the SHA-256 of all before.
/// </summary>
internal static class MomentsFile
{
    private const int KindLength = 4;
    private const int HeaderLength = KindLength + 1 + SHA256.HashSizeInBytes + 4;
    private const int ChecksumLength = 8;

    /// <summary>Writes numbers in the frame.</summary>
    public static void Write(Stream stream, ReadOnlySpan<byte> kind, byte formatVersion, StudyPlan plan, ReadOnlySpan<byte> numbers)
    {
        var bytes = new byte[HeaderLength + numbers.Length + ChecksumLength];
        kind.CopyTo(bytes);
        bytes[KindLength] = formatVersion;
        plan.ShapeHash.AsSpan().CopyTo(bytes.AsSpan(KindLength + 1));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(HeaderLength - 4), numbers.Length);
        numbers.CopyTo(bytes.AsSpan(HeaderLength));
        Checksum(bytes.AsSpan(0, HeaderLength + numbers.Length)).CopyTo(bytes.AsSpan(HeaderLength + numbers.Length));
        stream.Write(bytes);
    }

    /// <summary>Reads numbers of moments of a plan; the stream then stands behind the frame.</summary>
    /// <exception cref="InvalidDataException">The bytes are no moments of this kind, of another version or of a questionnaire that asks something else, or damaged.</exception>
    public static ReadOnlySpan<byte> Read(Stream stream, ReadOnlySpan<byte> kind, byte formatVersion, StudyPlan plan)
    {
        var header = new byte[HeaderLength];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.AsSpan(0, KindLength).SequenceEqual(kind))
            throw new InvalidDataException("These are no moments.");
        if (header[KindLength] != formatVersion) throw new InvalidDataException($"The moments have format {header[KindLength]}; this program reads format {formatVersion}.");
        if (!header.AsSpan(KindLength + 1, SHA256.HashSizeInBytes).SequenceEqual(plan.ShapeHash.AsSpan()))
            throw new InvalidDataException($"The moments belong to a questionnaire that asks something else than version {plan.Questionnaire.Version} of {plan.Questionnaire.Id}, or to another version of the program.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(HeaderLength - 4));
        if (length < 0 || (stream.CanSeek && length > stream.Length - stream.Position)) throw Damaged();
        var bytes = new byte[HeaderLength + length + ChecksumLength];
        header.CopyTo(bytes, 0);
        var rest = bytes.AsSpan(HeaderLength);
        if (stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) < rest.Length
            || !Checksum(bytes.AsSpan(0, HeaderLength + length)).SequenceEqual(rest[length..])) throw Damaged();
        return rest[..length];
    }

    /// <summary>The bytes are not as they were written.</summary>
    public static InvalidDataException Damaged() => new("The moments are damaged.");

    private static byte[] Checksum(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes)[..ChecksumLength];
}
