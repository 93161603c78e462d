using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Survey.Scoring.Responses;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;

namespace Survey.Scoring.Moments;

/// <summary>The hashes of responses, that <see cref="DataHash"/> sums. One per thread.</summary>
/// <remarks>
/// A response is a row of blocks of 128 bits: the numbers of answers, points, outcomes and attributes; answers; outcomes; points as floating-point
/// numbers, with one pattern for "not given"; a hash of each attribute value; the length of the id; the id, in ASCII where
/// all its characters are, otherwise in UTF-16. The blocks are hashed by
/// CLNH (Lemire &amp; Kaser 2016, Faster 64-bit universal hashing using carry-less multiplications) under two independent keys: a universal hash of
/// 2 × 128 bits that two given responses share with a probability of 2⁻¹²⁸ at most. Rounds of SipHash (Aumasson &amp; Bernstein 2012), which map 256
/// bits one to one, then make the sum over responses tell an exchange of answers between two of them. The keys are public: chance is
/// excluded, intent is not.
/// </remarks>
internal sealed class ResponseHasher
{
    private const int BlockBytes = 16;

    // Eight rows at a time: four vectors hold their states, and one instruction serves a word of all.
    private const int GroupRows = 8;

    // Public keys: as many as the longest response so far has blocks.
    private static Key[] _keys = MakeKeys(64);

    private readonly ResponseTable _table;
    private readonly bool _isPortable;
    private readonly int _answers;
    private readonly int _points;
    private readonly int _outcomes;
    private readonly Vector128<ulong>[][] _digests;
    private readonly Vector512<byte> _shortAnswers;
    private readonly Vector512<byte> _shortOutcomes;
    private Vector512<byte> _shortIds;
    private int _idLength;
    private readonly byte[] _lastAnswers;
    private readonly double[] _lastPoints;
    private readonly byte[] _lastOutcomes;
    private readonly int[] _lastAttributes;

    /// <summary>Hashes of rows of a table.</summary>
    /// <param name="table">The responses.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the hashes are the same.</param>
    public ResponseHasher(ResponseTable table, bool isPortable = false)
    {
        (_table, _isPortable) = (table, isPortable);
        (_answers, _points, _outcomes) = (table.Layout.Width, table.ImportanceCount, table.Questionnaire.Outcomes.Length);
        _digests = [.. table.Questionnaire.Attributes.Select((_, attribute) => MemoryMarshal.Cast<UInt128, Vector128<ulong>>(table.ValuesOf(attribute).Digests).ToArray())];
        (_shortAnswers, _shortOutcomes) = (PlacesOfShort(_answers), PlacesOfShort(_outcomes));
        (_lastAnswers, _lastOutcomes) = (new byte[RoomOf(_answers)], new byte[RoomOf(_outcomes)]);
        (_lastPoints, _lastAttributes) = (new double[GroupRows * _points + 1], new int[GroupRows * _digests.Length]);
    }

    /// <summary>Adds the responses of rows to a sum.</summary>
    public void Add(TableRows rows, ref DataHash sum) => sum.Add(_isPortable ? Sum<PortableProduct>(rows) : Sum<CarrylessProduct>(rows));

    private DataHash Sum<TProduct>(TableRows rows)
        where TProduct : IProduct
    {
        var answers = rows.Answers;
        var points = rows.Importance;
        var outcomes = rows.Outcomes;
        var attributes = rows.Attributes;
        var fixedBlocks = 1 + Blocks(_answers) + Blocks(_outcomes) + (_points + 1) / 2 + _digests.Length;
        var keys = KeysOf(fixedBlocks + 8);
        var header = new States();
        var numbers = Four(Vector128.Create((uint)_answers, (uint)_points, (uint)_outcomes, (uint)_digests.Length).AsUInt64());
        header.Add<TProduct>(numbers, numbers, keys[0]);
        var (sum0, sum1, sum2, sum3) = (Vector512<ulong>.Zero, Vector512<ulong>.Zero, Vector512<ulong>.Zero, Vector512<ulong>.Zero);
        var row = 0;
        // Some of what stands behind a row is read with it: the last rows are hashed from a place that has room.
        for (var room = (BlockBytes - 1) / Math.Max(Math.Min(_answers, _outcomes), 1) + 1; row + GroupRows + room <= rows.Count; row += GroupRows)
        {
            var states = header;
            AddGroup<TProduct>(answers[(row * _answers)..], points[(row * _points)..], outcomes[(row * _outcomes)..], attributes[(row * _digests.Length)..], keys, ref states);
            AddIds<TProduct>(rows, row, GroupRows, fixedBlocks, ref states);
            states.Mix();
            sum0 += states.First;
            sum1 += states.Second;
            sum2 += states.Third;
            sum3 += states.Fourth;
        }

        for (; row < rows.Count; row += GroupRows)
        {
            var count = Math.Min(GroupRows, rows.Count - row);
            answers.Slice(row * _answers, count * _answers).CopyTo(_lastAnswers);
            points.Slice(row * _points, count * _points).CopyTo(_lastPoints);
            outcomes.Slice(row * _outcomes, count * _outcomes).CopyTo(_lastOutcomes);
            attributes.Slice(row * _digests.Length, count * _digests.Length).CopyTo(_lastAttributes);
            var states = header;
            AddGroup<TProduct>(_lastAnswers, _lastPoints, _lastOutcomes, _lastAttributes, keys, ref states);
            AddIds<TProduct>(rows, row, count, fixedBlocks, ref states);
            states.Mix();
            var there = Vector512.LessThan(States.Order, Vector512.Create((ulong)count));
            sum0 += states.First & there;
            sum1 += states.Second & there;
            sum2 += states.Third & there;
            sum3 += states.Fourth & there;
        }

        return new DataHash(Vector256.Create(Vector512.Sum(sum0), Vector512.Sum(sum1), Vector512.Sum(sum2), Vector512.Sum(sum3)));
    }

    // All of eight rows but their ids.
    private void AddGroup<TProduct>(
        ReadOnlySpan<byte> answers, ReadOnlySpan<double> points, ReadOnlySpan<byte> outcomes, ReadOnlySpan<int> attributes, ReadOnlySpan<Key> keys, ref States states)
        where TProduct : IProduct
    {
        var own = states;
        keys = keys[1..];
        own = AddBytes<TProduct>(answers, _answers, _shortAnswers, own, keys);
        keys = keys[Blocks(_answers)..];
        own = AddBytes<TProduct>(outcomes, _outcomes, _shortOutcomes, own, keys);
        keys = keys[Blocks(_outcomes)..];
        own = AddPoints<TProduct>(points, own, keys);
        keys = keys[((_points + 1) / 2)..];
        for (var attribute = 0; attribute < _digests.Length; attribute++)
        {
            var digests = _digests[attribute];
            var width = _digests.Length;
            own.Add<TProduct>(
                Four(digests[attributes[attribute]], digests[attributes[width + attribute]], digests[attributes[2 * width + attribute]], digests[attributes[3 * width + attribute]]),
                Four(digests[attributes[4 * width + attribute]], digests[attributes[5 * width + attribute]], digests[attributes[6 * width + attribute]], digests[attributes[7 * width + attribute]]),
                keys[attribute]);
        }

        states = own;
    }

    // A last block that is not full repeats bytes before it: their number is hashed too.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static States AddBytes<TProduct>(ReadOnlySpan<byte> bytes, int width, Vector512<byte> shorts, States states, ReadOnlySpan<Key> keys)
        where TProduct : IProduct
    {
        if (width == 0) return states;
        bytes = bytes[..RoomOf(width)];
        if (width < BlockBytes)
        {
            ref var rows = ref MemoryMarshal.GetReference(bytes);
            states.Add<TProduct>(Shuffle(Four(ref rows, width), shorts), Shuffle(Four(ref Unsafe.Add(ref rows, 4 * width), width), shorts), keys[0]);
            return states;
        }

        for (var block = 0; block < Blocks(width); block++)
        {
            ref var from = ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), Math.Min(block * BlockBytes, width - BlockBytes));
            states.Add<TProduct>(Four(ref from, width), Four(ref Unsafe.Add(ref from, 4 * width), width), keys[block]);
        }

        return states;
    }

    // One pattern for "not given", and no difference between 0 and −0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private States AddPoints<TProduct>(ReadOnlySpan<double> points, States states, ReadOnlySpan<Key> keys)
        where TProduct : IProduct
    {
        var width = _points * sizeof(double);
        for (var point = 0; point < _points; point += 2)
        {
            ref var from = ref Unsafe.As<double, byte>(ref Unsafe.Add(ref MemoryMarshal.GetReference(points), point));
            // Where their number is odd, nothing stands beside the last.
            var isThere = point + 1 < _points ? Vector512<ulong>.AllBitsSet : Vector512.Create(Vector256.Create(ulong.MaxValue, 0, ulong.MaxValue, 0));
            states.Add<TProduct>(Points(Four(ref from, width) & isThere), Points(Four(ref Unsafe.Add(ref from, 4 * width), width) & isThere), keys[point / 2]);
        }

        return states;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Points(Vector512<ulong> bits)
    {
        var values = bits.AsDouble() + Vector512<double>.Zero;
        return values.AsUInt64() | ~Vector512.Equals(values, values).AsUInt64();
    }

    private void AddIds<TProduct>(TableRows rows, int firstRow, int count, int place, ref States states)
        where TProduct : IProduct
    {
        // Ids of one length, as they usually are, stand one behind the other.
        if (count == GroupRows && rows.FirstOfNeighbours >= 0 && _table.TryGetEvenIds(rows.RowOf(firstRow), count, out var length, out var ids) && ids.Length >= RoomOf(length))
        {
            if (length != _idLength) (_idLength, _shortIds) = (length, PlacesOfShort(length));
            var keys = KeysOf(place + Blocks(length) + 1)[place..];
            var lengths = Four(Vector128.Create((ulong)length, 0));
            var own = states;
            own.Add<TProduct>(lengths, lengths, keys[0]);
            states = AddBytes<TProduct>(ids, length, _shortIds, own, keys[1..]);
            return;
        }

        Span<Vector128<ulong>> lower = stackalloc Vector128<ulong>[GroupRows];
        Span<Vector128<ulong>> upper = stackalloc Vector128<ulong>[GroupRows];
        lower.Clear();
        upper.Clear();
        for (var row = 0; row < count; row++)
        {
            var id = _table.BytesOfId(rows.RowOf(firstRow + row), out var isWide);
            var keys = KeysOf(place + Blocks(id.Length) + 1)[place..];
            var (first, second) = Products<TProduct>(Vector128.Create((ulong)id.Length, isWide ? 1UL : 0), keys[0]);
            for (var block = 0; block < Blocks(id.Length); block++)
            {
                var bytes = id.Length < BlockBytes ? Short(id) : Vector128.Create(id.Slice(Math.Min(block * BlockBytes, id.Length - BlockBytes), BlockBytes)).AsUInt64();
                var (one, other) = Products<TProduct>(bytes, keys[block + 1]);
                (first, second) = (first ^ one, second ^ other);
            }

            (lower[row], upper[row]) = (first, second);
        }

        states.First ^= Four(lower[0], lower[1], lower[2], lower[3]);
        states.Second ^= Four(lower[4], lower[5], lower[6], lower[7]);
        states.Third ^= Four(upper[0], upper[1], upper[2], upper[3]);
        states.Fourth ^= Four(upper[4], upper[5], upper[6], upper[7]);
    }

    private static int Blocks(int bytes) => (bytes + BlockBytes - 1) / BlockBytes;

    // What eight rows of bytes need, with the rest of a block that is read from the last row on.
    private static int RoomOf(int width) => width >= BlockBytes ? GroupRows * width : (GroupRows - 1) * width + BlockBytes;

    // Where the bytes of a short block, as Short makes it, stand in the row; beyond the vector for 0.
    private static Vector512<byte> PlacesOfShort(int width)
    {
        if (width is 0 or >= BlockBytes) return default;
        Span<byte> row = stackalloc byte[width];
        for (var place = 0; place < width; place++) row[place] = (byte)(place + 1);
        var block = Short(row).AsByte();
        Span<byte> places = stackalloc byte[Vector512<byte>.Count];
        for (var place = 0; place < places.Length; place++)
            places[place] = block[place % BlockBytes] is 0 ? byte.MaxValue : (byte)(place / BlockBytes * BlockBytes + block[place % BlockBytes] - 1);
        return Vector512.Create<byte>(places);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Shuffle(Vector512<ulong> blocks, Vector512<byte> places) =>
        (Avx512BW.IsSupported ? Avx512BW.Shuffle(blocks.AsByte(), places) : Vector512.Shuffle(blocks.AsByte(), places)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Short(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        >= 8 => Vector128.Create(MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<ulong>(bytes[^8..])),
        >= 4 => Vector128.CreateScalar(MemoryMarshal.Read<uint>(bytes) | (ulong)MemoryMarshal.Read<uint>(bytes[^4..]) << 32),
        _ => Vector128.CreateScalar(bytes[0] | (ulong)bytes[bytes.Length / 2] << 8 | (ulong)bytes[^1] << 16),
    };

    private static (Vector128<ulong> First, Vector128<ulong> Second) Products<TProduct>(Vector128<ulong> block, in Key key)
        where TProduct : IProduct =>
        (TProduct.OfHalves(block ^ key.First.GetLower().GetLower()), TProduct.OfHalves(block ^ key.Second.GetLower().GetLower()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Four(Vector128<ulong> block) => Four(block, block, block, block);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Four(Vector128<ulong> first, Vector128<ulong> second, Vector128<ulong> third, Vector128<ulong> fourth) =>
        Vector512.Create(Vector256.Create(first, second), Vector256.Create(third, fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Four(ref byte from, int width) => Four(
        Vector128.LoadUnsafe(ref from).AsUInt64(), Vector128.LoadUnsafe(ref from, (nuint)width).AsUInt64(),
        Vector128.LoadUnsafe(ref from, (nuint)(2 * width)).AsUInt64(), Vector128.LoadUnsafe(ref from, (nuint)(3 * width)).AsUInt64());

    private static ReadOnlySpan<Key> KeysOf(int blocks)
    {
        var keys = _keys;
        if (blocks > keys.Length) _keys = keys = MakeKeys(2 * blocks);
        return keys;
    }

    // SplitMix64 (Steele, Lea & Flood 2014) from 0.
    private static Key[] MakeKeys(int count)
    {
        var state = 0UL;
        var keys = new Key[count];
        for (var key = 0; key < count; key++) keys[key] = new Key(Four(Vector128.Create(Next(), Next())), Four(Vector128.Create(Next(), Next())));
        return keys;

        ulong Next()
        {
            state += 0x9E3779B97F4A7C15;
            var word = state;
            word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
            word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
            return word ^ (word >> 31);
        }
    }

    // The two keys of a block, each as often as a vector has rows.
    private readonly record struct Key(Vector512<ulong> First, Vector512<ulong> Second);

    // Eight rows: the first four and the last under the first key of a block, then both under the second; after mixing a word of all eight in each.
    private struct States
    {
        public Vector512<ulong> First;
        public Vector512<ulong> Second;
        public Vector512<ulong> Third;
        public Vector512<ulong> Fourth;

        /// <summary>The row whose words stand in a place after mixing.</summary>
        public static Vector512<ulong> Order => Vector512.Create(0UL, 4, 1, 5, 2, 6, 3, 7);

        // (low + key) · (high + key) as polynomials over the field of two elements, under either key.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add<TProduct>(Vector512<ulong> firstRows, Vector512<ulong> lastRows, in Key key)
            where TProduct : IProduct
        {
            First ^= TProduct.OfHalves(firstRows ^ key.First);
            Second ^= TProduct.OfHalves(lastRows ^ key.First);
            Third ^= TProduct.OfHalves(firstRows ^ key.Second);
            Fourth ^= TProduct.OfHalves(lastRows ^ key.Second);
        }

        // Four rounds of SipHash. The constants are SipHash's for a key of zeros.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Mix()
        {
            var v0 = Low(First, Second) ^ Vector512.Create(0x736f6d6570736575UL);
            var v1 = High(First, Second) ^ Vector512.Create(0x646f72616e646f6dUL);
            var v2 = Low(Third, Fourth) ^ Vector512.Create(0x6c7967656e657261UL);
            var v3 = High(Third, Fourth) ^ Vector512.Create(0x7465646279746573UL);
            for (var round = 0; round < 4; round++)
            {
                v0 += v1;
                v2 += v3;
                v1 = Rotate(v1, 13) ^ v0;
                v3 = Rotate(v3, 16) ^ v2;
                v0 = Rotate(v0, 32);
                v2 += v1;
                v0 += v3;
                v1 = Rotate(v1, 17) ^ v2;
                v3 = Rotate(v3, 21) ^ v0;
                v2 = Rotate(v2, 32);
            }

            (First, Second, Third, Fourth) = (v0, v1, v2, v3);
        }

        // The first word of every two, from both by turns; the second.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<ulong> Low(Vector512<ulong> left, Vector512<ulong> right) =>
            Avx512F.IsSupported ? Avx512F.UnpackLow(left, right)
            : Avx2.IsSupported ? Vector512.Create(Avx2.UnpackLow(left.GetLower(), right.GetLower()), Avx2.UnpackLow(left.GetUpper(), right.GetUpper()))
            : Vector512.Create(left[0], right[0], left[2], right[2], left[4], right[4], left[6], right[6]);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<ulong> High(Vector512<ulong> left, Vector512<ulong> right) =>
            Avx512F.IsSupported ? Avx512F.UnpackHigh(left, right)
            : Avx2.IsSupported ? Vector512.Create(Avx2.UnpackHigh(left.GetLower(), right.GetLower()), Avx2.UnpackHigh(left.GetUpper(), right.GetUpper()))
            : Vector512.Create(left[1], right[1], left[3], right[3], left[5], right[5], left[7], right[7]);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<ulong> Rotate(Vector512<ulong> words, [ConstantExpected] byte bits) =>
            Avx512F.IsSupported ? Avx512F.RotateLeft(words, bits) : words << bits | words >>> (64 - bits);
    }

    // The carry-less products of the 64-bit halves of every 128 bits.
    private interface IProduct
    {
        static abstract Vector512<ulong> OfHalves(Vector512<ulong> factors);

        static abstract Vector128<ulong> OfHalves(Vector128<ulong> factors);
    }

    private readonly struct CarrylessProduct : IProduct
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<ulong> OfHalves(Vector512<ulong> factors)
        {
            if (Pclmulqdq.V512.IsSupported) return Pclmulqdq.V512.CarrylessMultiply(factors, factors, 0x10);
            var (first, second) = (factors.GetLower(), factors.GetUpper());
            if (Pclmulqdq.V256.IsSupported) return Vector512.Create(Pclmulqdq.V256.CarrylessMultiply(first, first, 0x10), Pclmulqdq.V256.CarrylessMultiply(second, second, 0x10));
            return Four(OfHalves(first.GetLower()), OfHalves(first.GetUpper()), OfHalves(second.GetLower()), OfHalves(second.GetUpper()));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<ulong> OfHalves(Vector128<ulong> factors) =>
            Pclmulqdq.IsSupported ? Pclmulqdq.CarrylessMultiply(factors, factors, 0x10)
            : ArmAes.IsSupported ? ArmAes.PolynomialMultiplyWideningLower(factors.GetLower(), factors.GetUpper())
            : PortableProduct.OfHalves(factors);
    }

    private readonly struct PortableProduct : IProduct
    {
        public static Vector512<ulong> OfHalves(Vector512<ulong> factors) => Four(
            OfHalves(factors.GetLower().GetLower()), OfHalves(factors.GetLower().GetUpper()), OfHalves(factors.GetUpper().GetLower()), OfHalves(factors.GetUpper().GetUpper()));

        public static Vector128<ulong> OfHalves(Vector128<ulong> factors)
        {
            var product = UInt128.Zero;
            for (var bit = 0; bit < 64; bit++)
                if ((factors[1] >> bit & 1) != 0) product ^= (UInt128)factors[0] << bit;
            return Vector128.Create((ulong)product, (ulong)(product >> 64));
        }
    }
}
