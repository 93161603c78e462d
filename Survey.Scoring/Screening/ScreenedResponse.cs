using System.Collections.Immutable;

namespace Survey.Scoring.Screening;

/// <summary>The indices of careless responding of one response. It names a person's answers: for those who manage a survey only.</summary>
public sealed record ScreenedResponse
{
    /// <summary>The response's id.</summary>
    public required string Id { get; init; }

    /// <summary>What is conspicuous.</summary>
    public required QualityFlags Flags { get; init; }

    /// <summary>Whether a flag counts for the comparison with and without flagged responses.</summary>
    public required bool IsCounted { get; init; }

    /// <summary>The longest run of identical answers, by battery.</summary>
    public required ImmutableArray<int> Longstring { get; init; }

    /// <summary>The standard deviation of the answers, by battery; null for fewer than two.</summary>
    public required ImmutableArray<double?> Variability { get; init; }

    /// <summary>Mahalanobis' D²; null unless every answer is there and the distances exist.</summary>
    public double? MahalanobisSquared { get; init; }

    /// <summary>The share of normal respondents that are farther away (χ²); null without a distance.</summary>
    public double? MahalanobisP { get; init; }

    /// <summary>Items whose minimum is above the desired level; null where no item has both.</summary>
    public int? Inversions { get; init; }

    /// <summary>Items with "not applicable" in any battery.</summary>
    public required int NotApplicable { get; init; }

    /// <summary>Items with the same answer in all batteries; null where there is one battery only or no item has them all.</summary>
    public int? IdenticalItems { get; init; }

    /// <summary>Seconds per answer from beginning to submission; null where the times are not known. A pause makes it longer, nothing makes it shorter.</summary>
    public double? SecondsPerAnswer { get; init; }

    /// <summary>Even-odd consistency of the perceptions, −1 consistent … 1 careless; null where it does not exist.</summary>
    public double? EvenOdd { get; init; }

    /// <summary>The id of the response that this one repeats; null for any other.</summary>
    public string? SameAs { get; init; }
}
