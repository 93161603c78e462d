using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>Adds the dimension scores of a batch to the attribute values of its respondents. One per thread.</summary>
internal sealed class GroupAdder
{
    // Beyond this many values one pass per row is faster than one per value.
    private const int FewValues = 24;

    private readonly StudyPlan _plan;
    private readonly ResponseTable _table;
    private readonly GroupMoments?[][] _groups;
    private readonly bool _isNarrow;
    private readonly bool _fitsLanes;
    private readonly short[] _codes;

    /// <summary>An adder for the attributes of a table.</summary>
    public GroupAdder(StudyPlan plan, ResponseTable table, int stride, bool isPortable)
    {
        (_plan, _table) = (plan, table);
        _groups = [.. table.Questionnaire.Attributes.Select((_, attribute) => new GroupMoments?[table.ValuesOf(attribute).Count])];
        _isNarrow = plan.Segments.All(column => plan.ScoreColumns[column].IsNarrow);
        var bound = plan.Segments.Max(column => plan.ScoreColumns[column].Bound);
        _fitsLanes = Vector<short>.Count == Vector256<short>.Count && !isPortable && stride / Vector256<short>.Count <= int.MaxValue / Math.Max(2 * bound * bound, 1);
        _codes = new short[stride];
    }

    /// <summary>Adds a batch.</summary>
    public void Add(BatchScores batch)
    {
        for (var attribute = 0; attribute < _groups.Length; attribute++)
        {
            if (_isNarrow && _groups[attribute].Length <= FewValues) AddByValue(batch, attribute);
            else AddByRow(batch, batch.AttributeCodes, attribute);
        }
    }

    /// <summary>Puts what was added into moments.</summary>
    public void Finish(StudyMoments moments)
    {
        for (var attribute = 0; attribute < _groups.Length; attribute++)
            for (var code = 1; code < _groups[attribute].Length; code++)
                if (_groups[attribute][code] is { Responses: > 0 } group) moments.Groups[attribute].Add(_table.ValuesOf(attribute).ValueOf(code)!, group);
    }

    private GroupMoments Group(int attribute, int code) => _groups[attribute][code] ??= GroupMoments.Of(_plan);

    private void AddByRow(BatchScores batch, ReadOnlySpan<int> codes, int attribute)
    {
        for (var r = 0; r < batch.Count; r++)
        {
            var code = codes[r * _groups.Length + attribute];
            if (code == 0) continue;
            var group = Group(attribute, code);
            group.Responses++;
            for (var dimension = 0; dimension < _plan.Segments.Length; dimension++)
            {
                var score = batch.ScoreColumns.At(_plan.Segments[dimension], r);
                if (score != ScoreColumn.Missing) group.Add(dimension, score);
            }
        }
    }

    private void AddByValue(BatchScores batch, int attribute)
    {
        var codes = batch.Rows.AttributeSource;
        var order = batch.Rows.Order;
        for (var r = 0; r < order.Length; r++) _codes[r] = (short)codes[order[r] * _groups.Length + attribute];
        var padded = batch.ScoreColumns.Padded;
        _codes.AsSpan(batch.Count, padded - batch.Count).Clear();
        var own = MemoryMarshal.Cast<short, Vector<short>>(_codes.AsSpan(0, padded));
        for (var code = 1; code < _groups[attribute].Length; code++)
        {
            var wanted = new Vector<short>((short)code);
            var found = Vector<short>.Zero;
            foreach (var value in own) found -= Vector.Equals(value, wanted);
            var members = Vector.Sum(found);
            if (members == 0) continue;
            var group = Group(attribute, code);
            group.Responses += members;
            for (var dimension = 0; dimension < _plan.Segments.Length; dimension++)
            {
                var scores = MemoryMarshal.Cast<short, Vector<short>>(batch.ScoreColumns.Narrow(_plan.Segments[dimension]));
                var moments = Avx2.IsSupported && _fitsLanes ? Products(own, scores, wanted) : PortableProducts(own, scores, wanted);
                group.Counts[dimension] += moments.Count;
                group.Sums[dimension] += moments.Sum;
                group.Squares[dimension] += moments.Squares;
            }
        }
    }

    private static (long Count, long Sum, long Squares) Products(ReadOnlySpan<Vector<short>> own, ReadOnlySpan<Vector<short>> scores, Vector<short> wanted)
    {
        var count = Vector256<short>.Zero;
        var sum = Vector256<int>.Zero;
        var squares = Vector256<int>.Zero;
        var code = wanted.AsVector256();
        var ones = Vector256<short>.One;
        scores = scores[..own.Length];
        for (var i = 0; i < own.Length; i++)
        {
            var score = scores[i].AsVector256();
            var isMember = Vector256.AndNot(Vector256.Equals(own[i].AsVector256(), code), Vector256.ShiftRightArithmetic(score, 15));
            count -= isMember;
            score &= isMember;
            sum += Avx2.MultiplyAddAdjacent(score, ones);
            squares += Avx2.MultiplyAddAdjacent(score, score);
        }

        return (Vector256.Sum(count), Vector256.Sum(sum), Vector256.Sum(squares.AsUInt32() & Vector256.Create(0xFFFFu)) + 65536L * Vector256.Sum(Vector256.ShiftRightLogical(squares.AsUInt32(), 16)));
    }

    private static (long Count, long Sum, long Squares) PortableProducts(ReadOnlySpan<Vector<short>> own, ReadOnlySpan<Vector<short>> scores, Vector<short> wanted)
    {
        var count = Vector<short>.Zero;
        var sum = Vector<int>.Zero;
        var squares = Vector<long>.Zero;
        scores = scores[..own.Length];
        for (var i = 0; i < own.Length; i++)
        {
            var isMember = Vector.AndNot(Vector.Equals(own[i], wanted), Vector.ShiftRightArithmetic(scores[i], 15));
            count -= isMember;
            Vector.Widen(scores[i] & isMember, out var low, out var high);
            sum += low + high;
            // Two squares of 15 bits fit 32 bits.
            Vector.Widen(low * low + high * high, out var firsts, out var seconds);
            squares += firsts + seconds;
        }

        return (Vector.Sum(count), Vector.Sum(sum), Vector.Sum(squares));
    }
}
