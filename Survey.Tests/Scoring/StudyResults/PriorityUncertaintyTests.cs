using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.StudyResults;

public sealed class PriorityUncertaintyTests
{
    private static readonly PrioritiesResult Resampled = Evaluation.Evaluate(ReferenceStudy.Responses("servqual"), new StudyOptions { Resamples = 2000 }).Priorities;

    // A quantile of B draws near 2.5 % has a Monte-Carlo error of about 0.06 standard deviations at B = 2000 (0.03 at R's 10,000): five of both together.
    [Fact]
    public void Intervals_of_relative_weights_agree_with_a_bootstrap_in_R_within_its_error()
    {
        var r = PriorityReference.Root["resampled"]!;
        var own = Resampled.Derived.Single(derived => derived.Outcome == (string?)r["outcome"]).Dimensions;

        for (var dimension = 0; dimension < own.Length; dimension++)
        {
            var room = 5 * 0.07 * (double)r["error"]![dimension]!;
            PriorityReference.AssertNear(r["share"]![dimension], own[dimension].Weight.OrNull);
            Assert.Equal((double)r["low"]![dimension]!, own[dimension].WeightLimits!.Low.Value, room);
            Assert.Equal((double)r["high"]![dimension]!, own[dimension].WeightLimits!.High.Value, room);
            Assert.True(own[dimension].LmgLimits!.Low.Value < own[dimension].Lmg.Value && own[dimension].Lmg.Value < own[dimension].LmgLimits!.High.Value);
        }
    }

    [Fact]
    public void Shares_of_resamples_add_up_to_one()
    {
        Assert.All(Resampled.Maps, map =>
        {
            Assert.Equal(1, map.Dimensions.Sum(dimension => dimension.FirstShare!.Value.Value), 1e-12);
            Assert.All(map.Dimensions, dimension =>
            {
                Assert.All(dimension.Placements, placement => Assert.Equal(1, placement.Shares.Sum(share => share.Value), 1e-12));
                Assert.True(dimension.ConcentrateShare!.Value.Value <= dimension.Placements.Min(placement => placement.Shares[(int)PriorityQuadrant.ConcentrateHere].Value));
            });
        });
    }

    [Fact]
    public void Without_resamples_there_are_no_shares_and_the_rest_is_the_same()
    {
        var plain = Evaluation.Evaluate(ReferenceStudy.Responses("servqual")).Priorities;

        Assert.All(plain.Maps.SelectMany(map => map.Dimensions), dimension => Assert.Null(dimension.FirstShare));
        Assert.Equal(Resampled.Maps[1].Dimensions.Select(dimension => dimension.Priority), plain.Maps[1].Dimensions.Select(dimension => dimension.Priority));
        Assert.Null(ReferenceStudy.Json(Evaluation.Evaluate(ReferenceStudy.Responses("servqual")))["priorities"]!["derived"]![0]!["dimensions"]![0]!["weightShareCiLow"]);
    }
}
