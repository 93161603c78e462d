using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Distributions;
using Survey.Scoring.Statistics.Sampling;

namespace Survey.Tests.Scoring.Sampling;

public sealed class SampleSizeTests
{
    // The values of the textbooks: n0, N = 1000 and N = 616 with 5 points at 95 %.
    [Theory]
    [InlineData(null, 384.146)]
    [InlineData(1000L, 277.733)]
    [InlineData(616L, 236.836)]
    public void A_proportion_needs_what_Cochran_says(long? population, double expected) =>
        Assert.Equal(expected, SampleSize.ForProportion(0.05, population), 1e-3);

    [Theory]
    [InlineData(null)]
    [InlineData(700L)]
    public void The_margin_reached_with_the_planned_responses_is_the_margin_wanted(long? population)
    {
        var needed = (long)Math.Ceiling(SampleSize.ForProportion(0.04, population));

        Assert.InRange(MarginOfError.OfProportion(needed, population).Value, 0.0398, 0.04);
    }

    [Fact]
    public void A_mean_needs_the_square_of_z_s_over_e()
    {
        Assert.Equal(138.2925, SampleSize.ForMean(1.2, 0.2), 1e-3);
        Assert.Equal(1 / (1 / 138.2925 + 1 / 500.0), SampleSize.ForMean(1.2, 0.2, 500), 1e-3);
    }

    // The tolerance is that of R's own series, which warns of lost precision in its far tail.
    [Fact]
    public void The_noncentral_t_is_that_of_R() => Assert.All(SamplingReference.Values.Noncentral,
        point => Assert.Equal(point.P, NoncentralT.Cdf(point.T, point.Df, point.Ncp), 1e-9));

    [Fact]
    public void Pairs_and_power_are_those_of_R()
    {
        Assert.Equal(90, SampleSize.ForPairedDifference(0.3));
        Assert.All(SamplingReference.Values.Paired, plan => Assert.Equal(plan.N, SampleSize.ForPairedDifference(plan.Effect, plan.Power, plan.Level)));
        Assert.All(SamplingReference.Values.Powers, plan => Assert.Equal(plan.Power, SampleSize.PairedPower(plan.Effect, plan.N), 1e-9));
    }

    // Bonett (2002): five items, .7 against .8, 80 % power: 479.2, rounded up 480.
    [Fact]
    public void Alpha_needs_what_Bonett_says() => Assert.Equal(480, Math.Ceiling(SampleSize.ForAlpha(5, 0.7, 0.8)));

    [Fact]
    public void Invitations_are_completes_over_the_response_rate_rounded_up()
    {
        Assert.Equal(926, SampleSize.Invitations(277.74, 0.3003));
        Assert.Equal(278, SampleSize.Invitations(277.74, 1));
        Assert.Equal(40, SampleSize.Invitations(8, 0.2));
    }

    [Fact]
    public void A_census_has_no_margin_and_more_responses_than_people_are_a_mistake()
    {
        Assert.Equal(0, MarginOfError.OfProportion(50, 50).Value);
        Assert.Equal(0, MarginOfError.OfProportion(1, 1).Value);
        Assert.Equal(0, MarginOfError.OfMean(Estimate.Of(2), 50, 50).Value);
        Assert.Equal(UndefinedReason.PopulationTooSmall, MarginOfError.OfProportion(51, 50).Reason);
        Assert.Equal(UndefinedReason.NoAnswers, MarginOfError.OfProportion(0, 50).Reason);
        Assert.Equal(UndefinedReason.TooFewRespondents, MarginOfError.OfMean(Estimate.Of(2), 1, 50).Reason);
        Assert.Equal(UndefinedReason.NoVariance, MarginOfError.OfMean(Estimate.Undefined(UndefinedReason.NoVariance), 5).Reason);
    }

    [Fact]
    public void Wishes_without_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.ForProportion(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.ForPairedDifference(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.ForAlpha(5, 0.8, 0.8));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.ForAlpha(1, 0.7, 0.8));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.Invitations(10, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.Invitations(10, double.NaN));
    }
}
