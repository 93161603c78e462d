using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;
using Survey.Scoring.Statistics.Invariance;

namespace Survey.Scoring.Study;

/// <summary>Measurement invariance over the segments and between the batteries of the gap.</summary>
internal static class Invariance
{
    /// <summary>Both.</summary>
    /// <param name="moments">The moments of all responses.</param>
    /// <param name="items">The items within the groups of <see cref="Choices"/>; null when only the moments are at hand: nothing then says how they go together.</param>
    /// <param name="batteries">What <see cref="BetweenBatteries"/> gave.</param>
    /// <param name="options">The smallest group that may be shown.</param>
    public static InvarianceResult Of(StudyMoments moments, SegmentItems? items, BatteryInvariance? batteries, StudyOptions options) =>
        new(items is null ? UndefinedReason.NeedsResponses : null, items is null ? [] : OverSegments(moments, items, options), batteries);

    /// <summary>By attribute which groups are compared.</summary>
    public static ImmutableArray<SegmentChoice> Choices(StudyMoments moments, StudyOptions options) =>
        [.. moments.Groups.Select((_, attribute) => SegmentChoice.Of(Segments.Ordered(moments, attribute, options), LeastRespondents(moments.Plan)))];

    /// <summary>Between the batteries of the gap, from the moments alone; null without a gap model.</summary>
    public static BatteryInvariance? BetweenBatteries(StudyMoments moments)
    {
        var plan = moments.Plan;
        if (plan.GapModel is null || plan.JointItems is null) return null;
        var joint = new Listwise(moments, plan.JointItems).CrossProducts();
        var (battery, reference) = (plan.GapModel.Difference!.Minuend, plan.GapModel.Difference.Subtrahend);
        var reason = Unfit(joint);
        // The joint items begin with the minuend; the reference comes first here.
        var steps = reason is not null ? []
            : MeasurementInvariance.BetweenBatteries(joint.Take([.. Enumerable.Range(plan.ItemCount, plan.ItemCount), .. Enumerable.Range(0, plan.ItemCount)]), Structure.FactorOfItem(plan));
        var means = steps.Length == 0 || steps[^1].Reason is not null ? [] : steps[^1].FactorMeans[1];
        return new BatteryInvariance(reference, battery, joint.Count, Test(plan, reason, steps, [reference, battery]),
        [
            .. plan.Questionnaire.Dimensions.Select((dimension, place) => new LatentGap(dimension.Id,
                means.Length == 0 ? Estimate.Undefined(reason ?? steps[^1].Reason!.Value) : Estimate.FiniteOr(means[place], UndefinedReason.NotConverged))),
        ]);
    }

    private static ImmutableArray<SegmentInvariance> OverSegments(StudyMoments moments, SegmentItems items, StudyOptions options)
    {
        var (plan, choices) = (moments.Plan, Choices(moments, options));
        (int Attribute, int Model)[] all = [.. choices.SelectMany((_, attribute) => plan.Bases.Select((_, model) => (attribute, model)))];
        var results = new SegmentInvariance[all.Length];
        Parallel.For(0, all.Length, place => results[place] = OverSegments(plan, choices[all[place].Attribute], items, all[place].Attribute, all[place].Model));
        return [.. results];
    }

    private static SegmentInvariance OverSegments(StudyPlan plan, SegmentChoice choice, SegmentItems items, int attribute, int model)
    {
        var needed = LeastRespondents(plan);
        var samples = new CrossProducts?[choice.Values.Length];
        foreach (var (place, group) in choice.Compared.Index()) samples[group] = items.CrossProducts(attribute, place, model);
        var unfit = samples.Select((sample, group) => choice.Reasons[group] ?? (sample!.Count < needed ? UndefinedReason.TooFewRespondents : Unfit(sample))).ToArray();
        int[] compared = [.. Enumerable.Range(0, unfit.Length).Where(group => unfit[group] is null)];
        var reason = compared.Length < 2 ? UndefinedReason.TooFewGroups : default(UndefinedReason?);
        var steps = reason is null ? MeasurementInvariance.OverGroups([.. compared.Select(group => samples[group]!)], Structure.FactorOfItem(plan)) : [];
        return new SegmentInvariance(
            plan.Questionnaire.Attributes[attribute].Id, plan.Bases[model].Code,
            [.. compared.Select(group => new InvarianceGroup(choice.Values[group], samples[group]!.Count))],
            [.. Enumerable.Range(0, unfit.Length).Where(group => unfit[group] is not null).Select(group =>
                new InvarianceLeftOut(choice.Values[group], choice.Responses[group], unfit[group]!.Value))],
            Test(plan, reason, steps, [.. compared.Select(group => choice.Values[group])]));
    }

    /// <summary>More than there are items, and more than a group has parameters of its own.</summary>
    private static long LeastRespondents(StudyPlan plan) => Math.Max(plan.ItemCount, new SimpleStructure(Structure.FactorOfItem(plan)).Parameters + plan.ItemCount) + 1;

    private static UndefinedReason? Unfit(CrossProducts items) => items.Count <= items.Variables ? UndefinedReason.TooFewRespondents
        : items.HasConstant ? UndefinedReason.ConstantItem
        : Cholesky.Of(items.Correlations()) is null ? UndefinedReason.SingularCorrelations : null;

    private static InvarianceTest Test(StudyPlan plan, UndefinedReason? reason, ImmutableArray<InvarianceStep> steps, string[] blocks) => new(
        reason, [.. steps.Select((step, place) => Step(plan, step, place == 0 ? null : steps[place - 1], blocks))]);

    private static InvarianceStepResult Step(StudyPlan plan, InvarianceStep step, InvarianceStep? before, string[] blocks) => new(
        step.Level.ToString().ToLowerInvariant(), step.Status, [.. step.Problems.Select(problem => Problem(plan, problem, blocks))], step.Fit,
        before is null ? null : step.Fit.Against(before.Fit), step.Reason is null ? Verdict(step.Holds(before)) : InvarianceStepResult.Undecided)
    {
        Items = [.. step.Releases.Select(release => Release(plan, release, blocks))],
        Partial = step.Partial is { } partial
            ? new PartialInvarianceResult(Ids(plan, partial.Freed.Loadings), Ids(plan, partial.Freed.Intercepts), partial.Step.Status, partial.Step.Fit, partial.Change, Verdict(partial.Holds))
            : null,
    };

    private static InvarianceItemTest Release(StudyPlan plan, ReleaseTest test, string[] blocks) => new(
        ItemId(plan, test.Item), plan.Questionnaire.Dimensions[Structure.FactorOfItem(plan)[test.Item]].Id, test.ChiSquare, Estimate.Of(test.Df), test.P, test.AdjustedP,
        [.. test.Changes.Select((change, place) => new InvarianceItemDifference(blocks[place + 1], change))]);

    private static ImmutableArray<string> Ids(StudyPlan plan, ImmutableArray<int> items) => [.. items.Select(item => ItemId(plan, item))];

    private static string ItemId(StudyPlan plan, int item) => plan.Questionnaire.Items.ElementAt(item).Id;

    private static string Verdict(bool holds) => holds ? InvarianceStepResult.Holds : InvarianceStepResult.Fails;

    private static InvarianceProblemResult Problem(StudyPlan plan, InvarianceProblem problem, string[] blocks)
    {
        ImmutableArray<string> items = [.. plan.Questionnaire.Items.Select(item => item.Id)];
        int[] groups = [.. problem.Subjects.Select(subject => subject.Group).Distinct()];
        return new InvarianceProblemResult(problem.Code, groups.Length == 1 ? blocks[groups[0]] : null,
        [
            .. problem.Subjects.Select(subject => problem.Code == CfaSolutionProblem.NegativeResidualVariance
                ? items[subject.Index] : plan.Questionnaire.Dimensions[subject.Index].Id).Distinct(),
        ]);
    }
}
