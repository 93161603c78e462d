namespace Survey.Scoring.Study;

/// <summary>Strings in the order of their code points, as R's radix order in UTF-8; unlike ordinal order, surrogates come last.</summary>
internal sealed class CodePointOrder : IComparer<string>
{
    /// <summary>The one instance.</summary>
    public static CodePointOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return string.CompareOrdinal(x, y);
        var (left, right) = (x.EnumerateRunes(), y.EnumerateRunes());
        while (true)
        {
            var (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
            if (!hasLeft || !hasRight) return hasLeft.CompareTo(hasRight);
            if (left.Current.CompareTo(right.Current) is not 0 and var order) return order;
        }
    }
}
