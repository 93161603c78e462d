using System.Numerics;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>
/// The moments of all items of every unweighted model within groups of respondents, listwise: one pass over the responses for all attributes.
/// Whole numbers, so the order of the responses and the number of threads do not matter.
/// </summary>
internal sealed class SegmentItems
{
    // A buffer per group and model is filled before its products are summed, so that the sums run over whole columns whatever the groups' sizes.
    private const int Rows = 256;

    private readonly StudyPlan _plan;
    private readonly int[][] _groupOfCode;
    private readonly Block[][][] _blocks;

    private SegmentItems(StudyPlan plan, int[][] groupOfCode)
    {
        (_plan, _groupOfCode) = (plan, groupOfCode);
        _blocks = [.. groupOfCode.Select(groups => Enumerable.Range(0, groups.DefaultIfEmpty(-1).Max() + 1)
            .Select(_ => plan.Bases.Select(_ => new Block(plan.ItemCount)).ToArray()).ToArray())];
    }

    /// <summary>One pass over the responses.</summary>
    /// <param name="plan">Which models there are.</param>
    /// <param name="responses">The responses.</param>
    /// <param name="groupOfCode">By attribute and code of a value the group that it belongs to, 0 and up without a gap; −1 for none.</param>
    public static SegmentItems Of(StudyPlan plan, ResponseTable responses, int[][] groupOfCode)
    {
        var whole = new SegmentItems(plan, groupOfCode);
        if (groupOfCode.All(groups => groups.All(group => group < 0))) return whole;
        var batches = (responses.Count + BatchScores.Rows - 1) / BatchScores.Rows;
        Parallel.For(0, batches, new ParallelOptions { MaxDegreeOfParallelism = batches < 4 ? 1 : -1 },
            () => (Scores: new BatchScores(plan, responses), Part: new SegmentItems(plan, groupOfCode)),
            (batch, _, worker) =>
            {
                var (row, end) = (batch * BatchScores.Rows, Math.Min((batch + 1) * BatchScores.Rows, responses.Count));
                for (; row < end; row += worker.Scores.Count)
                {
                    worker.Scores.Read(row, end - row);
                    worker.Part.Add(worker.Scores);
                }

                return worker;
            },
            worker =>
            {
                lock (whole) whole.Add(worker.Part);
            });
        return whole;
    }

    /// <summary>The moments of a group, listwise over the items of a model.</summary>
    public CrossProducts CrossProducts(int attribute, int group, int model)
    {
        var items = _plan.ItemCount;
        var block = _blocks[attribute][group][model];
        var (means, deviations) = (new double[items], new double[items, items]);
        if (block.Count == 0) return new CrossProducts(0, means, deviations);
        var offset = _plan.ItemColumns[_plan.ModelItem(model, 0)].Offset;
        for (int left = 0, product = 0; left < items; left++)
        {
            means[left] = (double)(block.Sums[left] + (Int128)offset * block.Count) / block.Count;
            for (var right = left; right < items; right++, product++)
            {
                deviations[left, right] = deviations[right, left] =
                    (double)((Int128)block.Count * block.Products[product] - (Int128)block.Sums[left] * block.Sums[right]) / block.Count;
            }
        }

        return new CrossProducts(block.Count, means, deviations);
    }

    private void Add(BatchScores scores)
    {
        Span<short> signs = stackalloc short[BatchScores.Rows];
        var attributes = _groupOfCode.Length;
        var codes = scores.AttributeCodes;
        for (var model = 0; model < _plan.Bases.Length; model++)
        {
            signs.Clear();
            for (var item = 0; item < _plan.ItemCount; item++)
            {
                var values = scores.ItemValues(_plan.ModelItem(model, item))[..signs.Length];
                for (var r = 0; r < values.Length; r++) signs[r] |= values[r];
            }

            for (var attribute = 0; attribute < attributes; attribute++)
            {
                for (var r = 0; r < scores.Count; r++)
                {
                    var group = signs[r] < 0 ? -1 : _groupOfCode[attribute][codes[r * attributes + attribute]];
                    if (group < 0) continue;
                    var block = _blocks[attribute][group][model];
                    block.Waiting[block.Filled++] = r;
                    if (block.Filled + block.Buffered == Rows) Flush(block, scores, model);
                }

                foreach (var group in _blocks[attribute]) Copy(group[model], scores, model);
            }
        }
    }

    private void Copy(Block block, BatchScores scores, int model)
    {
        var waiting = block.Waiting.AsSpan(0, block.Filled);
        for (var item = 0; item < _plan.ItemCount; item++)
        {
            var values = scores.ItemValues(_plan.ModelItem(model, item));
            var buffer = block.Buffer.AsSpan(item * Rows + block.Buffered, waiting.Length);
            for (var i = 0; i < waiting.Length; i++) buffer[i] = values[waiting[i]];
        }

        block.Buffered += waiting.Length;
        block.Filled = 0;
    }

    private void Flush(Block block, BatchScores scores, int model)
    {
        Copy(block, scores, model);
        Sum(block, model);
    }

    private void Sum(Block block, int model)
    {
        if (block.Buffered == 0) return;
        var items = _plan.ItemCount;
        var padded = (block.Buffered + Vector<short>.Count - 1) / Vector<short>.Count * Vector<short>.Count;
        var bound = _plan.ItemColumns[_plan.ModelItem(model, 0)].Bound;
        for (var item = 0; item < items; item++) block.Buffer.AsSpan(item * Rows + block.Buffered, padded - block.Buffered).Clear();
        for (int left = 0, product = 0; left < items; left++)
        {
            var lefts = block.Buffer.AsSpan(left * Rows, padded);
            block.Sums[left] += DotProduct.Sum(lefts);
            for (var right = left; right < items; right++, product++)
            {
                var rights = block.Buffer.AsSpan(right * Rows, padded);
                block.Products[product] += bound * bound <= int.MaxValue / Rows ? DotProduct.Of(lefts, rights) : DotProduct.OfLarge(lefts, rights);
            }
        }

        block.Count += block.Buffered;
        block.Buffered = 0;
    }

    private void Add(SegmentItems other)
    {
        for (var attribute = 0; attribute < _blocks.Length; attribute++)
        {
            for (var group = 0; group < _blocks[attribute].Length; group++)
            {
                for (var model = 0; model < _blocks[attribute][group].Length; model++)
                {
                    other.Sum(other._blocks[attribute][group][model], model);
                    _blocks[attribute][group][model].Add(other._blocks[attribute][group][model]);
                }
            }
        }
    }

    /// <summary>The sums of a group and a model, and the complete respondents that are not in them yet.</summary>
    private sealed class Block(int items)
    {
        public long Count { get; set; }

        public long[] Sums { get; } = new long[items];

        public long[] Products { get; } = new long[items * (items + 1) / 2];

        public short[] Buffer { get; } = new short[items * Rows];

        public int Buffered { get; set; }

        // Rows of the batch that are to be copied.
        public int[] Waiting { get; } = new int[Rows];

        public int Filled { get; set; }

        public void Add(Block other)
        {
            Count += other.Count;
            for (var i = 0; i < Sums.Length; i++) Sums[i] += other.Sums[i];
            for (var i = 0; i < Products.Length; i++) Products[i] += other.Products[i];
        }
    }
}
