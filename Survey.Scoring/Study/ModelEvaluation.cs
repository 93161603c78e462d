using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;
using Survey.Scoring.Study.Drawn;

namespace Survey.Scoring.Study;

/// <summary>Each measurement model: scores, reliability, structure, and validity against the outcomes.</summary>
internal static class ModelEvaluation
{
    /// <summary>Every model, in the questionnaire's order. The models are independent of each other, so all processors work.</summary>
    public static ImmutableArray<ModelResult> All(StudyMoments moments, StudyOptions options)
    {
        var results = new ModelResult[moments.Plan.Models.Length];
        Parallel.For(0, results.Length, model => results[model] = moments.Plan.DrawsItems ? DrawnModels.Of(moments, model) : Of(moments, model, options));
        return [.. results];
    }

    private static ModelResult Of(StudyMoments moments, int model, StudyOptions options)
    {
        var plan = moments.Plan;
        var items = plan.Models[model].IsWeighted ? null : new Listwise(moments, plan.BaseItems[plan.BaseOf(model)]).CrossProducts();
        var (alphaLow, alphaHigh) = items is null ? default : Reliability.AlphaInterval(items);
        var overall = new MeanTest(new Listwise(moments, plan.ModelOverall[model]).Sample(plan.OverallOf(model)));
        return new ModelResult(
            plan.Models[model].Code,
            new MeanResult(overall.Sample.Count, overall.Mean, overall.Sd, overall.Low, overall.High),
            [.. plan.Questionnaire.Dimensions.Select((_, dimension) => Dimension(moments, model, dimension))],
            items is null ? null : Reliability.Alpha(items),
            items is null ? null : Structure.Of(plan, items, options),
            [.. plan.Questionnaire.Outcomes.Select((_, outcome) => Outcome(moments, model, outcome, options.Seed))])
        {
            AlphaCiLow = alphaLow,
            AlphaCiHigh = alphaHigh,
        };
    }

    private static ModelDimension Dimension(StudyMoments moments, int model, int dimension)
    {
        var plan = moments.Plan;
        var asked = plan.Questionnaire.Dimensions[dimension];
        var test = new MeanTest(new Listwise(moments, plan.ModelDimensions[model][dimension]).Sample());
        if (plan.Models[model].IsWeighted) return new ModelDimension(asked.Id, test.Sample.Count, test.Mean, test.Sd, test.Low, test.High, null);
        var items = new Listwise(moments, plan.BaseDimensionItems[plan.BaseOf(model)][dimension]).CrossProducts();
        return new ModelDimension(
            asked.Id, test.Sample.Count, test.Mean, test.Sd, test.Low, test.High, ReliabilityOf(moments, plan.BaseOf(model), dimension, items))
        {
            Subdimensions = Subdimensions.Of(asked, items),
        };
    }

    private static DimensionReliability ReliabilityOf(StudyMoments moments, int baseModel, int dimension, CrossProducts items)
    {
        var plan = moments.Plan;
        var (omega, ave) = OneFactor(items);
        var (alphaLow, alphaHigh) = Reliability.AlphaInterval(items);
        Estimate? difference = plan.Bases[baseModel].Difference is null ? null
            : plan.DifferenceItems[baseModel].Length == 0 ? Estimate.Undefined(UndefinedReason.NoAnswers)
            : Reliability.OfDifference(new Listwise(moments, plan.DifferenceItems[baseModel][dimension]).CrossProducts());
        return new DimensionReliability(
            items.Count, Reliability.Alpha(items), Reliability.AlphaStandardized(items), omega, ave,
            [.. plan.Questionnaire.Dimensions[dimension].Items.Select((item, place) => new ItemReliability(
                item.Id, ItemAnalysis.ItemRest(items, place), ItemAnalysis.AlphaIfDeleted(items, place)))],
            difference)
        {
            AlphaCiLow = alphaLow,
            AlphaCiHigh = alphaHigh,
            SpearmanBrown = items.Variables == 2 ? Reliability.SpearmanBrown(items) : null,
        };
    }

    // Omega (McDonald 1999): (Σλ)² / ((Σλ)² + Σθ); AVE (Fornell & Larcker 1981): the mean squared standardised loading.
    private static (Estimate Omega, Estimate Ave) OneFactor(CrossProducts items)
    {
        UndefinedReason? reason = items.Variables < 3 ? UndefinedReason.TooFewItems
            : Reliability.TooFew(items) ?? (items.HasConstant ? UndefinedReason.ConstantItem : null);
        reason ??= Cholesky.Of(items.Correlations()) is null ? Structure.SingularReason(items) : null;
        if (reason is { } undefined) return (Estimate.Undefined(undefined), Estimate.Undefined(undefined));
        var solution = ConfirmatoryFactorAnalysis.Fit(items.Covariances(items.Count), items.Count, new int[items.Variables]);
        if (solution.Reason is { } failed) return (Estimate.Undefined(failed), Estimate.Undefined(failed));
        var common = Math.Pow(solution.Loadings.Sum(), 2);
        return (Estimate.FiniteOr(common / (common + solution.ResidualVariances.Sum()), UndefinedReason.NotConverged),
            Estimate.Of(solution.StandardizedLoadings.Average(loading => loading * loading)));
    }

    private static OutcomeResult Outcome(StudyMoments moments, int model, int outcome, long seed)
    {
        var plan = moments.Plan;
        var listwise = new Listwise(moments, plan.ModelOutcomes[model][outcome]);
        var data = listwise.CrossProducts([.. plan.DimensionsOf(model), plan.Outcomes[outcome]]);
        var overall = listwise.CrossProducts(plan.OverallOf(model), plan.Outcomes[outcome]);
        var regression = new Regression(data, seed);
        return new OutcomeResult(
            plan.Questionnaire.Outcomes[outcome].Id, data.Count, DependentCorrelations.WithOutcome(overall, 0, 1),
            regression.RSquared, regression.AdjustedRSquared, regression.F, regression.P,
            [.. plan.Questionnaire.Dimensions.Select((dimension, place) => new RegressionCoefficient(
                dimension.Id, regression.B(place), regression.Beta(place), regression.StandardError(place), regression.T(place),
                regression.PValue(place), regression.Vif(place), regression.Lmg(place), regression.LmgError(place),
                regression.RelativeWeight(place)))]);
    }
}
