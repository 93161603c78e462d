using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Sampling;

namespace Survey.Scoring.Study.Samples;

/// <summary>Weights of the responses by the population's margins, and the weighted means of the main scores.</summary>
internal static class Weighting
{
    /// <summary>The smallest and the largest weight, as multiples of the median weight.</summary>
    public static readonly (double Low, double High) Bounds = (0.2, 5);

    // Beyond this many categories the regression on the margins would take longer than the rest; weights then count as fixed.
    private const int MostCalibrated = 200;

    // Differences of totals below this are rounding.
    private const double SameTotal = 0.005;

    private static readonly string[] Unweighted = ["alpha", "omega", "averageVarianceExtracted", "factorStructure", "validity", "modelComparison"];

    /// <summary>Rakes and estimates.</summary>
    public static WeightingResult Of(StudyMoments moments, Population population, ResponseTable responses)
    {
        var problems = ImmutableArray.CreateBuilder<WeightingProblem>();
        var attributes = responses.Questionnaire.Attributes;
        var margins = new List<(PopulationMargin Margin, int Attribute)>();
        foreach (var margin in population.Margins)
        {
            var place = attributes.Index().Where(entry => entry.Item.Id == margin.Attribute).Select(entry => entry.Index).FirstOrDefault(-1);
            if (place < 0) problems.Add(new WeightingProblem("attribute-unknown", margin.Attribute, null, 0));
            else margins.Add((margin, place));
        }

        if (margins.Count > 0 && margins[0].Margin.People is { } first)
            foreach (var (margin, _) in margins.Skip(1))
                if (margin.People is { } people && Math.Abs(people - first) > SameTotal * first) problems.Add(new WeightingProblem("totals-differ", margin.Attribute, null, people));

        var scores = KeyScore.Of(moments.Plan);
        var groups = WeightingCells.Of(moments.Plan, responses, margins, scores);
        AddProblems(problems, margins, groups);
        var raking = new Raking(groups.Cells, [.. margins.Select(margin => margin.Margin.Values.Select(value => value.Size).ToArray())], Bounds);
        var isCalibrated = raking.IsConverged && raking.Trimmed == 0 && margins.Sum(margin => margin.Margin.Values.Length) <= MostCalibrated;
        (double Weight, long Count)[] weights = [.. raking.Weights.Zip(groups.Cells, (weight, cell) => (weight, cell.Count)).Where(pair => pair.weight > 0)];
        var respondents = weights.Sum(pair => pair.Count);
        var none = Estimate.Undefined(respondents == 0 ? UndefinedReason.NoAnswers : UndefinedReason.NotConverged);
        var isThere = raking.IsConverged && respondents > 0;
        int[]? categories = isCalibrated ? [.. margins.Select(margin => margin.Margin.Values.Length)] : null;
        return new WeightingResult(
            respondents == 0 ? "nobody" : !isThere ? "not-converged" : raking.Trimmed > 0 ? "trimmed" : "raked",
            isCalibrated ? "calibrated" : "fixed",
            respondents, responses.Count - respondents, raking.Iterations, raking.Trimmed,
            isThere ? Estimate.Of(raking.Extremes.Smallest) : none, isThere ? Estimate.Of(raking.Extremes.Largest) : none,
            isThere ? Estimate.Of(raking.LargestDeviation) : none, isThere ? DesignEffect.OfWeights(weights) : none, isThere ? DesignEffect.EffectiveCount(weights) : none,
            [.. margins.Select((margin, place) => Shares(margin.Margin, place, groups.Cells, raking, respondents, isThere ? null : none))],
            problems.DrainToImmutable(),
            [.. scores.Select((score, place) => Figure(score, place))],
            [.. Unweighted.Select(figure => KeyValuePair.Create(figure, Estimate.Undefined(UndefinedReason.NotDefinedWithWeights)))]);

        WeightedFigure Figure(KeyScore score, int place)
        {
            var plain = new MeanTest(score.Sample(moments)).Mean;
            if (!isThere) return new WeightedFigure(score.Key, 0, plain, none, none, none, none);
            var mean = new WeightedMean(groups.Cells, raking.Weights, groups.Sums(place), categories);
            return new WeightedFigure(score.Key, mean.Count, plain, mean.Mean, mean.StandardError, mean.Low, mean.High);
        }
    }

    private static void AddProblems(
        ImmutableArray<WeightingProblem>.Builder problems, List<(PopulationMargin Margin, int Attribute)> margins, WeightingCells groups)
    {
        for (var place = 0; place < margins.Count; place++)
        {
            var margin = margins[place].Margin;
            foreach (var (category, value) in margin.Values.Index())
            {
                var count = groups.CountOf(place, category);
                if (value.Size > 0 && count == 0) problems.Add(new WeightingProblem("no-respondents", margin.Attribute, value.Value, 0));
                if (value.Size <= 0 && count > 0) problems.Add(new WeightingProblem("not-in-population", margin.Attribute, value.Value, count));
            }

            foreach (var (value, count) in groups.Unknown[place].OrderBy(entry => entry.Key, CodePointOrder.Instance))
                problems.Add(value.Length == 0
                    ? new WeightingProblem("value-missing", margin.Attribute, null, count)
                    : new WeightingProblem("not-in-population", margin.Attribute, value, count));
        }
    }

    private static WeightingMargin Shares(PopulationMargin margin, int place, IReadOnlyList<RakingCell> cells, Raking raking, long respondents, Estimate? none)
    {
        var weighted = raking.Shares(place);
        var counts = new long[margin.Values.Length];
        for (var cell = 0; cell < cells.Count; cell++)
            if (raking.Weights[cell] > 0) counts[cells[cell].Categories[place]] += cells[cell].Count;
        var nobody = Estimate.Undefined(UndefinedReason.NoAnswers);
        return new WeightingMargin(margin.Attribute, [.. margin.Values.Select((value, category) => new WeightingShare(
            value.Value, counts[category], margin.Sum > 0 ? Estimate.Of(value.Size / margin.Sum) : nobody,
            respondents > 0 ? Estimate.Of(counts[category] / (double)respondents) : nobody, none ?? Estimate.Of(weighted[category])))]);
    }
}
