using System.Numerics;
using System.Runtime.InteropServices;

namespace Survey.Scoring.Moments;

/// <summary>
/// The blocks over one kind of columns. Roots count every respondent; the others only those that are not complete for the block above. So they
/// need only the rows that a root leaves out.
/// </summary>
internal sealed class BlockTree
{
    private readonly BlockPlan[] _roots;
    private readonly BlockPlan[] _others;
    private readonly HashSet<BlockPlan> _parents;
    private readonly Dictionary<BlockPlan, short[]> _masks;
    private readonly short[] _mask;
    private readonly short[] _left;

    /// <summary>The tree of blocks, a parent before its children.</summary>
    public BlockTree(IReadOnlyCollection<BlockPlan> blocks, int stride)
    {
        _roots = [.. blocks.Where(block => !block.HasParentsRows && block.CountingParent is null)];
        _others = [.. blocks.Where(block => !block.HasParentsRows && block.CountingParent is not null)];
        _parents = [.. _others.Select(block => block.CountingParent!)];
        _masks = _parents.ToDictionary(block => block, _ => new short[stride]);
        (_mask, _left) = (new short[stride], new short[stride]);
    }

    /// <summary>Adds a batch to the roots; gives the number of rows that the other blocks need, and which they are.</summary>
    public int AddRoots(ColumnStore columns, ListwiseAdder adder, StudyMoments moments, Span<int> left)
    {
        var lefts = MemoryMarshal.Cast<short, Vector<short>>(_left.AsSpan(0, columns.Padded));
        lefts.Clear();
        foreach (var root in _roots)
        {
            var complete = columns.Mask(root.Columns.AsSpan(), _mask);
            adder.Add(root, columns, _mask, complete, moments.Blocks[root.Index]);
            if (!_parents.Contains(root) || complete == columns.Count) continue;
            var masks = MemoryMarshal.Cast<short, Vector<short>>(_mask.AsSpan(0, columns.Padded));
            for (var i = 0; i < lefts.Length; i++) lefts[i] |= masks[i];
        }

        var count = 0;
        for (var row = 0; row < columns.Count; row++)
        {
            left[count] = row;
            count -= _left[row];
        }

        return count;
    }

    /// <summary>Adds rows that the roots left out to the other blocks.</summary>
    public void AddOthers(ColumnStore columns, ListwiseAdder adder, StudyMoments moments)
    {
        foreach (var root in _roots)
            if (_parents.Contains(root)) columns.Mask(root.Columns.AsSpan(), _masks[root]);
        foreach (var block in _others)
        {
            var mask = _masks.TryGetValue(block, out var kept) ? kept : _mask;
            var complete = columns.Mask(block.Columns.AsSpan(), mask);
            if (complete == 0) continue;
            // Who is complete above is counted there.
            var parent = MemoryMarshal.Cast<short, Vector<short>>(_masks[block.CountingParent!].AsSpan(0, columns.Padded));
            var own = MemoryMarshal.Cast<short, Vector<short>>(mask.AsSpan(0, columns.Padded));
            var target = MemoryMarshal.Cast<short, Vector<short>>(_left.AsSpan(0, columns.Padded));
            var sum = Vector<short>.Zero;
            for (var i = 0; i < own.Length; i++)
            {
                target[i] = own[i] | ~parent[i];
                sum += target[i];
            }

            adder.Add(block, columns, _left, columns.Padded + Vector.Sum(sum), moments.Blocks[block.Index]);
        }
    }
}
