using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.ExploratoryFactors;

namespace Survey.Scoring.Study;

/// <summary>What structure the items have by themselves: number of factors, loadings, and which item loads where against the instrument.</summary>
internal static class Exploration
{
    /// <summary>The number of factors with what it rests on.</summary>
    public static ParallelAnalysisResult Result(ParallelAnalysis analysis) => new(
        ParallelAnalysis.Draws, analysis.Components, analysis.Factors, [.. analysis.Eigenvalues], [.. analysis.RandomEigenvalues],
        [.. analysis.ReducedEigenvalues], [.. analysis.RandomReducedEigenvalues]);

    /// <summary>The solution with the number of factors of parallel analysis, and the one with the number of dimensions where that is another.</summary>
    public static ImmutableArray<ExploratorySolution> Solutions(StudyPlan plan, double[,] correlations, long n, int byParallelAnalysis, long seed)
    {
        var dimensions = plan.Dimensions.Length;
        return [.. new[] { byParallelAnalysis, dimensions }.Distinct().Order().Select(factors =>
        {
            var reason = factors == 0 ? UndefinedReason.NoFactors
                : ExploratoryFactorAnalysis.DegreesOfFreedom(plan.ItemCount, factors) < 0 ? UndefinedReason.NotIdentified
                : default(UndefinedReason?);
            return new ExploratorySolution(factors, factors == byParallelAnalysis, factors == dimensions, reason, reason is not null ? [] :
            [
                Extraction(plan, correlations, n, factors, ExtractionMethod.MaximumLikelihood, seed),
                Extraction(plan, correlations, n, factors, ExtractionMethod.Minres, seed),
            ]);
        })];
    }

    private static ExploratoryExtraction Extraction(StudyPlan plan, double[,] correlations, long n, int factors, ExtractionMethod method, long seed)
    {
        var name = method == ExtractionMethod.MaximumLikelihood ? ExploratoryExtraction.MaximumLikelihood : ExploratoryExtraction.Minres;
        if (ExploratoryFactorAnalysis.Fit(correlations, n, factors, method, seed) is not { } extracted)
            return new ExploratoryExtraction(name, "not-converged", [], [], Estimate.Undefined(UndefinedReason.NotConverged), null, []);
        ImmutableArray<string> items = [.. plan.Questionnaire.Items.Select(item => item.Id)];
        return new ExploratoryExtraction(
            name, extracted.Heywood.Length == 0 ? "ok" : "improper", [.. extracted.Heywood.Select(item => items[item])],
            [.. items.Zip(extracted.Uniquenesses, (id, uniqueness) => new ItemCommunality(id, 1 - uniqueness, uniqueness))],
            Estimate.Of(extracted.ResidualRoot),
            extracted.Fit is { } fit ? new ExploratoryFitResult(fit.ChiSquare, fit.Df, fit.P, fit.Rmsea, fit.RmseaLow, fit.RmseaHigh, fit.Tli) : null,
            [
                Rotated(plan, ExploratoryRotation.Varimax, Rotation.Varimax(extracted.Loadings)),
                Rotated(plan, ExploratoryRotation.Promax, Rotation.Promax(extracted.Loadings)),
                Rotated(plan, ExploratoryRotation.Oblimin, Rotation.Oblimin(extracted.Loadings, seed)),
            ]);
    }

    private static ExploratoryRotation Rotated(StudyPlan plan, string name, RotatedFactors rotated)
    {
        var dimensions = plan.Questionnaire.Dimensions;
        var dimensionOf = Structure.FactorOfItem(plan);
        var factors = FactorAlignment.ToDimensions(rotated, dimensionOf);
        var explained = factors.VarianceExplained();
        // By dimension the factor that explains most of its items.
        int[] home = [.. plan.Dimensions.Select(items => Enumerable.Range(0, factors.Factors).MaxBy(factor =>
            Enumerable.Range(items.Start, items.Length).Sum(item => factors.Loadings[item, factor] * factors.Loadings[item, factor])))];
        return new ExploratoryRotation(
            name,
            [.. explained.Select((share, factor) => new ExploratoryFactor(
                factor + 1, [.. dimensions.Where((_, place) => home[place] == factor).Select(dimension => dimension.Id)], share))],
            [.. plan.Questionnaire.Items.Select((item, place) =>
            {
                var highest = Enumerable.Range(0, factors.Factors).MaxBy(factor => Math.Abs(factors.Loadings[place, factor]));
                return new ExploratoryItem(item.Id, dimensions[dimensionOf[place]].Id, highest + 1, highest != home[dimensionOf[place]],
                    [.. Enumerable.Range(0, factors.Factors).Select(factor => factors.Loadings[place, factor])]);
            })],
            name == ExploratoryRotation.Varimax ? [] : [.. Enumerable.Range(0, factors.Factors).SelectMany(left =>
                Enumerable.Range(left + 1, factors.Factors - left - 1).Select(right => new ExploratoryCorrelation(left + 1, right + 1, factors.Correlations[left, right])))]);
    }
}
