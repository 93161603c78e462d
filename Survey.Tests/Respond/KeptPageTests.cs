using System.Net;
using Survey.Scoring.Responses;
using Survey.Tests.Support;

namespace Survey.Tests.Respond;

/// <summary>What is kept on the way, before a page is sent.</summary>
public sealed class KeptPageTests
{
    [Theory, EveryDatabase]
    public async Task What_is_kept_is_stored_and_shown_again_and_the_page_still_has_to_be_sent(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var page = await respondent.PressAsync(await respondent.BeginAsync(), "next", ("t0", "tehran"));

        var kept = await respondent.PostAsync(page, "keep", ("a0", "5"), ("a22", "NA"));
        var again = await respondent.PostAsync(page, "keep", ("a0", "5"), ("a22", "NA"));

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (kept.StatusCode, again.StatusCode));
        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.Equal(3, stored.Revision);
        Assert.Equal([5, AnswerCode.NotSeen, AnswerCode.NotApplicable], [stored.Response.Answers[0], stored.Response.Answers[1], stored.Response.Answers[22]]);
        Assert.Equal($"/s/{study.Slug}/d1", (await respondent.OpenAsync()).Document.QuerySelector(".actions a.primary")!.GetAttribute("href"));
        var resumed = await respondent.OpenAsync("d1");
        Assert.Equal(("5", "NA", null), (Respondent.Checked(resumed, "a0"), Respondent.Checked(resumed, "a22"), Respondent.Checked(resumed, "a1")));

        await respondent.PressAsync(resumed, "next");
        Assert.Equal(AnswerCode.Skipped, Assert.Single(await study.StoredAsync(app)).Response.Answers[1]);
    }

    [Fact]
    public async Task What_cannot_be_an_answer_is_kept_as_it_was_typed_until_the_page_is_sent()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");
        await respondent.PressAsync(await respondent.OpenAsync("importance"), "next", ("w0", "60"), ("w1", "40"));

        var kept = await respondent.PostAsync(await respondent.OpenAsync("importance"), "keep", ("w0", "70"), ("w1", "forty"));

        Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        Assert.Equal([70, 40, null, null, null], Assert.Single(await study.StoredAsync(app)).Response.ImportancePoints);
        var resumed = await respondent.OpenAsync("importance");
        Assert.Equal(("70", "forty"), (Value(resumed, "w0"), Value(resumed, "w1")));
        Assert.Equal(HttpStatusCode.BadRequest, (await respondent.PressAsync(resumed, "next")).Status);
        await respondent.PressAsync(resumed, "next", ("w1", "30"), ("asked", "1"));
        Assert.Equal([70, 30, null, null, null], Assert.Single(await study.StoredAsync(app)).Response.ImportancePoints);
        Assert.Equal("30", Value(await respondent.OpenAsync("importance"), "w1"));
    }

    [Fact]
    public async Task A_page_kept_late_does_not_undo_what_was_sent_after_it()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync();
        var page = await respondent.OpenAsync("d1");

        await respondent.PostAsync(page, "next", ("a0", "6"), ("step", "3"));
        var late = await respondent.PostAsync(page, "keep", ("a0", "2"), ("step", "2"));

        Assert.Equal(HttpStatusCode.NoContent, late.StatusCode);
        Assert.Equal(6, Assert.Single(await study.StoredAsync(app)).Response.Answers[0]);
        await respondent.PostAsync(page, "keep", ("a0", "7"), ("step", "4"));
        Assert.Equal(7, Assert.Single(await study.StoredAsync(app)).Response.Answers[0]);
    }

    [Fact]
    public async Task A_comment_that_is_taken_back_is_gone()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync();
        await respondent.PostAsync(await respondent.OpenAsync("overall"), "keep", ("comment", "Mr Karimi was rude"));
        Assert.Equal("Mr Karimi was rude", Assert.Single(await study.StoredAsync(app)).Response.Comment);

        await respondent.PostAsync(await respondent.OpenAsync("overall"), "keep", ("comment", ""));

        Assert.Null(Assert.Single(await study.StoredAsync(app)).Response.Comment);
    }

    [Fact]
    public async Task What_cannot_be_kept_is_said_in_a_word_without_a_page()
    {
        var time = new ManualClock(new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
        await using var app = await SurveyApp.StartAsync(time: time);
        var study = await RespondStudy.PublishAsync(app, closesAt: time.GetUtcNow().AddHours(1));
        using var respondent = new Respondent(app, study.Slug);
        using var slow = new Respondent(app, study.Slug);
        await slow.BeginAsync();
        var slowPage = await slow.OpenAsync("d1");
        await respondent.BeginAsync();
        var page = await respondent.OpenAsync("d1");
        await respondent.PressAsync(await respondent.OpenAsync("review"), "submit");

        Assert.Equal((HttpStatusCode.NotFound, "NotBegun"), await KeepAsync(respondent, page, ("token", new string('A', 27))));
        Assert.Equal((HttpStatusCode.BadRequest, "Forged"), await KeepAsync(respondent, page, ("revision", "0")));
        time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal((HttpStatusCode.Gone, "Finished"), await KeepAsync(respondent, page, ("a0", "5")));
        time.Advance(TimeSpan.FromHours(25));
        Assert.Equal((HttpStatusCode.Gone, "Closed"), await KeepAsync(slow, slowPage, ("a0", "5")));
        slow.Browser.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal((HttpStatusCode.Forbidden, "Foreign"), await KeepAsync(slow, slowPage, ("a0", "5")));
        Assert.All(await study.StoredAsync(app), stored => Assert.DoesNotContain((byte)5, stored.Response.Answers));
    }

    [Fact]
    public async Task A_database_that_is_away_is_a_reason_to_try_again()
    {
        await using var database = await TestDatabase.CreateAsync("postgresql");
        await using var app = await SurveyApp.StartAsync(database);
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync();
        var page = await respondent.OpenAsync("d1");

        await PostgresConnections.ForbidAsync(database);
        var away = await respondent.PostAsync(page, "keep", ("a0", "5"));
        await PostgresConnections.AllowAsync(database);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.NotNull(away.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.NoContent, (await respondent.PostAsync(page, "keep", ("a0", "5"))).StatusCode);
    }

    [Fact]
    public async Task The_module_gets_the_next_address_instead_of_a_page_and_what_waited_takes_over_no_cookie()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var before = new Respondent(app, study.Slug);
        using var respondent = new Respondent(app, study.Slug);
        var waited = await before.PressAsync(await before.BeginAsync(), "next");
        var page = await respondent.PressAsync(await respondent.BeginAsync(), "next");

        respondent.Browser.Client.DefaultRequestHeaders.Add("Respond-Module", "background");
        var background = await respondent.PostAsync(waited, "next", ("a0", "3"));
        respondent.Browser.Client.DefaultRequestHeaders.Remove("Respond-Module");
        respondent.Browser.Client.DefaultRequestHeaders.Add("Respond-Module", "page");
        var sent = await respondent.PostAsync(page, "next", ("a0", "4"));

        Assert.Equal((HttpStatusCode.NoContent, $"/s/{study.Slug}/d2"), (sent.StatusCode, sent.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.NoContent, background.StatusCode);
        Assert.False(background.Headers.Contains("Set-Cookie"));
        Assert.Equal("4", Respondent.Checked(await respondent.OpenAsync("d1"), "a0"));
        Assert.Equal([3, 4], (await study.StoredAsync(app)).Select(stored => (int)stored.Response.Answers[0]).Order());
    }

    private static async Task<(HttpStatusCode, string)> KeepAsync(Respondent respondent, TestPage page, params (string, string?)[] fields)
    {
        var answer = await respondent.PostAsync(page, "keep", fields);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string? Value(TestPage page, string id) => page.Document.QuerySelector("#" + id)!.GetAttribute("value");
}
