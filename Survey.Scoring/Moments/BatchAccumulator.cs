using System.Numerics;
using System.Runtime.InteropServices;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>Adds batches of scores to moments: one per thread.</summary>
internal sealed class BatchAccumulator
{
    private const int Rows = BatchScores.Rows;

    private readonly StudyMoments _moments;
    private readonly StudyPlan _plan;
    private readonly ResponseTable _table;
    private readonly BatchScores _batch;
    private readonly short[] _mask = new short[Rows];
    private readonly short[] _listwiseItems;
    private readonly long[] _listwiseScores;
    private readonly int[][] _left;
    private readonly int[] _leftCount;
    private readonly int[] _all = [.. Enumerable.Range(0, Rows)];
    private readonly int[] _complete = new int[Rows];
    private readonly GroupMoments?[][] _groups;

    /// <summary>An accumulator that adds rows of the table to the moments.</summary>
    public BatchAccumulator(StudyMoments moments, ResponseTable table)
    {
        (_moments, _plan, _table) = (moments, moments.Plan, table);
        _batch = new BatchScores(_plan, table);
        _listwiseItems = new short[_plan.ItemBlocks.Select(block => block.Columns.Length).DefaultIfEmpty().Max() * Rows];
        _listwiseScores = new long[_plan.ScoreBlocks.Select(block => block.Columns.Length).DefaultIfEmpty().Max() * Rows];
        _left = [.. moments.Blocks.Select(_ => new int[Rows])];
        _leftCount = new int[_left.Length];
        _groups = [.. table.Questionnaire.Attributes.Select((_, attribute) => new GroupMoments?[table.ValuesOf(attribute).Count])];
    }

    /// <summary>Adds neighbouring rows.</summary>
    public void Add(int row, int count)
    {
        while (count > 0)
        {
            _batch.Read(row, count);
            AddBatch();
            row += _batch.Count;
            count -= _batch.Count;
        }
    }

    /// <summary>Adds some rows in any order, each as often as it is named.</summary>
    public void Add(ReadOnlySpan<int> rows)
    {
        for (; rows.Length > 0; rows = rows[_batch.Count..])
        {
            _batch.Read(rows[..Math.Min(rows.Length, Rows)]);
            AddBatch();
        }
    }

    /// <summary>The moments of all rows that were added.</summary>
    public StudyMoments Finish()
    {
        for (var attribute = 0; attribute < _groups.Length; attribute++)
            for (var code = 1; code < _groups[attribute].Length; code++)
                if (_groups[attribute][code] is { } group) _moments.Groups[attribute].Add(_table.ValuesOf(attribute).ValueOf(code)!, group);
        return _moments;
    }

    private void AddBatch()
    {
        _moments.Responses += _batch.Count;
        for (var r = 0; r < _batch.Count; r++) _moments.DataHash.Add(_table, _batch.RowOf(r), 1);
        Count(_batch.AnswerCodes, _moments.AnswerCounts);
        Count(_batch.OutcomeCodes, _moments.OutcomeCounts);
        foreach (var block in _plan.ItemBlocks)
            if (!block.HasParentsRows) AddItems(block);
        foreach (var block in _plan.ScoreBlocks)
            if (!block.HasParentsRows) AddScores(block);
        AddGroups();
    }

    private static void Count(ReadOnlySpan<byte> codes, AnswerCounts[] counts)
    {
        for (var column = 0; column < counts.Length; column++)
        {
            var (own, places) = (counts[column], counts[column].Counts);
            for (var at = column; at < codes.Length; at += counts.Length) places[own.PlaceOf(codes[at])]++;
        }
    }

    private ReadOnlySpan<int> Candidates(BlockPlan block) => block.CountingParent is { } parent
        ? _left[parent.Index].AsSpan(0, _leftCount[parent.Index])
        : _all.AsSpan(0, _batch.Count);

    private void AddItems(BlockPlan block)
    {
        var mask = MemoryMarshal.Cast<short, Vector<short>>(_mask.AsSpan());
        mask.Clear();
        foreach (var column in block.Columns)
        {
            var scores = MemoryMarshal.Cast<short, Vector<short>>(_batch.ItemValues(column));
            for (var i = 0; i < mask.Length; i++) mask[i] |= scores[i];
        }

        var (complete, left) = (0, 0);
        foreach (var r in Candidates(block))
        {
            if (_mask[r] >= 0) _complete[complete++] = r;
            else _left[block.Index][left++] = r;
        }

        _leftCount[block.Index] = left;
        if (complete == 0) return;
        // Zeros up to a whole vector, so that sums and products run over whole columns without a branch.
        var padded = (complete + Vector<short>.Count - 1) / Vector<short>.Count * Vector<short>.Count;
        var moments = _moments.Blocks[block.Index];
        moments.Count += complete;
        for (var place = 0; place < block.Columns.Length; place++)
        {
            var scores = _batch.ItemValues(block.Columns[place]);
            var listwise = _listwiseItems.AsSpan(place * Rows, padded);
            for (var i = 0; i < complete; i++) listwise[i] = scores[_complete[i]];
            listwise[complete..].Clear();
            moments.Sums[place] += DotProduct.Sum(listwise);
        }

        for (var product = 0; product < block.Products.Length; product++)
        {
            var (first, second) = block.Products[product];
            var lefts = _listwiseItems.AsSpan(first * Rows, padded);
            var rights = _listwiseItems.AsSpan(second * Rows, padded);
            moments.Products[product] += block.Definitions[first].Bound * block.Definitions[second].Bound <= int.MaxValue / Rows
                ? DotProduct.Of(lefts, rights)
                : DotProduct.OfLarge(lefts, rights);
        }
    }

    private void AddScores(BlockPlan block)
    {
        var (complete, left) = (0, 0);
        foreach (var r in Candidates(block))
        {
            if (IsComplete(block, r)) _complete[complete++] = r;
            else _left[block.Index][left++] = r;
        }

        _leftCount[block.Index] = left;
        if (complete == 0) return;
        var moments = _moments.Blocks[block.Index];
        moments.Count += complete;
        for (var place = 0; place < block.Columns.Length; place++)
        {
            var scores = _batch.ScoreValues(block.Columns[place]);
            var listwise = _listwiseScores.AsSpan(place * Rows, complete);
            for (var i = 0; i < listwise.Length; i++) listwise[i] = scores[_complete[i]];
            moments.Sums[place] += DotProduct.Sum(listwise);
        }

        for (var product = 0; product < block.Products.Length; product++)
        {
            var (first, second) = block.Products[product];
            var lefts = _listwiseScores.AsSpan(first * Rows, complete);
            var rights = _listwiseScores.AsSpan(second * Rows, complete);
            moments.Products[product] += (Int128)block.Definitions[first].Bound * block.Definitions[second].Bound <= long.MaxValue / Rows
                ? DotProduct.Of(lefts, rights)
                : DotProduct.OfLarge(lefts, rights);
        }
    }

    private bool IsComplete(BlockPlan block, int r)
    {
        foreach (var column in block.Columns)
            if (_batch.ScoreValues(column)[r] == ScoreColumn.Missing) return false;
        return true;
    }

    private void AddGroups()
    {
        var attributes = _groups.Length;
        var codes = _batch.AttributeCodes;
        for (var attribute = 0; attribute < attributes; attribute++)
        {
            for (var r = 0; r < _batch.Count; r++)
            {
                var code = codes[r * attributes + attribute];
                if (code == 0) continue;
                var group = _groups[attribute][code] ??= new GroupMoments(_plan.Segments.Length);
                group.Responses++;
                for (var dimension = 0; dimension < _plan.Segments.Length; dimension++)
                {
                    var score = _batch.ScoreValues(_plan.Segments[dimension])[r];
                    if (score != ScoreColumn.Missing) group.Add(dimension, score);
                }
            }
        }
    }
}
