using System.Net;
using Survey.Tests.Support;
using Survey.Web.Storage;

namespace Survey.Tests.Respond;

/// <summary>What keeps people, and programs, from answering more than once.</summary>
public sealed class DuplicateTests
{
    private static readonly SurveySettings OncePerBrowser = RespondStudy.Bilingual with { Duplicates = DuplicateControl.Device };

    [Theory, EveryDatabase]
    public async Task A_browser_answers_once_where_the_survey_says_so_and_another_one_may(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app, settings: OncePerBrowser);
        using var one = new Respondent(app, study.Slug);
        using var other = new Respondent(app, study.Slug);
        var early = await one.OpenAsync();
        await one.BeginAsync("?lang=en");
        var receipt = await one.PressAsync(await one.OpenAsync("review"), "submit");
        Assert.Null(receipt.Document.QuerySelector("a[href*='anew']"));

        Assert.Equal(HttpStatusCode.Forbidden, (await one.OpenAsync(query: "?anew=1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await one.PostAsync(early, "next")).StatusCode);
        var forgotten = await one.Browser.SubmitAsync(receipt, "form.shared");
        Assert.Equal("This survey was already answered in this browser", forgotten.Title);
        Assert.Equal(HttpStatusCode.Forbidden, (await one.PostAsync(early, "next")).StatusCode);
        Assert.Equal("Service of our bank", (await other.OpenAsync()).Title);
        Assert.Single(await study.StoredAsync(app));
    }

    [Fact]
    public async Task Who_has_withdrawn_may_answer_again()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app, settings: OncePerBrowser);
        using var one = new Respondent(app, study.Slug);
        await one.BeginAsync("?lang=en");
        await one.PressAsync(await one.OpenAsync("review"), "submit");
        await one.Browser.SubmitAsync(await one.OpenAsync("withdraw"), "main form");

        await one.BeginAsync();

        Assert.False(Assert.Single(await study.StoredAsync(app)).IsComplete);
    }

    [Fact]
    public async Task A_program_that_fills_in_what_people_do_not_see_begins_nothing()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var program = new Respondent(app, study.Slug);

        Assert.Equal(HttpStatusCode.BadRequest, (await program.PostAsync(await program.OpenAsync(), "next", ("homepage", "https://example.org"))).StatusCode);

        Assert.Empty(await study.StoredAsync(app));
    }
}
