using System.Buffers;
using System.Text;

namespace Survey.Scoring.Moments;

/// <summary>
/// Numbers as bytes: variable-length integers, signs in the last bit, 7 bits a byte, low bits first; a run of zeros is a zero and the number of
/// further ones.
/// </summary>
internal sealed class NumberWriter
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
