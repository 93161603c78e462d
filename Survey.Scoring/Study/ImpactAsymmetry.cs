using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>
/// Penalty-reward contrasts of every outcome (Brandt 1987) and what follows from them (Mikulić &amp; Prebežac 2008). The indicators come from
/// the respondents' own dimension means, so that the responses are read twice: for the cut-offs, then for the indicators.
/// </summary>
internal static class ImpactAsymmetry
{
    /// <summary>The first reading, by outcome; none without perceptions.</summary>
    public static ScoreLevels[] Levels(StudyPlan plan) =>
        Priorities.PerformanceBattery(plan) is >= 0 and var battery ? [.. plan.Outcomes.Select(outcome => new ScoreLevels(plan, plan.BatteryDimensions[battery], outcome))] : [];

    /// <summary>The second reading, with the cut-offs of the first.</summary>
    public static LowAndHigh[] Groups(StudyPlan plan, ScoreLevels[] levels) =>
    [
        .. levels.Select((level, outcome) =>
        {
            var columns = plan.BatteryDimensions[Priorities.PerformanceBattery(plan)];
            return new LowAndHigh(columns, [.. columns.Select((_, place) => Quarters.Of(level.Counts(place)))], plan.Outcomes[outcome]);
        }),
    ];

    /// <summary>Every outcome, on the respondents with all perception means of the dimensions and the outcome.</summary>
    /// <param name="plan">The plan of the questionnaire.</param>
    /// <param name="groups">The second reading, by outcome; none without perceptions.</param>
    public static ImmutableArray<ImpactResult> Of(StudyPlan plan, LowAndHigh[] groups) =>
    [
        .. plan.Questionnaire.Outcomes.Select((outcome, place) => groups.Length == 0
            ? Nothing(plan, outcome.Id)
            : Result(plan, outcome.Id, plan.BatteryDimensions[Priorities.PerformanceBattery(plan)], groups[place])),
    ];

    private static ImpactResult Result(StudyPlan plan, string outcome, ImmutableArray<int> columns, LowAndHigh groups)
    {
        var cuts = groups.Cuts;
        var contrasts = new Queue<PenaltyRewardContrast>(PenaltyRewardContrast.Of(groups.CrossProducts()));
        var reason = groups.Count == 0 ? UndefinedReason.NoAnswers : UndefinedReason.NoReferenceGroup;
        PenaltyRewardContrast[] all = [.. cuts.Select(cut => cut is null ? PenaltyRewardContrast.Undefined(reason) : contrasts.Dequeue())];
        var penalties = Tests(all, contrast => contrast.Penalty);
        var rewards = Tests(all, contrast => contrast.Reward);
        var asymmetries = Tests(all, contrast => contrast.Asymmetry);
        return new ImpactResult(outcome, groups.Count,
        [
            .. plan.Questionnaire.Dimensions.Select((dimension, place) => new ImpactDimension(
                dimension.Id, Cut(cuts[place]?.Low, columns[place]), Cut(cuts[place]?.High, columns[place]), groups.LowCount(place), groups.HighCount(place),
                penalties[place], rewards[place], asymmetries[place], all[place].PenaltyShare, all[place].RewardShare, all[place].ImpactAsymmetry,
                ClassOf(penalties[place], rewards[place], asymmetries[place]))),
        ]);

        Estimate Cut(long? value, int column) => value is { } cut
            ? Estimate.Of(plan.ScoreColumns[column].Offset + (double)cut / plan.ScoreColumns[column].Denominator)
            : Estimate.Undefined(reason);
    }

    private static ImpactResult Nothing(StudyPlan plan, string outcome)
    {
        var none = Estimate.Undefined(UndefinedReason.NoAnswers);
        var test = new ImpactTest(none, none, none, none, none, none);
        return new ImpactResult(outcome, 0,
            [.. plan.Questionnaire.Dimensions.Select(dimension => new ImpactDimension(dimension.Id, none, none, 0, 0, test, test, test, none, none, none, ImpactClass.Undecided))]);
    }

    private static ImpactTest[] Tests(PenaltyRewardContrast[] contrasts, Func<PenaltyRewardContrast, CoefficientEstimate> part)
    {
        CoefficientEstimate[] tests = [.. contrasts.Select(part)];
        var adjusted = Holm.Adjust([.. tests.Select(test => test.P)]);
        return [.. tests.Select((test, place) => new ImpactTest(test.B, test.Low, test.High, test.T, test.P, adjusted[place]))];
    }

    // A sum of reward and penalty that differs from 0 decides between the two asymmetric kinds, given that the larger of both is there and
    // has the sign of its kind.
    private static ImpactClass ClassOf(ImpactTest penalty, ImpactTest reward, ImpactTest asymmetry)
    {
        var costs = penalty is { IsSignificant: true, B.Value: < 0 };
        var gains = reward is { IsSignificant: true, B.Value: > 0 };
        if (asymmetry.IsSignificant) return asymmetry.B.Value < 0 && costs ? ImpactClass.Basic : asymmetry.B.Value > 0 && gains ? ImpactClass.Excitement : ImpactClass.Undecided;
        return costs && gains ? ImpactClass.Performance : ImpactClass.Undecided;
    }
}
