namespace Survey.Scoring.Study;

/// <summary>The rule by which small groups of respondents are withheld.</summary>
public static class SmallGroups
{
    /// <summary>
    /// Which groups of one table are hidden: those under the minimum; then, so that no hidden group follows from the total and the others,
    /// the next smallest until those that are not shown, the responses without a value among them, reach the minimum together.
    /// </summary>
    /// <param name="sizes">Responses per group; an empty group has nothing to hide.</param>
    /// <param name="minimum">The smallest group that may be shown.</param>
    /// <param name="rest">The responses of the total that are in no group.</param>
    public static bool[] Hidden(IReadOnlyList<long> sizes, int minimum, long rest = 0) => Hidden(sizes, minimum, rest, []);

    /// <summary>The same where some groups are hidden already.</summary>
    internal static bool[] Hidden(IReadOnlyList<long> sizes, int minimum, long rest, IReadOnlyList<bool> already)
    {
        bool[] hidden = [.. sizes.Select((size, group) => (size > 0 && size < minimum) || (already.Count > 0 && already[group]))];
        while (true)
        {
            var notShown = rest + sizes.Where((_, group) => hidden[group]).Sum();
            int[] shown = [.. Enumerable.Range(0, sizes.Count).Where(group => !hidden[group] && sizes[group] > 0)];
            if (notShown == 0 || notShown >= minimum || shown.Length == 0) return hidden;
            hidden[shown.MinBy(group => sizes[group])] = true;
        }
    }
}
