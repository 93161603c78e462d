namespace Survey.Web.Storage.Live;

/// <summary>The responses with one attribute value, or all of them.</summary>
internal readonly record struct Segment(string Attribute, string Value)
{
    public static Segment All { get; } = new("", "");

    public bool IsAll => Attribute.Length == 0;
}

/// <summary>Names stored moments: of one version, complete or partial responses, all or one segment of them.</summary>
internal readonly record struct MomentsKey(int Version, string Status, Segment Segment);
