using System.Collections.Immutable;

namespace Survey.Scoring.Statistics.Invariance;

/// <summary>The items whose loadings or intercepts a level does not make equal, in the order in which they were freed.</summary>
internal sealed record FreedItems(ImmutableArray<int> Loadings, ImmutableArray<int> Intercepts)
{
    /// <summary>None: everything that the level asks to be equal is.</summary>
    public static FreedItems None { get; } = new([], []);

    /// <summary>Whether any item is freed.</summary>
    public bool IsNone => Loadings.IsEmpty && Intercepts.IsEmpty;

    /// <summary>The items that a level tests, freed already.</summary>
    public ImmutableArray<int> At(InvarianceLevel level) => level == InvarianceLevel.Metric ? Loadings : Intercepts;

    /// <summary>One more item freed at a level.</summary>
    public FreedItems With(InvarianceLevel level, int item) =>
        level == InvarianceLevel.Metric ? this with { Loadings = Loadings.Add(item) } : this with { Intercepts = Intercepts.Add(item) };
}
