using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>
/// The moments of all items of every unweighted model within groups of respondents, listwise: one pass over the responses for all attributes.
/// Whole numbers, so the order of the responses and the number of threads do not matter.
/// </summary>
/// <remarks>The largest group of an attribute is the whole less the others where that saves work.</remarks>
internal sealed class SegmentItems : IScoreTally
{
    // A buffer per group and model is filled before its products are summed, so that the sums run over whole columns whatever the groups' sizes.
    private const int Rows = 256;

    private readonly StudyMoments _moments;
    private readonly StudyPlan _plan;
    private readonly ImmutableArray<SegmentSlots> _attributes;
    private readonly GroupBuffer[][][] _buffers;
    private readonly int[] _complete = new int[BatchScores.MostRows];
    private readonly short[] _mask = new short[BatchScores.MostRows];
    private readonly byte[][] _slots;

    private SegmentItems(StudyMoments moments, ImmutableArray<SegmentSlots> attributes)
    {
        (_moments, _plan, _attributes) = (moments, moments.Plan, attributes);
        _buffers = [.. _plan.BaseItems.Select(block => attributes.Select(attribute => Enumerable.Range(0, attribute.Count).Select(_ => new GroupBuffer(block, Rows)).ToArray()).ToArray())];
        _slots = [.. attributes.Select(_ => new byte[BatchScores.MostRows])];
    }

    /// <summary>A pass that has not begun.</summary>
    /// <param name="moments">The moments of all responses.</param>
    /// <param name="responses">The responses.</param>
    /// <param name="groupOfCode">By attribute and code of a value the group that it belongs to, 0 and up without a gap; −1 for none.</param>
    public SegmentItems(StudyMoments moments, ResponseTable responses, int[][] groupOfCode)
        : this(moments, [.. groupOfCode.Select((groups, attribute) => SegmentSlots.Of(moments, attribute, responses.ValuesOf(attribute), groups))])
    {
    }

    /// <inheritdoc/>
    public IScoreTally Fork() => new SegmentItems(_moments, _attributes);

    /// <inheritdoc/>
    public void Add(BatchScores batch)
    {
        var codes = batch.AttributeCodes;
        var items = batch.Items.Columns;
        for (var attribute = 0; attribute < _attributes.Length; attribute++)
        {
            var (slots, slotOfCode) = (_slots[attribute], _attributes[attribute].SlotOfCode);
            for (var row = 0; row < batch.Count; row++) slots[row] = slotOfCode[codes[row * _attributes.Length + attribute]];
        }

        for (var model = 0; model < _buffers.Length; model++)
        {
            var complete = _complete.AsSpan(0, items.Complete(_plan.BaseItems[model].Columns.AsSpan(), _mask, _complete));
            for (var attribute = 0; attribute < _attributes.Length; attribute++)
            {
                var (slots, buffers) = (_slots[attribute], _buffers[model][attribute]);
                foreach (var row in complete)
                    if (slots[row] < buffers.Length) buffers[slots[row]].Add(row, items);
                foreach (var buffer in buffers) buffer.Copy(items);
            }
        }
    }

    /// <inheritdoc/>
    public void Join(IScoreTally other)
    {
        for (var model = 0; model < _buffers.Length; model++)
            for (var attribute = 0; attribute < _attributes.Length; attribute++)
                for (var slot = 0; slot < _buffers[model][attribute].Length; slot++)
                    _buffers[model][attribute][slot].Add(((SegmentItems)other)._buffers[model][attribute][slot]);
    }

    /// <summary>The moments of a group, listwise over the items of a model.</summary>
    public CrossProducts CrossProducts(int attribute, int group, int model)
    {
        var (block, buffers) = (_plan.BaseItems[model], _buffers[model][attribute]);
        var moments = new BlockMoments(block.Columns.Length, block.Products.Length);
        if (group != _attributes[attribute].Rest) moments.Add(buffers[_attributes[attribute].SlotOf(group)].Moments, 1);
        else
        {
            moments.Add(Listwise.Total(_moments, block), 1);
            foreach (var buffer in buffers) moments.Add(buffer.Moments, -1);
        }

        return new Listwise(block, moments).CrossProducts();
    }
}
