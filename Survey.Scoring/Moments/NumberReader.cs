using System.Text;

namespace Survey.Scoring.Moments;

/// <summary>Reads what <see cref="NumberWriter"/> wrote.</summary>
/// <remarks>Any read may find that the bytes are damaged, and throws <see cref="InvalidDataException"/> then.</remarks>
internal ref struct NumberReader(ReadOnlySpan<byte> bytes)
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

    public long ReadLong() => Read() is var number && number >= long.MinValue && number <= long.MaxValue ? (long)number : throw MomentsFile.Damaged();

    public DataHash ReadHash() => DataHash.Read(Take(DataHash.Length));

    public string ReadString() => Encoding.UTF8.GetString(Take(ReadLong()));

    private ReadOnlySpan<byte> Take(long length)
    {
        if (_zeros > 0 || length < 0 || length > _bytes.Length) throw MomentsFile.Damaged();
        var taken = _bytes[..(int)length];
        _bytes = _bytes[(int)length..];
        return taken;
    }

    private UInt128 ReadUnsigned()
    {
        ulong small = 0;
        for (var place = 0; place < 9; place++)
        {
            if (place >= _bytes.Length) throw MomentsFile.Damaged();
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

        throw MomentsFile.Damaged();
    }
}
