using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study;

/// <summary>The models that reviewers ask for beside the instrument's structure: one factor, and a factor above the dimensions.</summary>
internal static class StructureAlternatives
{
    /// <summary>Those that differ from the instrument's structure: with a single dimension there is nothing to compare.</summary>
    public static ImmutableArray<StructureAlternative> Of(StudyPlan plan, CrossProducts items, CfaSolution instrument)
    {
        var covariances = items.Covariances(items.Count);
        var factors = Structure.FactorOfItem(plan);
        if (plan.Dimensions.Length < 2) return [];
        var one = ConfirmatoryFactorAnalysis.Fit(covariances, items.Count, new int[items.Variables]);
        var second = ConfirmatoryFactorAnalysis.FitSecondOrder(covariances, items.Count, factors);
        StructureAlternative[] all =
        [
            Alternative(plan, StructureAlternative.OneFactor, one, instrument),
            Alternative(plan, StructureAlternative.SecondOrder, second, instrument),
        ];
        var adjusted = Holm.Adjust([.. all.Select(alternative => alternative.Difference.P)]);
        return [.. all.Zip(adjusted, (alternative, p) => alternative with { AdjustedP = p })];
    }

    private static StructureAlternative Alternative(StudyPlan plan, string model, CfaSolution solution, CfaSolution instrument) => new(
        model,
        Structure.Result(plan, solution, hasFactors: model != StructureAlternative.OneFactor),
        model == StructureAlternative.OneFactor ? [] : [.. plan.Questionnaire.Dimensions.Select((dimension, place) => new DimensionLoading(
            dimension.Id, solution.Reason is { } reason ? Estimate.Undefined(reason) : Estimate.Of(solution.SecondOrderLoadings[place])))],
        solution.Reason is null && instrument.Reason is null && solution.Fit.Df.Value <= instrument.Fit.Df.Value,
        solution.Fit.Against(instrument.Fit));
}
