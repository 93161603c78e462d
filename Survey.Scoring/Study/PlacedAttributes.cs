using System.Collections.Immutable;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>Attributes, dimensions or items, placed by every crosshair.</summary>
/// <param name="Crosshairs">Where the lines stand.</param>
/// <param name="Priorities">By attribute standardised importance less standardised performance.</param>
/// <param name="Placements">By attribute its quadrant by each crosshair.</param>
internal sealed record PlacedAttributes(
    ImmutableArray<Crosshair> Crosshairs, ImmutableArray<Estimate> Priorities, ImmutableArray<ImmutableArray<PriorityPlacement>> Placements)
{
    /// <summary>Places attributes.</summary>
    /// <param name="importance">In percent.</param>
    /// <param name="performance">On the questionnaire's scale.</param>
    /// <param name="line">Where the line of importance stands; null for its mean.</param>
    /// <param name="middle">The middle of the questionnaire's scale.</param>
    public static PlacedAttributes Of(IReadOnlyList<Estimate> importance, IReadOnlyList<Estimate> performance, double? line, double middle)
    {
        var missing = importance.Concat(performance).Select(value => value.Reason).FirstOrDefault(reason => reason is not null);
        double[] up = missing is null ? [.. importance.Select(value => value.Value)] : [];
        double[] across = missing is null ? [.. performance.Select(value => value.Value)] : [];
        var placed = ImportancePerformance.Crosshairs.Select((id, crosshair) =>
        {
            var quadrants = new PriorityQuadrant[importance.Count];
            var reason = missing ?? ImportancePerformance.Place(crosshair, up, across, middle, quadrants, line);
            return quadrants.Select(quadrant => new PriorityPlacement(id, reason is null ? quadrant : null, reason)).ToArray();
        }).ToArray();
        return new PlacedAttributes(
            [.. ImportancePerformance.Crosshairs.Select(id => new Crosshair(id, LineOf(up, line), LineOf(across, id == "scale" ? middle : null)))],
            [
                .. importance.Select((_, place) => missing is { } none ? Estimate.Undefined(none)
                    : Estimate.FiniteOr(ImportancePerformance.Priority(up, across, place), importance.Count < 2 ? UndefinedReason.OneDimension : UndefinedReason.NoVariance)),
            ],
            [.. importance.Select((_, place) => placed.Select(placements => placements[place]).ToImmutableArray())]);

        Estimate LineOf(double[] values, double? given) =>
            missing is { } none ? Estimate.Undefined(none) : Estimate.Of(given ?? ImportancePerformance.Mean(values));
    }
}
