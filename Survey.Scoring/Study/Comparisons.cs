using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>Which of two models agrees better with an outcome; p adjusted over the pairs of the same outcome.</summary>
internal static class Comparisons
{
    /// <summary>Every pair on the respondents who have both overall scores and the outcome.</summary>
    public static ImmutableArray<ModelComparison> OfPairs(StudyMoments moments)
    {
        var plan = moments.Plan;
        if (plan.DrawsItems) return [.. plan.Questionnaire.Outcomes.SelectMany(outcome => Nothing(plan, outcome.Id))];
        return [.. plan.Questionnaire.Outcomes.SelectMany((_, outcome) => Compare(plan, outcome,
            pair => new Listwise(moments, plan.PairOutcomes[outcome][pair])))];
    }

    /// <summary>Every model and every pair on the respondents who are complete for all models.</summary>
    public static ImmutableArray<CommonSampleResult> OnCommonSample(StudyMoments moments)
    {
        var plan = moments.Plan;
        if (plan.DrawsItems)
            return [.. plan.Questionnaire.Outcomes.Select(outcome => new CommonSampleResult(outcome.Id, 0, [.. plan.Models.Select(model => new CommonSampleModel(model.Code, None, None, None))], Nothing(plan, outcome.Id)))];
        return
        [
            .. plan.Questionnaire.Outcomes.Select((outcome, place) =>
            {
                var listwise = new Listwise(moments, plan.CommonSample[place]);
                return new CommonSampleResult(outcome.Id, listwise.Count,
                    [.. plan.Models.Select((_, model) => Model(plan, listwise, model, plan.Outcomes[place]))], Compare(plan, place, _ => listwise));
            }),
        ];
    }

    // Nobody has the scores of two models where items are drawn.
    private static readonly Estimate None = Estimate.Undefined(UndefinedReason.ItemsDrawn);

    private static ImmutableArray<ModelComparison> Nothing(StudyPlan plan, string outcome) =>
        [.. plan.Pairs.Select(pair => new ModelComparison(outcome, plan.Models[pair.Left].Code, plan.Models[pair.Right].Code, 0, None, None, None, None, None, None, None) { DifferenceCiLow = None, DifferenceCiHigh = None })];

    private static CommonSampleModel Model(StudyPlan plan, Listwise listwise, int model, int outcome)
    {
        var regression = new Regression(listwise.CrossProducts([.. plan.DimensionsOf(model), outcome]));
        return new CommonSampleModel(plan.Models[model].Code,
            DependentCorrelations.WithOutcome(listwise.CrossProducts(plan.OverallOf(model), outcome), 0, 1), regression.RSquared, regression.AdjustedRSquared);
    }

    private static ImmutableArray<ModelComparison> Compare(StudyPlan plan, int outcome, Func<int, Listwise> sample)
    {
        (int Left, int Right)[] pairs = [.. plan.Pairs];
        DependentCorrelations[] tests =
        [
            .. pairs.Select((pair, place) => new DependentCorrelations(
                sample(place).CrossProducts(plan.OverallOf(pair.Left), plan.OverallOf(pair.Right), plan.Outcomes[outcome]))),
        ];
        var adjusted = Holm.Adjust([.. tests.Select(test => test.P)]);
        return [.. tests.Select((test, place) => Comparison(plan, outcome, pairs[place], test, adjusted[place]))];
    }

    private static ModelComparison Comparison(StudyPlan plan, int outcome, (int Left, int Right) pair, DependentCorrelations test, Estimate adjusted)
    {
        var (low, high) = test.DifferenceInterval;
        return new ModelComparison(
            plan.Questionnaire.Outcomes[outcome].Id, plan.Models[pair.Left].Code, plan.Models[pair.Right].Code, test.Data.Count,
            test.LeftCorrelation, test.RightCorrelation, test.Between, test.T, test.Df, test.P, adjusted)
        {
            DifferenceCiLow = low,
            DifferenceCiHigh = high,
        };
    }
}
