using System.Text.Json.Serialization;

namespace Survey.Web.Storage;

/// <summary>What was entered on a page and is no answer yet, as form fields by name.</summary>
internal sealed record UnsettledPage
{
    /// <summary>What was typed and cannot be stored as it is; shown again when the page is opened.</summary>
    [JsonPropertyName("typed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, string>? Typed { get; init; }

    /// <summary>The whole page as another tab or device sent it, which differs from what is stored; kept until somebody chooses.</summary>
    [JsonPropertyName("other"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, string>? Other { get; init; }

    [JsonIgnore]
    public bool IsEmpty => Typed is null && Other is null;

    /// <summary>Equal content.</summary>
    public bool Equals(UnsettledPage? other) => other is not null && Same(Typed, other.Typed) && Same(Other, other.Other);

    public override int GetHashCode() => HashCode.Combine(Typed?.Count, Other?.Count);

    private static bool Same(SortedDictionary<string, string>? left, SortedDictionary<string, string>? right) =>
        left is null || right is null ? left == right : left.SequenceEqual(right);
}
