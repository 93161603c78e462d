using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>The gap model's difference scores under scrutiny.</summary>
internal static class DifferenceScrutiny
{
    /// <summary>What the subtrahend has to add to the explained variance of an outcome to be worth its questions: Cohen's (1988) small effect.</summary>
    public const double NotableGain = 0.02;

    private const double Power = 0.8;

    /// <summary>The scrutiny; null without a gap model of perceptions.</summary>
    /// <param name="moments">The moments of the responses.</param>
    /// <param name="levels">The gaps by level of the subtrahend; null where the responses are not read.</param>
    public static DifferenceScrutinyResult? Of(StudyMoments moments, GapByLevel? levels)
    {
        var plan = moments.Plan;
        if (plan.GapModel is not { IsOfPerceptions: true, Difference: { } difference }) return null;
        var whole = Quality(moments, null, plan.JointItems is null ? null : new Listwise(moments, plan.JointItems).CrossProducts(), Enumerable.Range(0, plan.ItemCount));
        ImmutableArray<DifferenceQuality> dimensions =
        [
            .. plan.Questionnaire.Dimensions.Select((dimension, place) =>
            {
                var blocks = plan.DifferenceItems[plan.GapBase];
                var items = blocks.Length == 0 ? null : new Listwise(moments, blocks[place]).CrossProducts();
                var quality = Quality(moments, dimension.Id, items, Enumerable.Range(plan.Dimensions[place].Start, plan.Dimensions[place].Length));
                var none = Estimate.Undefined(UndefinedReason.NeedsResponses);
                var (low, high) = levels?.Halves(place) ?? (none, none);
                return quality with { GapSdLowHalf = low, GapSdHighHalf = high };
            }),
        ];
        var tests = Tests(moments);
        return new DifferenceScrutinyResult(
            plan.GapModel.Code, difference.Minuend, difference.Subtrahend, whole, dimensions, tests,
            ScrutinyRule.Decide(plan.Questionnaire, difference.Subtrahend, whole, dimensions, tests));
    }

    private static DifferenceQuality Quality(StudyMoments moments, string? dimension, CrossProducts? both, IEnumerable<int> items)
    {
        var plan = moments.Plan;
        var (answers, ceiling) = Ceiling(moments, items);
        if (both is null)
        {
            var none = Estimate.Undefined(UndefinedReason.NoAnswers);
            return new DifferenceQuality(dimension, 0, none, none, none, none, none, none, none, none, none, none, none, answers, ceiling);
        }

        var k = both.Variables / 2;
        int[] minuend = [.. Enumerable.Range(0, k)], subtrahend = [.. Enumerable.Range(k, k)];
        // The mean of the minuends, that of the subtrahends, and the gap.
        var scores = both.Combine([.. Enumerable.Range(0, 3).Select(score => Enumerable.Range(0, 2 * k).Select(item =>
            (score == 0 && item >= k) || (score == 1 && item < k) ? 0 : (score == 2 && item >= k ? -1.0 : 1.0) / k).ToArray())]);
        var gaps = both.Combine([.. minuend.Select(item => Enumerable.Range(0, 2 * k).Select(other => other == item ? 1.0 : other == item + k ? -1.0 : 0).ToArray())]);
        var gapVariance = scores.Deviations[2, 2];
        return new DifferenceQuality(
            dimension, both.Count, Reliability.Alpha(both.Take(minuend)), Reliability.Alpha(both.Take(subtrahend)), Reliability.Alpha(gaps),
            Reliability.OfDifference(both), Correlation(0, 1), Sd(0), Sd(1), Sd(2), Correlation(2, 0), Correlation(2, 1),
            scores.Sample(2).DeviationReason is { } reason ? Estimate.Undefined(reason)
                : gapVariance <= 0 ? Estimate.Undefined(UndefinedReason.NoVariance) : Estimate.Of(-scores.Deviations[2, 1] / gapVariance),
            answers, ceiling);

        Estimate Sd(int score) => new MeanTest(scores.Sample(score)).Sd;

        Estimate Correlation(int left, int right) =>
            scores.Sample(left).DeviationReason is { } missing ? Estimate.Undefined(missing)
            : scores.IsConstant(left) || scores.IsConstant(right) ? Estimate.Undefined(UndefinedReason.NoVariance)
            : Estimate.Of(scores.Correlation(left, right));
    }

    private static (long Answers, Estimate Share) Ceiling(StudyMoments moments, IEnumerable<int> items)
    {
        var plan = moments.Plan;
        var battery = plan.BatteryOf(plan.GapModel!.Difference!.Subtrahend);
        if (battery < 0) return (0, Estimate.Undefined(UndefinedReason.NoAnswers));
        bool[] isReversed = [.. plan.Questionnaire.Items.Select(item => item.IsReversed)];
        var (answers, top) = (0L, 0L);
        foreach (var item in items)
        {
            var counts = moments.AnswerCounts[plan.BatteryItem(battery, item)].Recoded(isReversed[item]);
            answers += counts.Sum();
            top += counts[^1];
        }

        return (answers, answers == 0 ? Estimate.Undefined(UndefinedReason.NoAnswers) : Estimate.Of((double)top / answers));
    }

    private static ImmutableArray<ComponentTest> Tests(StudyMoments moments)
    {
        var plan = moments.Plan;
        var k = plan.Dimensions.Length;
        if (plan.ComponentOutcomes.Length == 0) return [];
        CrossProducts[] data =
        [
            .. plan.ComponentOutcomes.Select((block, outcome) =>
                new Listwise(moments, block).CrossProducts([.. plan.BaseDimensions[plan.GapBase], .. plan.PairedMinuend, plan.Outcomes[outcome]])),
        ];
        int[] gaps = [.. Enumerable.Range(0, k)], minuends = [.. Enumerable.Range(k, k)], all = [.. Enumerable.Range(0, 2 * k)];
        NestedRegressions[] constraints = [.. data.Select(one => NestedRegressions.Compare(one, 2 * k, gaps, all))];
        NestedRegressions[] additions = [.. data.Select(one => NestedRegressions.Compare(one, 2 * k, minuends, all))];
        var constraintP = Holm.Adjust([.. constraints.Select(test => test.P)]);
        var noncentrality = Noncentrality.ForPower(k, Power);
        var additionP = Holm.Adjust([.. additions.Select(test => test.P)]);
        return
        [
            .. data.Select((one, outcome) => new ComponentTest(
                plan.Questionnaire.Outcomes[outcome].Id, one.Count, constraints[outcome].RSquaredRestricted, additions[outcome].RSquaredRestricted,
                constraints[outcome].RSquaredFull, Test(constraints[outcome], constraintP[outcome]), Test(additions[outcome], additionP[outcome]),
                Needed(constraints[outcome].RSquaredFull, noncentrality, k), Coefficients(plan, one, k))),
        ];
    }

    private static NestedTest Test(NestedRegressions test, Estimate adjusted) =>
        new(test.Difference, test.DifferenceHigh, test.F, test.Df1, test.Df2, test.P, adjusted);

    // n f² = λ with f² = gain / (1 − R²), and the coefficients themselves.
    private static Estimate Needed(Estimate full, double noncentrality, int k) => full.Reason is { } reason ? Estimate.Undefined(reason)
        : Estimate.Of(Math.Ceiling(noncentrality * (1 - full.Value) / NotableGain) + 2 * k + 1);

    // With gaps g = a − b and minuends a as predictors, the coefficient of b is −b_g, that of a is b_g + b_a, and their sum is b_a.
    private static ImmutableArray<ComponentCoefficients> Coefficients(StudyPlan plan, CrossProducts data, int k)
    {
        var reason = LeastSquares.TryFit(data, 2 * k, [.. Enumerable.Range(0, 2 * k)], out var fit);
        return
        [
            .. plan.Questionnaire.Dimensions.Select((dimension, place) =>
            {
                return new ComponentCoefficients(dimension.Id, Of(1, 1), Of(-1, 0), Of(0, 1));

                ComponentCoefficient Of(double gap, double minuend)
                {
                    var weights = new double[2 * k];
                    (weights[place], weights[k + place]) = (gap, minuend);
                    var estimate = fit is null ? CoefficientEstimate.Undefined(reason!.Value) : fit.Coefficient(weights);
                    return new ComponentCoefficient(estimate.B, estimate.Low, estimate.High, estimate.P);
                }
            }),
        ];
    }
}
