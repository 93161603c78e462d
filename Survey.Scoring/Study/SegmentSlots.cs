using Survey.Scoring.Moments;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Study;

/// <summary>Where the moments of an attribute's groups are summed: a slot per group, but for the one that is the whole less all others.</summary>
/// <param name="SlotOfCode">By code of a value its slot; as many as there are slots for values that are not summed.</param>
/// <param name="Count">The slots.</param>
/// <param name="Rest">The group that is the whole less all slots; −1 when there is none.</param>
internal sealed record SegmentSlots(byte[] SlotOfCode, int Count, int Rest)
{
    /// <summary>The slots of an attribute.</summary>
    /// <param name="moments">The moments of all responses.</param>
    /// <param name="attribute">The place of the attribute.</param>
    /// <param name="codes">Its values.</param>
    /// <param name="groupOfCode">By code the group, 0 and up without a gap, fewer than a byte counts; −1 for none.</param>
    public static SegmentSlots Of(StudyMoments moments, int attribute, AttributeValues codes, int[] groupOfCode)
    {
        var groups = groupOfCode.DefaultIfEmpty(-1).Max() + 1;
        if (groups == 0) return new SegmentSlots(new byte[groupOfCode.Length], 0, -1);
        var sizes = new long[groups];
        foreach (var (code, group) in groupOfCode.Index())
            if (group >= 0 && codes.ValueOf(code) is { } value && moments.Groups[attribute].TryGetValue(value, out var members)) sizes[group] += members.Responses;
        // With a rest, those of no group need a slot too: the last one.
        var largest = Array.IndexOf(sizes, sizes.Max());
        var rest = sizes[largest] > moments.Responses - sizes.Sum() ? largest : -1;
        return new SegmentSlots(
            [.. groupOfCode.Select(group => (byte)(group == rest && rest >= 0 ? groups : group < 0 ? rest < 0 ? groups : groups - 1 : Slot(group, rest)))], groups, rest);
    }

    /// <summary>The slot of a group that is not the rest.</summary>
    public int SlotOf(int group) => Slot(group, Rest);

    private static int Slot(int group, int rest) => rest >= 0 && group > rest ? group - 1 : group;
}
