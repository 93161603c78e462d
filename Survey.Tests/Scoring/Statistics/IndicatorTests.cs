using Survey.Scoring.Statistics;
using Survey.Tests.Scoring.StudyResults;

namespace Survey.Tests.Scoring.Statistics;

/// <summary>Net promoter score and Wilson's interval: published values, and R's <c>prop.test</c>.</summary>
public sealed class IndicatorTests
{
    [Theory]
    [InlineData(60, 25, 15, 45.0, 7.399, 30.5, 59.5)]
    [InlineData(6, 2, 2, 40.0, 25.3, -9.6, 89.6)]
    public void The_net_promoter_score_and_its_interval_are_those_computed_by_hand(long promoters, long passives, long detractors, double score, double error, double low, double high)
    {
        var own = new NetPromoterScore(promoters, passives, detractors);

        Assert.Equal(score, own.Score.Value, 1e-12);
        Assert.Equal(error, own.StandardError.Value, 0.05);
        Assert.Equal((low, high), (Math.Round(own.Low.Value, 1), Math.Round(own.High.Value, 1)));
    }

    [Fact]
    public void Answers_are_promoters_passives_or_detractors_by_their_point() =>
        Assert.Equal(new NetPromoterScore(19, 15, 21), NetPromoterScore.Of([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));

    [Fact]
    public void Answers_of_one_kind_have_a_score_and_no_interval()
    {
        Assert.Equal((100, UndefinedReason.NoVariance), (new NetPromoterScore(5, 0, 0).Score.Value, new NetPromoterScore(5, 0, 0).Low.Reason));
        Assert.Equal(UndefinedReason.TooFewRespondents, new NetPromoterScore(1, 0, 0).High.Reason);
        Assert.Equal(UndefinedReason.NoAnswers, new NetPromoterScore(0, 0, 0).Score.Reason);
    }

    [Fact]
    public void Shares_have_the_interval_of_prop_test()
    {
        foreach (var one in PriorityReference.Root["proportions"]!.AsArray())
        {
            var (_, low, high) = Proportion.Wilson((long)one!["x"]!, (long)one["n"]!);
            PriorityReference.AssertNear(one["low"], low.OrNull);
            PriorityReference.AssertNear(one["high"], high.OrNull);
        }
    }

    [Theory]
    [InlineData(42, 50, 0.7149, 0.9166)]
    [InlineData(0, 10, 0, 0.2775)]
    public void Shares_have_the_published_interval(long successes, long count, double low, double high)
    {
        var own = Proportion.Wilson(successes, count);

        Assert.Equal((low, high), (Math.Round(own.Low.Value, 4), Math.Round(own.High.Value, 4)));
    }
}
