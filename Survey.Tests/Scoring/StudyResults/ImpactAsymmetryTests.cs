using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.StudyResults;

public sealed class ImpactAsymmetryTests
{
    [Theory]
    [InlineData("servqual")]
    [InlineData("zone-of-tolerance")]
    public void Penalties_and_rewards_agree_with_R(string study)
    {
        var impact = Evaluation.Evaluate(ReferenceStudy.Responses(study)).Priorities.Impact;
        var expected = PriorityReference.Case(study)["impact"]!.AsArray();

        Assert.Equal(expected.Count, impact.Length);
        foreach (var (own, r) in impact.Zip(expected))
        {
            Assert.Equal((string?)r!["outcome"], own.Outcome);
            Assert.Equal((long)r["n"]!, own.N);
            foreach (var (dimension, row) in own.Dimensions.Zip(r["dimensions"]!.AsArray()))
            {
                Assert.Equal((string?)row!["_row"], dimension.Dimension);
                Assert.Equal(((long)row["lowN"]!, (long)row["highN"]!), (dimension.LowN, dimension.HighN));
                PriorityReference.AssertNear(row["lowCut"], dimension.LowCut.OrNull);
                PriorityReference.AssertNear(row["highCut"], dimension.HighCut.OrNull);
                PriorityReference.AssertNear(row["penalty"], dimension.Penalty.B.OrNull);
                PriorityReference.AssertNear(row["penaltyLow"], dimension.Penalty.CiLow.OrNull);
                PriorityReference.AssertNear(row["penaltyHigh"], dimension.Penalty.CiHigh.OrNull);
                PriorityReference.AssertNear(row["penaltyP"], dimension.Penalty.AdjustedP.OrNull);
                PriorityReference.AssertNear(row["reward"], dimension.Reward.B.OrNull);
                PriorityReference.AssertNear(row["rewardP"], dimension.Reward.AdjustedP.OrNull);
                PriorityReference.AssertNear(row["asymmetry"], dimension.Asymmetry.B.OrNull);
                PriorityReference.AssertNear(row["asymmetryP"], dimension.Asymmetry.AdjustedP.OrNull);
                PriorityReference.AssertNear(row["impactAsymmetry"], dimension.ImpactAsymmetry.OrNull);
            }
        }
    }

    [Fact]
    public void A_class_is_given_by_tests_only()
    {
        var dimensions = Evaluation.Evaluate(ReferenceStudy.Responses("servqual")).Priorities.Impact.SelectMany(outcome => outcome.Dimensions).ToArray();

        Assert.All(dimensions, dimension => Assert.True(dimension.Class switch
        {
            ImpactClass.Basic => dimension.Asymmetry is { IsSignificant: true, B.Value: < 0 } && dimension.Penalty.IsSignificant,
            ImpactClass.Excitement => dimension.Asymmetry is { IsSignificant: true, B.Value: > 0 } && dimension.Reward.IsSignificant,
            ImpactClass.Performance => dimension is { Asymmetry.IsSignificant: false, Penalty.IsSignificant: true, Reward.IsSignificant: true },
            _ => true,
        }));
        Assert.Contains(dimensions, dimension => dimension.Class == ImpactClass.Performance);
        Assert.Contains(dimensions, dimension => dimension.Class == ImpactClass.Undecided);
    }

    [Fact]
    public void Shares_exist_where_low_costs_and_high_gains_only()
    {
        var dimensions = Evaluation.Evaluate(ReferenceStudy.Responses("zone-of-tolerance")).Priorities.Impact
            .Concat(Evaluation.Evaluate(ReferenceStudy.Responses("servqual")).Priorities.Impact).SelectMany(outcome => outcome.Dimensions).ToArray();

        Assert.All(dimensions, dimension =>
        {
            var isRange = dimension.Penalty.B.Value < 0 && dimension.Reward.B.Value > 0;
            Assert.Equal(isRange, dimension.ImpactAsymmetry.IsDefined);
            if (isRange) Assert.Equal(1, dimension.PenaltyShare.Value + dimension.RewardShare.Value, 1e-12);
            else Assert.Equal(UndefinedReason.ImpactSigns, dimension.ImpactAsymmetry.Reason);
        });
    }

    [Fact]
    public void Scores_of_two_values_have_no_reference_group_and_say_so()
    {
        var study = DrawnStudy.Draw("perceptions-only", 7);
        var table = new ResponseTable(study.Questionnaire);
        foreach (var response in study.Responses) table.Add(response with { Answers = [.. response.Answers.Select(code => (byte)(response.Answers[0] > 3 ? 5 : 2))] });

        var dimension = Evaluation.Evaluate(table).Priorities.Impact[0].Dimensions[0];

        Assert.Equal(UndefinedReason.NoReferenceGroup, dimension.LowCut.Reason);
        Assert.Equal(UndefinedReason.NoReferenceGroup, dimension.Penalty.AdjustedP.Reason);
        Assert.Equal(ImpactClass.Undecided, dimension.Class);
    }

    [Fact]
    public void Moments_alone_have_no_impact_and_say_so()
    {
        var moments = Survey.Scoring.Moments.StudyMoments.Of(ReferenceStudy.Responses("servqual"));

        var json = ReferenceStudy.Json(Evaluation.Evaluate(moments));

        Assert.Null(json["priorities"]!["impact"]);
        Assert.Equal("needs-responses", (string?)json["reasons"]!["/priorities/impact"]!["code"]);
        Assert.Equal("needs-responses", (string?)json["reasons"]!["/differenceScrutiny/dimensions/0/gapSdLowHalf"]!["code"]);
    }

    [Fact]
    public void Many_batches_count_as_one()
    {
        var once = ReferenceStudy.Responses("servqual");
        var often = new ResponseTable(once.Questionnaire);
        for (var copy = 0; copy < 40; copy++)
            for (var row = 0; row < once.Count; row++) often.Add(once.GetResponse(row) with { Id = $"{copy}-{row}" });

        var (few, many) = (Evaluation.Evaluate(once), Evaluation.Evaluate(often));

        Assert.Equal(40 * few.Priorities.Impact[0].N, many.Priorities.Impact[0].N);
        Assert.Equal(few.Priorities.Impact[0].Dimensions[2].LowCut, many.Priorities.Impact[0].Dimensions[2].LowCut);
        Assert.Equal(few.Priorities.Impact[0].Dimensions[2].Penalty.B.Value, many.Priorities.Impact[0].Dimensions[2].Penalty.B.Value, 1e-9);
        Assert.Equal(40 * few.Priorities.Impact[0].Dimensions[2].HighN, many.Priorities.Impact[0].Dimensions[2].HighN);
    }
}
