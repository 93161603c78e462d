using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Web.Features.Designer;

/// <summary>Usual labels for the points of a scale, worst first.</summary>
internal static class ScaleLabels
{
    // The labels of shorter scales are those of the longest one without some of them, so that a label always means the same.
    private static readonly Dictionary<int, int[]> Chosen = new()
    {
        [2] = [2, 6],
        [3] = [2, 4, 6],
        [4] = [1, 2, 6, 7],
        [5] = [1, 2, 4, 6, 7],
        [6] = [1, 2, 3, 5, 6, 7],
        [7] = [1, 2, 3, 4, 5, 6, 7],
    };

    /// <summary>The scale with the labels of a family (<c>agreement</c> or <c>quality</c>); null where the family has none for so many points.</summary>
    public static RatingScale? Of(string family, RatingScale scale) => Chosen.GetValueOrDefault(scale.Points) is { } chosen
        ? scale with { Labels = chosen.Select((label, point) => KeyValuePair.Create(scale.From + point, DefaultText.Of($"Scale.{family}.{label}"))).ToImmutableSortedDictionary() }
        : null;
}
