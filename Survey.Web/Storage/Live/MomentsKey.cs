namespace Survey.Web.Storage.Live;

/// <summary>The responses with one attribute value, or all of them.</summary>
internal readonly record struct Segment(string Attribute, string Value)
{
    public static Segment All { get; } = new("", "");

    public bool IsAll => Attribute.Length == 0;
}

/// <summary>Names stored moments: of one version, complete or partial responses, all or one segment of them.</summary>
internal readonly record struct MomentsKey(int Version, string Status, Segment Segment)
{
    /// <summary>Whether the key is the other, or names without a value all segments of the other's attribute.</summary>
    public bool Covers(MomentsKey other) => this == other
        || (!Segment.IsAll && Segment.Value.Length == 0 && Version == other.Version && Status == other.Status && Segment.Attribute == other.Segment.Attribute);

    /// <summary>Keys in one order everywhere.</summary>
    public static IEnumerable<MomentsKey> InOrder(IEnumerable<MomentsKey> keys) => keys.OrderBy(key => key.Version).ThenBy(key => key.Status, StringComparer.Ordinal)
        .ThenBy(key => key.Segment.Attribute, StringComparer.Ordinal).ThenBy(key => key.Segment.Value, StringComparer.Ordinal);
}
