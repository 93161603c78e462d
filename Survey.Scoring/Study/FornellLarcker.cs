using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study;

/// <summary>Convergent and discriminant validity from the confirmatory factor analysis (Fornell &amp; Larcker 1981, J. Marketing Research 18:39-50).</summary>
internal static class FornellLarcker
{
    /// <summary>Every dimension and every pair of them.</summary>
    public static FornellLarckerResult Of(StudyPlan plan, CfaSolution solution)
    {
        var dimensions = plan.Questionnaire.Dimensions;
        DimensionConvergence[] own = [.. dimensions.Select((dimension, place) => Convergence(dimension.Id, plan.Dimensions[place], solution))];
        return new FornellLarckerResult([.. own], [.. Structure.Pairs(dimensions).Select(pair => Pair(own[pair.Left], own[pair.Right],
            solution.Reason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(Math.Pow(solution.FactorCorrelations[pair.Left, pair.Right], 2))))]);
    }

    private static DimensionConvergence Convergence(string id, (int Start, int Length) items, CfaSolution solution)
    {
        if ((solution.Reason ?? (items.Length < 2 ? UndefinedReason.OneItemDimension : null)) is { } reason)
            return new DimensionConvergence(id, Estimate.Undefined(reason), Estimate.Undefined(reason));
        var (ave, reliability) = Convergence(solution.StandardizedLoadings.AsSpan(items.Start, items.Length));
        return new DimensionConvergence(id, Estimate.Of(ave), Estimate.FiniteOr(reliability, UndefinedReason.NonPositiveCorrelations));
    }

    /// <summary>Average variance extracted and composite reliability of standardised loadings.</summary>
    public static (double Ave, double CompositeReliability) Convergence(ReadOnlySpan<double> loadings)
    {
        double sum = 0, squares = 0;
        foreach (var loading in loadings)
        {
            sum += loading;
            squares += loading * loading;
        }

        return (squares / loadings.Length, sum * sum / (sum * sum + loadings.Length - squares));
    }

    private static FornellLarckerPair Pair(DimensionConvergence left, DimensionConvergence right, Estimate shared) => new(left.Dimension, right.Dimension, shared,
        (left.Ave.Reason ?? right.Ave.Reason ?? shared.Reason) is { } reason
            ? Estimate.Undefined(reason)
            : Estimate.Of(Math.Min(left.Ave.Value, right.Ave.Value) - shared.Value));
}
