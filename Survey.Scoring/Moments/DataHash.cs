using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Moments;

/// <summary>
/// The sums modulo 2⁶⁴ of the four words of the hashes of every response (<see cref="ResponseHasher"/>): the same for the same data in any
/// order and any split, and responses can be taken out again.
/// </summary>
/// <remarks>
/// Hashed are id, answers, importance points, outcomes and attributes. Comments, times and further columns are not, because no figure depends
/// on them.
/// </remarks>
internal struct DataHash(Vector256<ulong> words) : IEquatable<DataHash>
{
    /// <summary>The bytes of a hash.</summary>
    public const int Length = 32;

    private Vector256<ulong> _words = words;

    /// <summary>Adds another hash or sum.</summary>
    public void Add(DataHash other) => _words += other._words;

    /// <summary>Adds another sum, or subtracts it when <paramref name="sign"/> is −1.</summary>
    public void Add(DataHash other, int sign) => _words = sign >= 0 ? _words + other._words : _words - other._words;

    /// <summary>Writes the hash, low bytes first.</summary>
    public readonly void WriteTo(Span<byte> bytes)
    {
        for (var word = 0; word < 4; word++) BinaryPrimitives.WriteUInt64LittleEndian(bytes[(8 * word)..], _words[word]);
    }

    /// <summary>The hash that <see cref="WriteTo"/> wrote.</summary>
    public static DataHash Read(ReadOnlySpan<byte> bytes) => new(Vector256.Create(
        BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..])));

    /// <inheritdoc/>
    public readonly bool Equals(DataHash other) => _words == other._words;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is DataHash other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => _words.GetHashCode();

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override readonly string ToString()
    {
        var words = _words;
        return string.Concat(Enumerable.Range(0, 4).Select(word => words[word].ToString("x16", CultureInfo.InvariantCulture)));
    }
}
