using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>
/// The sum modulo 2²⁵⁶ of the SHA-256 of every response: the same for the same data in any order and any split, and responses can be
/// taken out again.
/// </summary>
/// <remarks>
/// Hashed are id, answers, importance points, outcomes and attributes, each with its length (32-bit little endian); points as 64-bit
/// floats, texts as UTF-8. Comments, times and further columns are not, because no figure depends on them.
/// </remarks>
internal struct DataHash : IEquatable<DataHash>
{
    /// <summary>The bytes of a hash.</summary>
    public const int Length = 32;

    private UInt128 _low, _high;

    /// <summary>Adds rows of a table that lie in one piece.</summary>
    public void Add(ResponseTable table, int row, int count)
    {
        var buffer = new byte[1024];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var attributes = table.Questionnaire.Attributes.Length;
        for (; count > 0; row++, count--)
        {
            var id = table.IdOf(row);
            var answers = table.Answers(row, 1);
            var importance = table.Importance(row, 1);
            var outcomes = table.Outcomes(row, 1);
            var codes = table.Attributes(row, 1);
            var size = 20 + Encoding.UTF8.GetMaxByteCount(id.Length) + answers.Length + 8 * importance.Length + outcomes.Length;
            for (var attribute = 0; attribute < attributes; attribute++) size += 4 + table.ValuesOf(attribute).Utf8Of(codes[attribute]).Length;
            if (buffer.Length < size) buffer = new byte[2 * size];

            var at = 4;
            at += Encoding.UTF8.GetBytes(id, buffer.AsSpan(4));
            BinaryPrimitives.WriteInt32LittleEndian(buffer, at - 4);
            Append(answers, buffer, ref at);
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(at), importance.Length);
            at += 4;
            foreach (var points in importance)
            {
                // One pattern for "not given", and no difference between 0 and −0.
                BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(at), double.IsNaN(points) ? -1 : BitConverter.DoubleToInt64Bits(points + 0.0));
                at += 8;
            }

            Append(outcomes, buffer, ref at);
            for (var attribute = 0; attribute < attributes; attribute++) Append(table.ValuesOf(attribute).Utf8Of(codes[attribute]), buffer, ref at);
            SHA256.HashData(buffer.AsSpan(0, at), hash);
            Add(BinaryPrimitives.ReadUInt128BigEndian(hash[16..]), BinaryPrimitives.ReadUInt128BigEndian(hash));
        }
    }

    /// <summary>Adds another sum, or subtracts it when <paramref name="sign"/> is −1.</summary>
    public void Add(DataHash other, int sign)
    {
        if (sign >= 0) Add(other._low, other._high);
        else Add(~other._low + 1, ~other._high + (other._low == 0 ? UInt128.One : UInt128.Zero));
    }

    /// <summary>Writes the hash, low bytes first.</summary>
    public readonly void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, _low);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes[16..], _high);
    }

    /// <summary>The hash that <see cref="WriteTo"/> wrote.</summary>
    public static DataHash Read(ReadOnlySpan<byte> bytes) =>
        new() { _low = BinaryPrimitives.ReadUInt128LittleEndian(bytes), _high = BinaryPrimitives.ReadUInt128LittleEndian(bytes[16..]) };

    /// <inheritdoc/>
    public readonly bool Equals(DataHash other) => _low == other._low && _high == other._high;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is DataHash other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(_low, _high);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override readonly string ToString() =>
        _high.ToString("x32", System.Globalization.CultureInfo.InvariantCulture) + _low.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    private static void Append(ReadOnlySpan<byte> bytes, Span<byte> buffer, ref int at)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer[at..], bytes.Length);
        bytes.CopyTo(buffer[(at + 4)..]);
        at += 4 + bytes.Length;
    }

    private void Add(UInt128 low, UInt128 high)
    {
        _low = unchecked(_low + low);
        _high = unchecked(_high + high + (_low < low ? UInt128.One : UInt128.Zero));
    }
}
