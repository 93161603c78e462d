using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>The hashes of responses, that <see cref="DataHash"/> sums. One per thread.</summary>
/// <remarks>
/// A response is a row of 64-bit words: the length of the id; the numbers of answers, points, outcomes and attributes; answers and outcomes, each
/// filled up with zeros; points as floating-point numbers, with one pattern for "not given"; a 128-bit hash of each attribute value; the id in
/// UTF-16. Their halves are hashed by NH (Black, Halevi, Krawczyk, Krovetz &amp; Rogaway 1999, the hash of UMAC) under four keys, each shifted
/// against the one before: a universal hash of 4 × 64 bits that two given responses share with a probability of 2⁻¹²⁸ at most. Rounds of SipHash
/// (Aumasson &amp; Bernstein 2012), which map 256 bits one to one, then make the sum over responses tell an exchange of answers between two of them.
/// The keys are public: chance is excluded, intent is not.
/// </remarks>
internal sealed class ResponseHasher
{
    // The 64-bit words that are hashed between two mixings; responses are hardly ever longer. Rows are whole vectors of four words.
    private const int BlockWords = 64;
    private const int VectorWords = 4;
    private const int Passes = 4;

    private static readonly ulong[] Keys = MakeKeys(BlockWords + Passes * VectorWords);

    private readonly ResponseTable _table;
    private readonly ulong _counts;
    private readonly int _fixedWords;
    private ulong[] _words = new ulong[4 * 64];
    private ulong[] _digests = [];

    /// <summary>Hashes of rows of a table.</summary>
    public ResponseHasher(ResponseTable table)
    {
        _table = table;
        var (answers, points, outcomes, attributes) = (table.Layout.Width, table.ImportanceCount, table.Questionnaire.Outcomes.Length, table.Questionnaire.Attributes.Length);
        _counts = (uint)answers | (ulong)(uint)points << 16 | (ulong)(uint)outcomes << 32 | (ulong)(uint)attributes << 48;
        _fixedWords = 2 + Words(answers) + Words(outcomes) + points + 2 * attributes;
    }

    /// <summary>Adds the responses of a batch to a sum.</summary>
    public void Add(BatchScores batch, ref DataHash sum)
    {
        var width = _table.Layout.Width;
        var outcomes = _table.Questionnaire.Outcomes.Length;
        var attributes = _table.Questionnaire.Attributes.Length;
        var points = _table.ImportanceCount;
        var answerCodes = batch.AnswerCodes;
        var outcomeCodes = batch.OutcomeCodes;
        var importance = batch.Importance;
        Digest(batch.AttributeCodes, attributes, batch.Count);
        var total = Vector256<ulong>.Zero;
        // Four responses at a time, so that their mixing takes one vector instruction for all.
        Span<Vector256<ulong>> states = stackalloc Vector256<ulong>[4];
        for (var first = 0; first < batch.Count; first += states.Length)
        {
            var last = Math.Min(first + states.Length, batch.Count);
            for (var r = first; r < last; r++)
            {
                var row = batch.RowOf(r);
                var idBytes = sizeof(char) * _table.LengthOfId(row);
                var length = (_fixedWords + Words(idBytes) + VectorWords - 1) / VectorWords * VectorWords;
                if (_words.Length < length) _words = new ulong[2 * length];
                var words = _words.AsSpan(0, length);
                words[^VectorWords..].Clear();
                words[0] = (uint)idBytes;
                words[1] = _counts;
                var rest = Fill(answerCodes.Slice(r * width, width), words[2..]);
                rest = Fill(outcomeCodes.Slice(r * outcomes, outcomes), rest);
                var given = importance.Slice(r * points, points);
                // One pattern for "not given", and no difference between 0 and −0.
                for (var place = 0; place < given.Length; place++) rest[place] = double.IsNaN(given[place]) ? ulong.MaxValue : BitConverter.DoubleToUInt64Bits(given[place] + 0.0);
                rest = rest[points..];
                var digests = _digests.AsSpan(r * 2 * attributes, 2 * attributes);
                for (var place = 0; place < digests.Length; place++) rest[place] = digests[place];
                _table.CopyId(row, MemoryMarshal.Cast<ulong, char>(rest[digests.Length..]));
                states[r - first] = Compress(words);
            }

            total += Mix(states, last - first);
        }

        sum.Add(new DataHash(total));
    }

    private void Digest(ReadOnlySpan<int> codes, int attributes, int count)
    {
        if (_digests.Length < 2 * codes.Length) _digests = new ulong[2 * codes.Length];
        for (var attribute = 0; attribute < attributes; attribute++)
        {
            var values = _table.ValuesOf(attribute).Digests;
            for (var r = 0; r < count; r++)
            {
                var at = r * attributes + attribute;
                var digest = values[codes[at]];
                _digests[2 * at] = (ulong)digest;
                _digests[2 * at + 1] = (ulong)(digest >> 64);
            }
        }
    }

    private static int Words(int bytes) => (bytes + 7) / 8;

    // Bytes as words, low ones first, the last filled up with zeros.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<ulong> Fill(ReadOnlySpan<byte> bytes, Span<ulong> words)
    {
        var whole = bytes.Length / 8;
        var pieces = MemoryMarshal.Cast<byte, ulong>(bytes);
        for (var word = 0; word < pieces.Length; word++) words[word] = pieces[word];
        var left = bytes.Length % 8;
        if (left == 0) return words[whole..];
        var last = 0UL;
        if (whole > 0) last = Unsafe.ReadUnaligned<ulong>(in bytes[^8]) >> (8 * (8 - left));
        else for (var place = left - 1; place >= 0; place--) last = last << 8 | bytes[place];
        words[whole] = last;
        return words[(whole + 1)..];
    }

    // NH: Σ (m + k)(m' + k') over the 32-bit halves of the words, with sums of halves modulo 2³² and of products modulo 2⁶⁴; a word per pass.
    private static Vector256<ulong> Compress(ReadOnlySpan<ulong> words)
    {
        var state = Vector256<ulong>.Zero;
        for (; words.Length > BlockWords; words = words[BlockWords..])
        {
            Span<Vector256<ulong>> one = [state ^ Block(words[..BlockWords]), default, default, default];
            state = Mix(one, 1);
        }

        return state ^ Block(words);
    }

    private static Vector256<ulong> Block(ReadOnlySpan<ulong> words)
    {
        ref var word = ref MemoryMarshal.GetReference(words);
        ref var key = ref MemoryMarshal.GetArrayDataReference(Keys);
        var first = Vector256<ulong>.Zero;
        var second = Vector256<ulong>.Zero;
        var third = Vector256<ulong>.Zero;
        var fourth = Vector256<ulong>.Zero;
        for (nuint at = 0; at < (nuint)words.Length; at += VectorWords)
        {
            var values = Vector256.LoadUnsafe(ref word, at).AsUInt32();
            first += Product(values + Vector256.LoadUnsafe(ref key, at).AsUInt32());
            second += Product(values + Vector256.LoadUnsafe(ref key, at + VectorWords).AsUInt32());
            third += Product(values + Vector256.LoadUnsafe(ref key, at + 2 * VectorWords).AsUInt32());
            fourth += Product(values + Vector256.LoadUnsafe(ref key, at + 3 * VectorWords).AsUInt32());
        }

        return Vector256.Create(Vector256.Sum(first), Vector256.Sum(second), Vector256.Sum(third), Vector256.Sum(fourth));
    }

    // The product of the halves of each word.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Product(Vector256<uint> halves)
    {
        var upper = Vector256.ShiftRightLogical(halves.AsUInt64(), 32);
        return Avx2.IsSupported ? Avx2.Multiply(halves, upper.AsUInt32()) : (halves.AsUInt64() & Vector256.Create((ulong)uint.MaxValue)) * upper;
    }

    // Four rounds of SipHash on up to four states; the sum of what they give. The constants are SipHash's for a key of zeros.
    private static Vector256<ulong> Mix(ReadOnlySpan<Vector256<ulong>> states, int count)
    {
        var v0 = Vector256.Create(states[0][0], states[1][0], states[2][0], states[3][0]) ^ Vector256.Create(0x736f6d6570736575UL);
        var v1 = Vector256.Create(states[0][1], states[1][1], states[2][1], states[3][1]) ^ Vector256.Create(0x646f72616e646f6dUL);
        var v2 = Vector256.Create(states[0][2], states[1][2], states[2][2], states[3][2]) ^ Vector256.Create(0x6c7967656e657261UL);
        var v3 = Vector256.Create(states[0][3], states[1][3], states[2][3], states[3][3]) ^ Vector256.Create(0x7465646279746573UL);
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

        var there = Vector256.LessThan(Vector256.Create(0UL, 1UL, 2UL, 3UL), Vector256.Create((ulong)count));
        return Vector256.Create(Vector256.Sum(v0 & there), Vector256.Sum(v1 & there), Vector256.Sum(v2 & there), Vector256.Sum(v3 & there));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Rotate(Vector256<ulong> words, int bits) => words << bits | words >>> (64 - bits);

    // SplitMix64 (Steele, Lea & Flood 2014) from 0.
    private static ulong[] MakeKeys(int count)
    {
        var keys = new ulong[count];
        for (var key = 0; key < count; key++)
        {
            var state = unchecked((ulong)(key + 1) * 0x9E3779B97F4A7C15);
            state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
            keys[key] = state ^ (state >> 31);
        }

        return keys;
    }
}
