namespace Survey.Scoring.Study;

/// <summary>The rule by which small groups of respondents are withheld.</summary>
public static class SmallGroups
{
    /// <summary>
    /// Which groups are hidden: those under the minimum; then, so that no hidden group follows from the total and the others, the
    /// next smallest until at least two are hidden that together reach the minimum.
    /// </summary>
    /// <param name="sizes">Responses per group; an empty group has nothing to hide.</param>
    /// <param name="minimum">The smallest group that may be shown.</param>
    public static bool[] Hidden(IReadOnlyList<long> sizes, int minimum)
    {
        bool[] hidden = [.. sizes.Select(size => size > 0 && size < minimum)];
        while (hidden.Contains(true))
        {
            var (groups, responses) = (hidden.Count(isHidden => isHidden), sizes.Where((_, group) => hidden[group]).Sum());
            int[] shown = [.. Enumerable.Range(0, sizes.Count).Where(group => !hidden[group] && sizes[group] > 0)];
            if (groups >= 2 && responses >= minimum || shown.Length == 0) break;
            hidden[shown.MinBy(group => sizes[group])] = true;
        }

        return hidden;
    }
}
