using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Moments;

/// <summary>
/// The blocks over one kind of columns, of one thread. Roots count every respondent; the others only those that are not complete for the block
/// above. So they need only the rows that a root leaves out.
/// </summary>
internal sealed class BlockTree
{
    private readonly BlockAdder[] _roots;
    private readonly BlockAdder[] _others;
    private readonly int[] _rootColumns;
    private readonly Dictionary<BlockPlan, short[]> _masks;
    private readonly short[] _mask;
    private readonly short[] _left;

    /// <summary>The tree of blocks, a parent before its children.</summary>
    public BlockTree(IReadOnlyCollection<BlockPlan> blocks, BlockMoments[] moments, ColumnBuffers buffers, bool isPortable)
    {
        var adders = blocks.Where(block => !block.HasParentsRows).Select(block => new BlockAdder(block, moments[block.Index], buffers, isPortable)).ToList();
        _roots = [.. adders.Where(adder => adder.Block.CountingParent is null)];
        _others = [.. adders.Where(adder => adder.Block.CountingParent is not null)];
        _rootColumns = [.. _roots.SelectMany(root => root.Block.Columns).Distinct()];
        _masks = _others.Select(adder => adder.Block.CountingParent!).Distinct().ToDictionary(block => block, _ => new short[buffers.Stride]);
        (_mask, _left) = (new short[buffers.Stride], new short[buffers.Stride]);
    }

    /// <summary>Adds a batch to the roots; gives the number of rows that the other blocks need, and which they are.</summary>
    public int AddRoots(ColumnStore columns, Span<int> left)
    {
        var lefts = MemoryMarshal.Cast<short, Vector512<short>>(_left.AsSpan(0, columns.Padded));
        var isLeft = false;
        lefts.Clear();
        // One mask serves all roots where nothing that any of them asks for is missing.
        var areWhole = columns.AreComplete || columns.Mask(_rootColumns, _mask) == columns.Count;
        foreach (var root in _roots)
        {
            var complete = areWhole ? columns.Count : columns.Mask(root.Block.Columns.AsSpan(), _mask);
            root.Add(columns, columns.AreComplete ? [] : _mask, complete);
            if (complete == columns.Count || !_masks.ContainsKey(root.Block)) continue;
            isLeft = true;
            var masks = MemoryMarshal.Cast<short, Vector512<short>>(_mask.AsSpan(0, columns.Padded));
            for (var i = 0; i < lefts.Length; i++) lefts[i] |= masks[i];
        }

        var count = 0;
        for (var row = 0; isLeft && row < columns.Count; row++)
        {
            left[count] = row;
            count -= _left[row];
        }

        return count;
    }

    /// <summary>Adds rows that the roots left out to the other blocks.</summary>
    public void AddOthers(ColumnStore columns)
    {
        foreach (var (root, mask) in _masks)
            if (root.CountingParent is null) columns.Mask(root.Columns.AsSpan(), mask);
        foreach (var other in _others)
        {
            var mask = _masks.TryGetValue(other.Block, out var kept) ? kept : _mask;
            var complete = columns.Mask(other.Block.Columns.AsSpan(), mask);
            if (complete == 0) continue;
            // Who is complete above is counted there.
            var parent = MemoryMarshal.Cast<short, Vector512<short>>(_masks[other.Block.CountingParent!].AsSpan(0, columns.Padded));
            var own = MemoryMarshal.Cast<short, Vector512<short>>(mask.AsSpan(0, columns.Padded));
            var target = MemoryMarshal.Cast<short, Vector512<short>>(_left.AsSpan(0, columns.Padded));
            var missing = Vector512<short>.Zero;
            for (var i = 0; i < own.Length; i++)
            {
                target[i] = own[i] | ~parent[i];
                missing += target[i];
            }

            other.Add(columns, _left, columns.Padded + Vector512.Sum(missing));
        }
    }

    /// <summary>Puts what was added into the moments.</summary>
    public void Finish()
    {
        foreach (var adder in _roots.Concat(_others)) adder.Finish();
    }
}
