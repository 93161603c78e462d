using System.Net;
using Survey.Tests.Support;
using Survey.Web.Features.Respond;

namespace Survey.Tests.Respond;

/// <summary>Programs that begin one response after the other are slowed down; people are not, or wait some seconds, and nothing is lost.</summary>
public sealed class BeginningGuardTests
{
    [Theory, EveryDatabase]
    public async Task In_a_crowd_a_beginning_waits_some_seconds_and_is_taken_then(string provider)
    {
        var clock = new ManualClock();
        await using var app = await SurveyApp.StartAsync(provider, clock);
        var study = await RespondStudy.PublishAsync(app);
        using var person = new Respondent(app, study.Slug);
        using var program = new Respondent(app, study.Slug);
        var start = await person.OpenAsync(query: "?lang=en");
        var guard = app.Service<BeginningGuard>();
        for (var k = 0; k < BeginningGuard.Crowd; k++) Assert.True(guard.Takes(study.SurveyId, "program", ""));

        var held = await person.PressAsync(start, "next");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, held.Status);
        Assert.Contains("Please wait ten seconds", held.Text, StringComparison.Ordinal);
        // A seal of another page, or of none, opens nothing.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await program.PostAsync(await program.OpenAsync(), "next", ("shown", Respondent.Hidden(start, "shown")))).StatusCode);
        Assert.Empty(await study.StoredAsync(app));

        clock.Advance(BeginningGuard.Wait);
        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync(held, "next")).StatusCode);
        Assert.Single(await study.StoredAsync(app));
    }

    [Fact]
    public void Who_submits_is_no_crowd()
    {
        var guard = new BeginningGuard(new ManualClock());
        for (var k = 0; k < 5 * BeginningGuard.Crowd; k++)
        {
            Assert.True(guard.Takes("survey", $"{k}", ""));
            guard.Submitted("survey");
        }
    }
}
