using System.Collections.Immutable;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.Invariance;

/// <summary>A level with some items freed.</summary>
/// <param name="Freed">The items, in the order in which they were freed; those of the level before are freed here too.</param>
/// <param name="Step">Its figures.</param>
/// <param name="Change">What the equality of the others costs against the level before, with what was freed there.</param>
/// <param name="Holds">Whether the level holds with these items freed.</param>
internal sealed record PartialLevel(FreedItems Freed, InvarianceStep Step, FitDifference Change, bool Holds);

/// <summary>
/// Where equal loadings or intercepts do not hold: which items break them, and which to free so that the level holds in part (Byrne, Shavelson &amp;
/// Muthén 1989). The item with the largest score test is freed, the level fitted again, and so on until the loss of CFI is at most
/// <see cref="InvarianceStep.LargestLoss"/> or no test is significant after Holm's adjustment. At least two items of a dimension stay equal, as factors
/// could not be compared otherwise (Steenkamp &amp; Baumgartner 1998); an item whose loading is freed has its intercept freed as well.
/// </summary>
internal static class PartialInvariance
{
    private const int FewestEqual = 2;

    /// <summary>The steps with what there is to say of items.</summary>
    /// <param name="fitted">The levels that have a solution, the first one first.</param>
    /// <param name="options">When a search ends.</param>
    public static IEnumerable<InvarianceStep> Of(IReadOnlyList<FittedLevel> fitted, CfaOptions options)
    {
        if (fitted.Count == 0) yield break;
        yield return fitted[0].Step;
        // The level that the next one is held against; null once a level does not hold even in part.
        var before = fitted[0].Step.Holds(null) ? fitted[0] : null;
        foreach (var whole in fitted.Skip(1))
        {
            if (before is null || (before.Freed.IsNone && whole.Step.Holds(before.Step)))
            {
                yield return whole.Step;
                if (before is not null) before = whole;
                continue;
            }

            var (step, next) = Search(whole, before, options);
            yield return step;
            before = next;
        }
    }

    private static (InvarianceStep Step, FittedLevel? Next) Search(FittedLevel whole, FittedLevel before, CfaOptions options)
    {
        var level = whole.Step.Level;
        // What is not equal in its loading is not asked to be equal in its intercept.
        var freed = before.Freed with { Intercepts = level == InvarianceLevel.Scalar ? before.Freed.Loadings : [] };
        var current = freed.IsNone ? whole : FittedLevel.Of(whole.Sample, level, freed, before.Estimates.Scalar(whole.Sample), options, out _);
        if (current is null) return (whole.Step, null);
        ImmutableArray<ReleaseTest> first = [];
        while (!current.Step.Holds(before.Step))
        {
            var tests = ReleaseTest.Of(current);
            if (first.IsEmpty) first = tests;
            if (Worst(current, tests) is not { } item) break;
            if (FittedLevel.Of(current.Sample, level, current.Freed.With(level, item), current.Estimates, options, out _) is not { } next) break;
            current = next;
        }

        var holds = current.Step.Holds(before.Step);
        return (whole.Step with
        {
            Releases = first,
            Partial = current.Freed.IsNone ? null : new PartialLevel(current.Freed, current.Step, current.Step.Fit.Against(before.Step.Fit), holds),
        }, holds ? current : null);
    }

    private static int? Worst(FittedLevel level, ImmutableArray<ReleaseTest> tests)
    {
        var freed = level.Freed.At(level.Step.Level);
        var candidates = tests.Where(test => test.IsSignificant && EqualBeside(test.Item) >= FewestEqual).ToArray();
        return candidates.Length == 0 ? null : candidates.MaxBy(test => test.ChiSquare.Value)!.Item;

        int EqualBeside(int item) => Enumerable.Range(0, level.Sample.Items)
            .Count(other => other != item && level.Sample.FactorOfItem[other] == level.Sample.FactorOfItem[item] && !freed.Contains(other));
    }
}
