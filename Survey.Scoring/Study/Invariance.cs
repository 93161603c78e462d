using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;
using Survey.Scoring.Statistics.Invariance;

namespace Survey.Scoring.Study;

/// <summary>Measurement invariance over the segments and between the batteries of the gap.</summary>
internal static class Invariance
{
    /// <summary>The most groups of an attribute that are compared: the largest.</summary>
    public const int MostGroups = 20;

    /// <summary>Both.</summary>
    /// <param name="moments">The moments of all responses.</param>
    /// <param name="responses">The responses; null when only their moments are at hand: nothing then says how the items of a segment go together.</param>
    /// <param name="options">The smallest group that may be shown.</param>
    public static InvarianceResult Of(StudyMoments moments, ResponseTable? responses, StudyOptions options) => new(
        responses is null ? UndefinedReason.NeedsResponses : null,
        responses is null ? [] : [.. moments.Questionnaire.Attributes.SelectMany((_, place) => OverSegments(moments, responses, place, options.MinimumGroup ?? 0))],
        BetweenBatteries(moments));

    private static BatteryInvariance? BetweenBatteries(StudyMoments moments)
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

    private static IEnumerable<SegmentInvariance> OverSegments(StudyMoments moments, ResponseTable responses, int attribute, int minimum)
    {
        var plan = moments.Plan;
        KeyValuePair<string, GroupMoments>[] ordered = [.. moments.Groups[attribute].OrderBy(group => group.Key, CodePointOrder.Instance)];
        var hidden = SmallGroups.Hidden([.. ordered.Select(group => group.Value.Responses)], minimum);
        var needed = LeastRespondents(plan);
        var reasons = new UndefinedReason?[ordered.Length];
        for (var group = 0; group < ordered.Length; group++)
        {
            reasons[group] = hidden[group] ? UndefinedReason.TooFewToShow
                : ordered[group].Value.Responses < needed ? UndefinedReason.TooFewRespondents : null;
        }

        foreach (var group in Enumerable.Range(0, ordered.Length).Where(group => reasons[group] is null).OrderByDescending(group => ordered[group].Value.Responses).Skip(MostGroups))
            reasons[group] = UndefinedReason.NotAmongLargest;
        var own = MomentsOf(responses, attribute, [.. ordered.Select((group, place) => reasons[place] is null ? group.Key : null)]);
        foreach (var model in Enumerable.Range(0, plan.Bases.Length))
        {
            var samples = own.Select(group => group is null ? null : new Listwise(group, plan.BaseItems[model]).CrossProducts()).ToArray();
            var unfit = samples.Select((sample, group) => reasons[group] ?? (sample!.Count < needed ? UndefinedReason.TooFewRespondents : Unfit(sample))).ToArray();
            int[] compared = [.. Enumerable.Range(0, ordered.Length).Where(group => unfit[group] is null)];
            var reason = compared.Length < 2 ? UndefinedReason.TooFewGroups : default(UndefinedReason?);
            var steps = reason is null ? MeasurementInvariance.OverGroups([.. compared.Select(group => samples[group]!)], Structure.FactorOfItem(plan)) : [];
            yield return new SegmentInvariance(
                moments.Questionnaire.Attributes[attribute].Id, plan.Bases[model].Code,
                [.. compared.Select(group => new InvarianceGroup(ordered[group].Key, samples[group]!.Count))],
                [.. Enumerable.Range(0, ordered.Length).Where(group => unfit[group] is not null).Select(group =>
                    new InvarianceLeftOut(ordered[group].Key, ordered[group].Value.Responses, unfit[group]!.Value))],
                Test(plan, reason, steps, [.. compared.Select(group => ordered[group].Key)]));
        }
    }

    /// <summary>More than there are items, and more than a group has parameters of its own.</summary>
    private static long LeastRespondents(StudyPlan plan) => Math.Max(plan.ItemCount, new SimpleStructure(Structure.FactorOfItem(plan)).Parameters + plan.ItemCount) + 1;

    private static UndefinedReason? Unfit(CrossProducts items) => items.Count <= items.Variables ? UndefinedReason.TooFewRespondents
        : items.HasConstant ? UndefinedReason.ConstantItem
        : Cholesky.Of(items.Correlations()) is null ? UndefinedReason.SingularCorrelations : null;

    private static StudyMoments?[] MomentsOf(ResponseTable responses, int attribute, string?[] values)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (place, value) in values.Index())
        {
            if (value is not null) codes.Add(value, place);
        }

        var all = responses.ValuesOf(attribute);
        var groupOfCode = new int[all.Count];
        for (var code = 0; code < groupOfCode.Length; code++) groupOfCode[code] = all.ValueOf(code) is { } value && codes.TryGetValue(value, out var place) ? place : -1;
        List<int>[] rows = [.. values.Select(_ => new List<int>())];
        var (width, row) = (responses.Questionnaire.Attributes.Length, 0);
        while (row < responses.Count)
        {
            var count = responses.RowsInPiece(row);
            var piece = responses.Attributes(row, count);
            for (var r = 0; r < count; r++)
            {
                if (groupOfCode[piece[r * width + attribute]] is >= 0 and var group) rows[group].Add(row + r);
            }

            row += count;
        }

        var moments = new StudyMoments?[values.Length];
        Parallel.For(0, values.Length, group =>
        {
            if (values[group] is not null) moments[group] = StudyMoments.Of(responses, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows[group]));
        });
        return moments;
    }

    private static InvarianceTest Test(StudyPlan plan, UndefinedReason? reason, ImmutableArray<InvarianceStep> steps, string[] blocks) => new(
        reason, [.. steps.Select((step, place) => Step(plan, step, place == 0 ? null : steps[place - 1], blocks))]);

    private static InvarianceStepResult Step(StudyPlan plan, InvarianceStep step, InvarianceStep? before, string[] blocks)
    {
        var change = before is null ? null : Change(step.Against(before));
        var verdict = step.Reason is not null ? InvarianceStepResult.Undecided
            : change is null ? Verdict(step.Cfi.Value >= InvarianceStep.SmallestCfi)
            : Verdict(change.Cfi.Value >= -InvarianceStep.LargestLoss);
        return new InvarianceStepResult(
            step.Level.ToString().ToLowerInvariant(), step.Status, [.. step.Problems.Select(problem => Problem(plan, problem, blocks))],
            step.ChiSquare, step.Df, step.P, step.Cfi, step.Tli, step.Rmsea, step.RmseaLow, step.RmseaHigh, step.Srmr, step.Aic, step.Bic, change, verdict);
    }

    private static InvarianceChange Change((Estimate ChiSquare, Estimate Df, Estimate P, Estimate Cfi) change) => new(change.ChiSquare, change.Df, change.P, change.Cfi);

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
