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

    // Block by block over as many rows as keep their states in the first-level cache.
    private const int MostRows = 256;

    // The two keys of each block; as many as the longest response so far has blocks.
    private static Vector256<ulong>[] _keys = MakeKeys(64);

    private readonly ResponseTable _table;
    private readonly bool _isPortable;
    private readonly int _answers;
    private readonly int _points;
    private readonly int _outcomes;
    private readonly Vector128<ulong>[][] _digests;
    private readonly Vector256<ulong>[] _states = new Vector256<ulong>[MostRows];

    /// <summary>Hashes of rows of a table.</summary>
    /// <param name="table">The responses.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the hashes are the same.</param>
    public ResponseHasher(ResponseTable table, bool isPortable = false)
    {
        (_table, _isPortable) = (table, isPortable);
        (_answers, _points, _outcomes) = (table.Layout.Width, table.ImportanceCount, table.Questionnaire.Outcomes.Length);
        _digests = [.. table.Questionnaire.Attributes.Select((_, attribute) => MemoryMarshal.Cast<UInt128, Vector128<ulong>>(table.ValuesOf(attribute).Digests).ToArray())];
    }

    /// <summary>Adds the responses of a batch to a sum.</summary>
    public void Add(BatchScores batch, ref DataHash sum)
    {
        var answers = batch.AnswerCodes;
        var points = batch.Importance;
        var outcomes = batch.OutcomeCodes;
        var attributes = batch.AttributeCodes;
        for (var first = 0; first < batch.Count; first += MostRows)
        {
            var count = Math.Min(MostRows, batch.Count - first);
            var rows = new Rows(
                batch, first, count, answers.Slice(first * _answers, count * _answers), points.Slice(first * _points, count * _points),
                outcomes.Slice(first * _outcomes, count * _outcomes), attributes.Slice(first * _digests.Length, count * _digests.Length));
            sum.Add(_isPortable ? Sum<PortableProduct>(rows) : Sum<CarrylessProduct>(rows));
        }
    }

    private DataHash Sum<TProduct>(Rows rows)
        where TProduct : IProduct
    {
        var states = _states.AsSpan(0, rows.Count);
        var fixedBlocks = 1 + Blocks(_answers) + Blocks(_outcomes) + (_points + 1) / 2 + _digests.Length;
        var keys = KeysOf(fixedBlocks + 1);
        states.Fill(Product<TProduct>(Vector128.Create((uint)_answers, (uint)_points, (uint)_outcomes, (uint)_digests.Length).AsUInt64(), keys[0]));
        keys = keys[1..];
        AddBytes<TProduct>(rows.Answers, _answers, states, ref keys);
        AddBytes<TProduct>(rows.Outcomes, _outcomes, states, ref keys);
        AddPoints<TProduct>(rows.Points, states, ref keys);
        for (var attribute = 0; attribute < _digests.Length; attribute++)
        {
            var digests = _digests[attribute];
            for (var row = 0; row < states.Length; row++) states[row] ^= Product<TProduct>(digests[rows.Attributes[row * _digests.Length + attribute]], keys[attribute]);
        }

        AddIds<TProduct>(rows, states, fixedBlocks);
        return Mix(states);
    }

    // A last block that is not full repeats bytes before it: their number is hashed too.
    private static void AddBytes<TProduct>(ReadOnlySpan<byte> bytes, int width, Span<Vector256<ulong>> states, ref ReadOnlySpan<Vector256<ulong>> keys)
        where TProduct : IProduct
    {
        for (var block = 0; block < Blocks(width); block++)
        {
            var key = keys[block];
            if (width < BlockBytes)
            {
                for (var row = 0; row < states.Length; row++) states[row] ^= Product<TProduct>(Short(bytes.Slice(row * width, width)), key);
                break;
            }

            ref var from = ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), Math.Min(block * BlockBytes, width - BlockBytes));
            nuint at = 0;
            for (var row = 0; row < states.Length; row++, at += (nuint)width) states[row] ^= Product<TProduct>(Vector128.LoadUnsafe(ref from, at).AsUInt64(), key);
        }

        keys = keys[Blocks(width)..];
    }

    // One pattern for "not given", and no difference between 0 and −0.
    private void AddPoints<TProduct>(ReadOnlySpan<double> points, Span<Vector256<ulong>> states, ref ReadOnlySpan<Vector256<ulong>> keys)
        where TProduct : IProduct
    {
        for (var point = 0; point < _points; point += 2)
        {
            var key = keys[point / 2];
            for (var row = 0; row < states.Length; row++)
            {
                ref readonly var from = ref points[row * _points + point];
                var values = (point + 1 < _points ? Vector128.LoadUnsafe(in from) : Vector128.CreateScalar(from)) + Vector128<double>.Zero;
                states[row] ^= Product<TProduct>(values.AsUInt64() | ~Vector128.Equals(values, values).AsUInt64(), key);
            }
        }

        keys = keys[((_points + 1) / 2)..];
    }

    private void AddIds<TProduct>(Rows rows, Span<Vector256<ulong>> states, int place)
        where TProduct : IProduct
    {
        var keys = KeysOf(place + 8)[place..];
        for (var row = 0; row < states.Length; row++)
        {
            var id = _table.BytesOfId(rows.Batch.RowOf(rows.First + row), out var isWide);
            if (Blocks(id.Length) >= keys.Length) keys = KeysOf(place + Blocks(id.Length) + 1)[place..];
            var state = states[row] ^ Product<TProduct>(Vector128.Create((ulong)id.Length, isWide ? 1UL : 0), keys[0]);
            if (id.Length >= BlockBytes)
            {
                ref var from = ref MemoryMarshal.GetReference(id);
                var last = id.Length - BlockBytes;
                var block = 1;
                for (var at = 0; at < last; at += BlockBytes) state ^= Product<TProduct>(Vector128.LoadUnsafe(ref from, (nuint)at).AsUInt64(), keys[block++]);
                state ^= Product<TProduct>(Vector128.LoadUnsafe(ref from, (nuint)last).AsUInt64(), keys[block]);
            }
            else if (id.Length > 0)
            {
                state ^= Product<TProduct>(Short(id), keys[1]);
            }

            states[row] = state;
        }
    }

    private static int Blocks(int bytes) => (bytes + BlockBytes - 1) / BlockBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Short(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        >= 8 => Vector128.Create(MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<ulong>(bytes[^8..])),
        >= 4 => Vector128.CreateScalar(MemoryMarshal.Read<uint>(bytes) | (ulong)MemoryMarshal.Read<uint>(bytes[^4..]) << 32),
        _ => Vector128.CreateScalar(bytes[0] | (ulong)bytes[bytes.Length / 2] << 8 | (ulong)bytes[^1] << 16),
    };

    // (low + key) · (high + key) as polynomials over the field of two elements, under either key.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Product<TProduct>(Vector128<ulong> block, Vector256<ulong> key)
        where TProduct : IProduct => TProduct.OfHalves(Vector256.Create(block, block) ^ key);

    private static ReadOnlySpan<Vector256<ulong>> KeysOf(int blocks)
    {
        var keys = _keys;
        if (blocks > keys.Length) _keys = keys = MakeKeys(2 * blocks);
        return keys;
    }

    // Four at a time, so that one vector instruction serves all.
    private static DataHash Mix(ReadOnlySpan<Vector256<ulong>> states)
    {
        var (v0, v1, v2, v3) = (Vector256<ulong>.Zero, Vector256<ulong>.Zero, Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        var first = 0;
        for (; first + 4 <= states.Length; first += 4)
        {
            var (s0, s1, s2, s3) = Mix(states[first], states[first + 1], states[first + 2], states[first + 3]);
            v0 += s0;
            v1 += s1;
            v2 += s2;
            v3 += s3;
        }

        if (first < states.Length)
        {
            var (s0, s1, s2, s3) = Mix(states[first], first + 1 < states.Length ? states[first + 1] : default, first + 2 < states.Length ? states[first + 2] : default, default);
            var there = Vector256.LessThan(Vector256.Create(0UL, 1UL, 2UL, 3UL), Vector256.Create((ulong)(states.Length - first)));
            v0 += s0 & there;
            v1 += s1 & there;
            v2 += s2 & there;
            v3 += s3 & there;
        }

        return new DataHash(Vector256.Create(Vector256.Sum(v0), Vector256.Sum(v1), Vector256.Sum(v2), Vector256.Sum(v3)));
    }

    // Four rounds of SipHash. The constants are SipHash's for a key of zeros.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ulong>, Vector256<ulong>, Vector256<ulong>, Vector256<ulong>) Mix(Vector256<ulong> s0, Vector256<ulong> s1, Vector256<ulong> s2, Vector256<ulong> s3)
    {
        Transpose(ref s0, ref s1, ref s2, ref s3);
        var v0 = s0 ^ Vector256.Create(0x736f6d6570736575UL);
        var v1 = s1 ^ Vector256.Create(0x646f72616e646f6dUL);
        var v2 = s2 ^ Vector256.Create(0x6c7967656e657261UL);
        var v3 = s3 ^ Vector256.Create(0x7465646279746573UL);
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

        return (v0, v1, v2, v3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector256<ulong> s0, ref Vector256<ulong> s1, ref Vector256<ulong> s2, ref Vector256<ulong> s3)
    {
        if (Avx2.IsSupported)
        {
            var (t0, t1, t2, t3) = (Avx2.UnpackLow(s0, s1), Avx2.UnpackHigh(s0, s1), Avx2.UnpackLow(s2, s3), Avx2.UnpackHigh(s2, s3));
            (s0, s1) = (Avx2.Permute2x128(t0, t2, 0x20), Avx2.Permute2x128(t1, t3, 0x20));
            (s2, s3) = (Avx2.Permute2x128(t0, t2, 0x31), Avx2.Permute2x128(t1, t3, 0x31));
            return;
        }

        (s0, s1, s2, s3) = (
            Vector256.Create(s0[0], s1[0], s2[0], s3[0]), Vector256.Create(s0[1], s1[1], s2[1], s3[1]),
            Vector256.Create(s0[2], s1[2], s2[2], s3[2]), Vector256.Create(s0[3], s1[3], s2[3], s3[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Rotate(Vector256<ulong> words, [ConstantExpected] byte bits) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateLeft(words, bits) : words << bits | words >>> (64 - bits);

    // SplitMix64 (Steele, Lea & Flood 2014) from 0.
    private static Vector256<ulong>[] MakeKeys(int count)
    {
        var keys = new Vector256<ulong>[count];
        var words = MemoryMarshal.Cast<Vector256<ulong>, ulong>(keys.AsSpan());
        for (var key = 0; key < words.Length; key++)
        {
            var state = unchecked((ulong)(key + 1) * 0x9E3779B97F4A7C15);
            state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
            words[key] = state ^ (state >> 31);
        }

        return keys;
    }

    private readonly ref struct Rows(
        BatchScores batch, int first, int count, ReadOnlySpan<byte> answers, ReadOnlySpan<double> points, ReadOnlySpan<byte> outcomes, ReadOnlySpan<int> attributes)
    {
        public readonly BatchScores Batch = batch;
        public readonly int First = first;
        public readonly int Count = count;
        public readonly ReadOnlySpan<byte> Answers = answers;
        public readonly ReadOnlySpan<double> Points = points;
        public readonly ReadOnlySpan<byte> Outcomes = outcomes;
        public readonly ReadOnlySpan<int> Attributes = attributes;
    }

    // The carry-less products of the 64-bit halves of either 128-bit half.
    private interface IProduct
    {
        static abstract Vector256<ulong> OfHalves(Vector256<ulong> factors);
    }

    private readonly struct CarrylessProduct : IProduct
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<ulong> OfHalves(Vector256<ulong> factors)
        {
            if (Pclmulqdq.V256.IsSupported) return Pclmulqdq.V256.CarrylessMultiply(factors, factors, 0x10);
            var (first, second) = (factors.GetLower(), factors.GetUpper());
            if (Pclmulqdq.IsSupported) return Vector256.Create(Pclmulqdq.CarrylessMultiply(first, first, 0x10), Pclmulqdq.CarrylessMultiply(second, second, 0x10));
            return ArmAes.IsSupported
                ? Vector256.Create(ArmAes.PolynomialMultiplyWideningLower(first.GetLower(), first.GetUpper()), ArmAes.PolynomialMultiplyWideningLower(second.GetLower(), second.GetUpper()))
                : PortableProduct.OfHalves(factors);
        }
    }

    private readonly struct PortableProduct : IProduct
    {
        public static Vector256<ulong> OfHalves(Vector256<ulong> factors)
        {
            var (first, second) = (UInt128.Zero, UInt128.Zero);
            for (var bit = 0; bit < 64; bit++)
            {
                if ((factors[1] >> bit & 1) != 0) first ^= (UInt128)factors[0] << bit;
                if ((factors[3] >> bit & 1) != 0) second ^= (UInt128)factors[2] << bit;
            }

            return Vector256.Create((ulong)first, (ulong)(first >> 64), (ulong)second, (ulong)(second >> 64));
        }
    }
}
