using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Screening;

/// <summary>
/// Responses that repeat another one: equal answers, importance points and outcomes, in so many answers and so little of a line that two
/// people hardly give them alike; or else with the same long comment. Of each set the first (by time of submission, then by id) is the
/// original, and the others are its repeats, whatever the order of the rows.
/// </summary>
internal sealed class Duplicates
{
    private readonly ResponseTable _table;
    private readonly ScreeningOptions _options;
    private readonly ulong[] _hashes;
    private readonly bool[] _isDistinctive;

    public Duplicates(ResponseTable table, ScreeningOptions options) =>
        (_table, _options, _hashes, _isDistinctive) = (table, options, new ulong[table.Count], new bool[table.Count]);

    /// <summary>Takes a response in; rows may come from several threads.</summary>
    /// <returns>Whether it can be told apart from the responses of others, so that it is looked at.</returns>
    public bool Add(int row, int answered, bool isDistinctive)
    {
        _isDistinctive[row] = isDistinctive && answered >= _options.FewestAnswersOfDuplicates;
        if (answered == 0 || !(_isDistinctive[row] || CommentOf(row) is not null)) return false;
        _hashes[row] = Math.Max(1, HashOf(row));
        return true;
    }

    /// <summary>The repeats with their originals, by row.</summary>
    public Dictionary<int, int> Find()
    {
        int[] rows = RepeatedHashes.RowsOf(_hashes);
        ulong[] hashes = [.. rows.Select(row => _hashes[row])];
        Array.Sort(hashes, rows);
        var originals = new Dictionary<int, int>();
        for (var first = 0; first < rows.Length;)
        {
            var end = first + 1;
            while (end < rows.Length && hashes[end] == hashes[first]) end++;
            if (end - first > 1) FindAmong([.. rows[first..end].Order(Comparer<int>.Create(Compare))], originals);
            first = end;
        }

        return originals;
    }

    private void FindAmong(List<int> rows, Dictionary<int, int> originals)
    {
        while (rows.Count > 1)
        {
            var first = rows[0];
            var same = rows.FindAll(row => Same(first, row));
            rows = rows.FindAll(row => !Same(first, row));
            foreach (var repeats in _isDistinctive[first] ? [same] : same.GroupBy(CommentOf, StringComparer.Ordinal).Select(group => group.ToList()))
                foreach (var repeat in repeats.Skip(1)) originals.Add(repeat, repeats[0]);
        }
    }

    private int Compare(int left, int right)
    {
        var (leftTime, rightTime) = (_table.DetailsOf(left)?.Submitted, _table.DetailsOf(right)?.Submitted);
        var order = (leftTime ?? DateTimeOffset.MaxValue).CompareTo(rightTime ?? DateTimeOffset.MaxValue);
        return order != 0 ? order : string.CompareOrdinal(_table.IdOf(left), _table.IdOf(right));
    }

    private bool Same(int left, int right) =>
        _table.Answers(left, 1).SequenceEqual(_table.Answers(right, 1)) && _table.Outcomes(left, 1).SequenceEqual(_table.Outcomes(right, 1))
        && _table.Importance(left, 1).SequenceEqual(_table.Importance(right, 1));

    private string? CommentOf(int row) =>
        _table.DetailsOf(row)?.Comment?.Trim() is { } comment && comment.Length >= _options.FewestCharactersOfDuplicates ? comment : null;

    // What is equal has equal hashes; what has equal hashes is compared.
    private ulong HashOf(int row) => Mix(MemoryMarshal.AsBytes(_table.Importance(row, 1)), Mix(_table.Outcomes(row, 1), Mix(_table.Answers(row, 1), 0)));

    private static ulong Mix(ReadOnlySpan<byte> bytes, ulong hash)
    {
        const ulong Multiplier = 0x9E3779B97F4A7C15;
        for (; bytes.Length >= 8; bytes = bytes[8..]) hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Multiplier, 29);
        foreach (var one in bytes) hash = BitOperations.RotateLeft((hash ^ one) * Multiplier, 29);
        return hash;
    }
}
