using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Moments.Pairs;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Drawn;

/// <summary>
/// A measurement model where items are drawn. Every figure is the one that respondents with all items would have, estimated from the pairwise
/// covariances; what only they could give does not exist.
/// </summary>
internal static class DrawnModels
{
    private static readonly Estimate None = Estimate.Undefined(UndefinedReason.ItemsDrawn);

    public static ModelResult Of(StudyMoments moments, int model)
    {
        var plan = moments.Plan;
        var dimensions = plan.Questionnaire.Dimensions;
        var code = plan.Models[model].Code;
        if (plan.Models[model].IsWeighted)
            return new ModelResult(code, new MeanResult(0, None, None, None, None), [.. dimensions.Select(dimension => new ModelDimension(dimension.Id, 0, None, None, None, None, null))],
                null, null, [.. plan.Questionnaire.Outcomes.Select(outcome => NoOutcome(plan, outcome))]);
        var source = plan.ItemPairs!.SourceOf(plan.BaseOf(model));
        var overall = DrawnScores.Overall(moments, source);
        var (items, reason) = Pairwise.Of(moments).CrossProducts(plan.ItemPairs!.Items(source));
        return new ModelResult(
            code,
            new MeanResult(moments.Pairs!.OfSource(source), overall.Mean, overall.Sd, overall.Low, overall.High),
            [.. dimensions.Select((_, dimension) => Dimension(moments, model, source, dimension))],
            items is null ? Estimate.Undefined(reason!.Value) : Reliability.Alpha(items),
            PairwiseStructure.Of(moments, source),
            [.. plan.Questionnaire.Outcomes.Select((_, outcome) => Outcome(moments, source, outcome))])
        {
            AlphaCiLow = None,
            AlphaCiHigh = None,
        };
    }

    /// <summary>The items of a dimension with an outcome, as if of complete respondents; of nobody where the pairs do not suffice.</summary>
    public static CrossProducts ItemsWithOutcome(StudyMoments moments, int baseModel, int dimension, int outcome)
    {
        var variables = moments.Plan.ItemPairs!;
        int[] all = [.. variables.Items(variables.SourceOf(baseModel), dimension), variables.Outcome(outcome)];
        return Pairwise.Of(moments).CrossProducts(all).Data ?? new CrossProducts(0, new double[all.Length], new double[all.Length, all.Length]);
    }

    private static ModelDimension Dimension(StudyMoments moments, int model, int source, int dimension)
    {
        var plan = moments.Plan;
        var asked = plan.Questionnaire.Dimensions[dimension];
        var (score, n) = (DrawnScores.Dimension(moments, source, dimension), moments.Pairs!.OfSet(plan.ItemPairs!.Set(source, dimension)));
        var pairs = Pairwise.Of(moments);
        var (items, reason) = pairs.CrossProducts(plan.ItemPairs!.Items(source, dimension));
        return new ModelDimension(asked.Id, n, score.Mean, score.Sd, score.Low, score.High, Consistency(moments, plan.BaseOf(model), dimension, items, reason))
        {
            Subdimensions =
            [
                .. from subdimension in asked.Subdimensions
                   let own = asked.Items.Index().Where(entry => entry.Item.Subdimension == subdimension.Id).Select(entry => plan.ItemPairs!.Item(source, plan.Dimensions[dimension].Start + entry.Index)).ToArray()
                   where own.Length > 0
                   let part = DrawnScores.MeanOf(pairs, own)
                   let data = pairs.CrossProducts(own)
                   select new SubdimensionScore(subdimension.Id, part.Fewest, part.Mean, part.Sd, part.Low, part.High,
                       data.Data is null ? Estimate.Undefined(data.Reason!.Value) : Reliability.Alpha(data.Data)),
            ],
        };
    }

    private static DimensionReliability Consistency(StudyMoments moments, int baseModel, int dimension, CrossProducts? items, UndefinedReason? reason)
    {
        var plan = moments.Plan;
        var missing = Estimate.Undefined(reason ?? UndefinedReason.NotComputed);
        return new DimensionReliability(
            items?.Count ?? 0, items is null ? missing : Reliability.Alpha(items), items is null ? missing : Reliability.AlphaStandardized(items), None, None,
            [.. plan.Questionnaire.Dimensions[dimension].Items.Select((item, place) => new ItemReliability(
                item.Id, items is null ? missing : ItemAnalysis.ItemRest(items, place), items is null ? missing : ItemAnalysis.AlphaIfDeleted(items, place)))],
            OfDifference(moments, baseModel, dimension))
        {
            AlphaCiLow = None,
            AlphaCiHigh = None,
            SpearmanBrown = plan.Dimensions[dimension].Length != 2 ? null : items is null ? missing : Reliability.SpearmanBrown(items),
        };
    }

    private static Estimate? OfDifference(StudyMoments moments, int baseModel, int dimension)
    {
        var plan = moments.Plan;
        if (plan.Bases[baseModel].Difference is null) return null;
        if (plan.DifferenceOf(baseModel) is not var (minuend, subtrahend)) return Estimate.Undefined(UndefinedReason.NoAnswers);
        var (both, reason) = Pairwise.Of(moments).CrossProducts([.. plan.ItemPairs!.Items(minuend, dimension), .. plan.ItemPairs!.Items(subtrahend, dimension)]);
        return both is null ? Estimate.Undefined(reason!.Value) : Reliability.OfDifference(both);
    }

    private static OutcomeResult Outcome(StudyMoments moments, int source, int outcome)
    {
        var plan = moments.Plan;
        var asked = plan.Questionnaire.Outcomes[outcome];
        int[] variables = [.. plan.ItemPairs!.Items(source), plan.ItemPairs!.Outcome(outcome)];
        var (data, reason) = Pairwise.Of(moments).CrossProducts(variables);
        if (data is null)
        {
            var missing = Estimate.Undefined(reason!.Value);
            return NoOutcome(plan, asked) with { R = missing, RSquared = missing };
        }

        var k = plan.ItemCount;
        double[][] scores = [.. plan.Dimensions.Select(range => Weights(item => item >= range.Start && item < range.Start + range.Length ? 1.0 / range.Length : 0)), Weights(item => item == k ? 1 : 0)];
        var overall = DrawnScores.OverallWeights(plan);
        var regression = new Regression(data.Combine(scores));
        return new OutcomeResult(
            asked.Id, data.Count, DependentCorrelations.WithOutcome(data.Combine([Weights(item => item < k ? overall[item] : 0), scores[^1]]), 0, 1), regression.RSquared,
            None, None, None,
            [.. plan.Questionnaire.Dimensions.Select((dimension, place) => new RegressionCoefficient(
                dimension.Id, regression.B(place), regression.Beta(place), None, None, None, regression.Vif(place), regression.Lmg(place), regression.LmgError(place),
                regression.RelativeWeight(place)))]);

        double[] Weights(Func<int, double> weight) => [.. Enumerable.Range(0, k + 1).Select(weight)];
    }

    private static OutcomeResult NoOutcome(StudyPlan plan, Outcome outcome) => new(
        outcome.Id, 0, None, None, None, None, None,
        [.. plan.Questionnaire.Dimensions.Select(dimension => new RegressionCoefficient(dimension.Id, None, None, None, None, None, None, None, None, None))]);
}
