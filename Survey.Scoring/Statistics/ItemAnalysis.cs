namespace Survey.Scoring.Statistics;

/// <summary>How an item fits the set that it belongs to, on the respondents who have all items.</summary>
internal static class ItemAnalysis
{
    /// <summary>Corrected item-total correlation: of an item with the sum of the others.</summary>
    public static Estimate ItemRest(CrossProducts items, int item)
    {
        if (items.Variables < 2) return Estimate.Undefined(UndefinedReason.TooFewItems);
        if (Reliability.TooFew(items) is { } reason) return Estimate.Undefined(reason);
        double rest = 0, shared = 0;
        for (var left = 0; left < items.Variables; left++)
        {
            if (left == item) continue;
            shared += items.Deviations[item, left];
            for (var right = 0; right < items.Variables; right++)
                if (right != item) rest += items.Deviations[left, right];
        }

        if (items.IsConstant(item)) return Estimate.Undefined(UndefinedReason.ConstantItem);
        return rest <= 0
            ? Estimate.Undefined(UndefinedReason.NoVariance)
            : Estimate.Of(Math.Clamp(shared / Math.Sqrt(items.Deviations[item, item]) / Math.Sqrt(rest), -1, 1));
    }

    /// <summary>Cronbach's alpha of the other items.</summary>
    public static Estimate AlphaIfDeleted(CrossProducts items, int item) => items.Variables < 3
        ? Estimate.Undefined(UndefinedReason.TooFewItems)
        : Reliability.Alpha(items.Take([.. Enumerable.Range(0, items.Variables).Where(other => other != item)]));
}
