using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;

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
    private readonly ulong[] _answerKeys, _outcomeKeys, _importanceKeys;

    public Duplicates(ResponseTable table, ScreeningOptions options)
    {
        (_table, _options, _hashes, _isDistinctive) = (table, options, new ulong[table.Count], new bool[table.Count]);
        var random = new RandomStream(0, 0x4B455953);
        (_answerKeys, _outcomeKeys, _importanceKeys) = (Keys(table.Layout.Width), Keys(table.Questionnaire.Outcomes.Length), Keys(table.ImportanceCount * sizeof(double)));

        ulong[] Keys(int bytes) => [.. Enumerable.Range(0, bytes / sizeof(ulong) + 1).Select(_ => random.Bits() | 1)];
    }

    /// <summary>Takes a batch of responses in; batches may come from several threads.</summary>
    /// <returns>How many can be told apart from the responses of others, so that they are looked at.</returns>
    public int Add(BatchScores batch, IndexReader indices)
    {
        var (width, outcomes, importance) = (_table.Layout.Width, _table.Questionnaire.Outcomes.Length, _table.ImportanceCount * sizeof(double));
        var codes = batch.AnswerCodes;
        var outcomeCodes = batch.OutcomeCodes;
        var points = MemoryMarshal.AsBytes(batch.Importance);
        var answered = indices.Answered;
        var lookedAt = 0;
        for (var row = 0; row < answered.Length; row++)
        {
            var place = batch.RowOf(row);
            _isDistinctive[place] = indices.IsDistinctive(row) && answered[row] >= _options.FewestAnswersOfDuplicates;
            if (answered[row] == 0 || !(_isDistinctive[place] || CommentOf(place) is not null)) continue;
            lookedAt++;
            var hash = Mix(codes.Slice(row * width, width), _answerKeys) + Mix(outcomeCodes.Slice(row * outcomes, outcomes), _outcomeKeys)
                + Mix(points.Slice(row * importance, importance), _importanceKeys);
            hash = (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15;
            _hashes[place] = Math.Max(1, hash ^ (hash >> 29));
        }

        return lookedAt;
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

    // What is equal has equal hashes; what has equal hashes is compared. The products do not wait for each other; the last eight bytes may overlap.
    private static ulong Mix(ReadOnlySpan<byte> bytes, ReadOnlySpan<ulong> keys)
    {
        var words = bytes.Length / sizeof(ulong);
        ref var first = ref MemoryMarshal.GetReference(bytes);
        ulong sum = 0, few = 0;
        for (var word = 0; word < words; word++) sum += Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, word * sizeof(ulong))) * keys[word];
        if (bytes.Length == words * sizeof(ulong)) return sum;
        if (words > 0) few = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, bytes.Length - sizeof(ulong)));
        else foreach (var one in bytes) few = (few << 8) | one;
        return sum + few * keys[words];
    }
}
