using Survey.Web.Storage;

namespace Survey.Tests.Fielding;

public sealed class AcceptanceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_open_survey_without_dates_takes_answers() =>
        Assert.True(Acceptance.Of(SurveyState.Open, null, null, Now) is Acceptance.Open { TakesNew: true, LetsFinish: true });

    [Fact]
    public void Before_its_opening_it_says_when_it_opens() =>
        Assert.Equal(new Acceptance.NotYetOpen(Now.AddMinutes(1)), Acceptance.Of(SurveyState.Open, Now.AddMinutes(1), null, Now));

    [Fact]
    public void It_is_open_from_the_very_instant_and_closed_at_the_very_instant()
    {
        Assert.IsType<Acceptance.Open>(Acceptance.Of(SurveyState.Open, Now, Now.AddTicks(1), Now));
        Assert.IsType<Acceptance.Closed>(Acceptance.Of(SurveyState.Open, null, Now, Now));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(23.99, true)]
    [InlineData(24, false)]
    [InlineData(1000, false)]
    public void For_a_day_after_closing_who_has_begun_may_finish(double hours, bool letsFinish)
    {
        var acceptance = Acceptance.Of(SurveyState.Open, null, Now, Now.AddHours(hours));
        Assert.False(acceptance.TakesNew);
        Assert.Equal(letsFinish, acceptance.LetsFinish);
    }

    [Fact]
    public void A_pause_keeps_new_people_out_and_lets_others_finish_but_not_beyond_the_closing()
    {
        Assert.True(Acceptance.Of(SurveyState.Paused, null, null, Now) is Acceptance.Paused { TakesNew: false, LetsFinish: true });
        Assert.False(Acceptance.Of(SurveyState.Paused, null, Now.AddDays(-2), Now).LetsFinish);
    }

    [Fact]
    public void The_archive_comes_before_the_dates() =>
        Assert.IsType<Acceptance.Archived>(Acceptance.Of(SurveyState.Archived, Now.AddDays(-1), Now.AddDays(1), Now));

    [Fact]
    public void Drafts_and_what_is_not_there_are_unknown_to_respondents()
    {
        Assert.IsType<Acceptance.Unknown>(Acceptance.Of(null, Now));
        Assert.IsType<Acceptance.Unknown>(Acceptance.Of(SurveyState.Draft, null, null, Now));
    }
}
