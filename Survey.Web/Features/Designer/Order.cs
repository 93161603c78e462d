using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Web.Features.Designer;

/// <summary>In which order dimensions and their items are asked: <c>tangibles:1,2,3 reliability:4,5</c>. Dragging posts a new one.</summary>
internal sealed record Order(ImmutableArray<(string Dimension, ImmutableArray<string> Items)> Dimensions)
{
    public static Order Of(Questionnaire questionnaire) =>
        new([.. questionnaire.Dimensions.Select(dimension => (dimension.Id, dimension.Items.Select(item => item.Id).ToImmutableArray()))]);

    public static Order Parse(string text) => new([.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part =>
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (part, ImmutableArray<string>.Empty)
            : (part[..colon], part[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries).ToImmutableArray());
    })]);

    /// <summary>The questionnaire in this order. What the order does not name keeps its place after what it names; what it names and is not there is passed over.</summary>
    public Questionnaire Arrange(Questionnaire questionnaire)
    {
        var items = questionnaire.Items.ToDictionary(item => item.Id, StringComparer.Ordinal);
        var named = Dimensions.SelectMany(dimension => dimension.Items).ToHashSet(StringComparer.Ordinal);
        var known = Dimensions.Where(dimension => questionnaire.Dimensions.Any(candidate => candidate.Id == dimension.Dimension)).DistinctBy(dimension => dimension.Dimension).ToList();
        var placed = new HashSet<string>(StringComparer.Ordinal);
        var arranged = new List<Dimension>();
        foreach (var (id, wished) in known)
        {
            var dimension = questionnaire.Dimensions.First(candidate => candidate.Id == id);
            arranged.Add(dimension.WithItems(
            [
                .. wished.Where(item => items.ContainsKey(item) && placed.Add(item)).Select(item => items[item]),
                .. dimension.Items.Where(item => !named.Contains(item.Id)),
            ]));
        }
        arranged.AddRange(questionnaire.Dimensions.Where(dimension => known.All(other => other.Dimension != dimension.Id))
            .Select(dimension => dimension.WithItems(dimension.Items.Where(item => !placed.Contains(item.Id)))));
        return questionnaire with { Dimensions = [.. arranged] };
    }

    public override string ToString() => string.Join(' ', Dimensions.Select(dimension => $"{dimension.Dimension}:{string.Join(',', dimension.Items)}"));

    public bool Equals(Order? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
