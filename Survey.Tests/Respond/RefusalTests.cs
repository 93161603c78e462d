using System.Net;
using System.Text;
using Survey.Tests.Support;

namespace Survey.Tests.Respond;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("a0", "8")]
    [InlineData("a0", "0")]
    [InlineData("a0", "5.5")]
    [InlineData("a22", "x")]
    public async Task A_value_off_the_scale_is_refused_never_stored_and_keeps_the_rest(string field, string value)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");

        var again = await respondent.PressAsync(await respondent.OpenAsync("d1"), "next", (field, value), ("a1", "6"));

        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Contains("Please check this page", again.Text, StringComparison.Ordinal);
        Assert.Equal("6", Respondent.Checked(again, "a1"));
        Assert.All(Assert.Single(await study.StoredAsync(app)).Response.Answers, answer => Assert.Equal(0, answer));
    }

    [Theory]
    [InlineData("token", "forged")]
    [InlineData("revision", "0")]
    [InlineData("revision", "x")]
    public async Task A_forged_post_is_refused_with_a_clear_page_and_changes_nothing(string field, string value)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");

        var refused = await respondent.PressAsync(await respondent.OpenAsync("d1"), "next", (field, value), ("a1", "6"));

        Assert.Equal((HttpStatusCode.BadRequest, "This page could not be read"), Seen(refused));
        Assert.All(Assert.Single(await study.StoredAsync(app)).Response.Answers, answer => Assert.Equal(0, answer));
    }

    [Fact]
    public async Task A_token_that_nobody_began_with_and_a_page_that_does_not_exist_are_refused()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");
        var page = await respondent.OpenAsync("d1");

        var unknown = await respondent.PressAsync(page, "next", ("token", new string('A', 27)));
        page.Document.QuerySelector("main form")!.SetAttribute("action", $"/s/{study.Slug}/d99");
        var elsewhere = await respondent.PressAsync(page, "next");

        Assert.Equal((HttpStatusCode.BadRequest, "We do not find the beginning of these answers"), Seen(unknown));
        Assert.Equal((HttpStatusCode.BadRequest, "This page could not be read"), Seen(elsewhere));
        Assert.Equal(HttpStatusCode.NotFound, (await respondent.OpenAsync("d99")).Status);
        Assert.Single(await study.StoredAsync(app));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    public async Task A_post_from_another_site_is_refused_even_with_the_token(string header, string value)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync();
        var page = await respondent.OpenAsync("d1");
        respondent.Browser.Client.DefaultRequestHeaders.Add(header, value);

        var refused = await respondent.PostAsync(page, "next", ("a0", "5"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.All(Assert.Single(await study.StoredAsync(app)).Response.Answers, answer => Assert.Equal(0, answer));
    }

    [Fact]
    public async Task A_huge_post_and_a_post_that_is_no_form_get_clear_pages()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");
        var address = new Uri($"/s/{study.Slug}/overall", UriKind.Relative);
        using var huge = new FormUrlEncodedContent([new("comment", new string('x', 300 * 1024))]);
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");

        var tooLarge = await TestPage.ReadAsync(await respondent.Browser.Client.PostAsync(address, huge, TestContext.Current.CancellationToken));
        var noForm = await TestPage.ReadAsync(await respondent.Browser.Client.PostAsync(address, json, TestContext.Current.CancellationToken));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "This page is too large"), Seen(tooLarge));
        Assert.Equal((HttpStatusCode.BadRequest, "This page could not be read"), Seen(noForm));
    }

    [Fact]
    public async Task A_comment_that_is_too_long_is_named_and_kept()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");
        var text = "<b>" + new string('م', 5000) + "</b>";

        var again = await respondent.PressAsync(await respondent.OpenAsync("overall"), "next", ("comment", text), ("o0", "4"));

        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Equal(text, again.Document.QuerySelector("textarea")!.TextContent);
        Assert.Equal("4", Respondent.Checked(again, "o0"));
        Assert.Contains("longer than 5,000 characters", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_paused_archived_and_not_yet_open_surveys_say_so_in_the_respondents_language()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var app = await SurveyApp.StartAsync();
        var later = await RespondStudy.PublishAsync(app, slug: "later", opensAt: DateTimeOffset.UtcNow.AddDays(3));
        var study = await RespondStudy.PublishAsync(app);
        using var english = new Respondent(app, study.Slug);
        using var persian = new Respondent(app, study.Slug, "fa");
        using var early = new Respondent(app, later.Slug, "fa");
        using var lost = new Respondent(app, "nothing-here", "fa");

        Assert.Equal((HttpStatusCode.NotFound, "نظرسنجی‌ای در این نشانی نیست"), Seen(await lost.OpenAsync()));
        Assert.Equal((HttpStatusCode.Forbidden, "این نظرسنجی هنوز آغاز نشده است"), Seen(await early.OpenAsync()));
        await study.Surveys.PauseAsync(study.Organisation, study.SurveyId, cancel);
        Assert.Equal((HttpStatusCode.Forbidden, "This survey is paused"), Seen(await english.OpenAsync()));
        await study.Surveys.ArchiveAsync(study.Organisation, study.SurveyId, cancel);
        Assert.Equal((HttpStatusCode.Gone, "این نظرسنجی پایان یافته است"), Seen(await persian.OpenAsync()));
    }

    [Fact]
    public async Task Who_began_before_closing_may_finish_for_a_day_and_nobody_else()
    {
        var time = new ManualClock(new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
        await using var app = await SurveyApp.StartAsync(time: time);
        var study = await RespondStudy.PublishAsync(app, closesAt: time.GetUtcNow().AddHours(1));
        using var early = new Respondent(app, study.Slug);
        using var slow = new Respondent(app, study.Slug);
        using var late = new Respondent(app, study.Slug);
        var page = await early.BeginAsync("?lang=en");
        await slow.BeginAsync("?lang=en");
        var slowPage = await slow.OpenAsync("d1");

        time.Advance(TimeSpan.FromHours(24));
        Assert.Equal((HttpStatusCode.Gone, "This survey is closed"), Seen(await late.OpenAsync(query: "?lang=en")));
        Assert.Equal("Thank you", (await early.AnswerAllAsync(page)).Title);
        Assert.Equal("Thank you", (await early.OpenAsync()).Title);

        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal((HttpStatusCode.Gone, "This survey is closed"), Seen(await slow.PressAsync(slowPage, "next", ("a0", "3"))));
    }

    [Fact]
    public async Task A_database_that_is_away_loses_nothing_of_what_was_typed()
    {
        await using var database = await TestDatabase.CreateAsync("postgresql");
        await using var app = await SurveyApp.StartAsync(database);
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");
        var page = await respondent.OpenAsync("d1");
        var overall = await respondent.OpenAsync("overall");

        await PostgresConnections.ForbidAsync(database);
        var away = await respondent.PressAsync(page, "next", ("a0", "5"), ("a22", "NA"));
        var comment = await respondent.PressAsync(overall, "next", ("comment", "still here"));
        var get = await respondent.OpenAsync("d2");
        await PostgresConnections.AllowAsync(database);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.Status);
        Assert.Equal("5", Respondent.Checked(away, "a0"));
        Assert.Equal("still here", comment.Document.QuerySelector("textarea")!.TextContent);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "We cannot reach our database just now"), Seen(get));
        Assert.EndsWith("/d2", (await respondent.PressAsync(away, "next")).Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(5, Assert.Single(await study.StoredAsync(app)).Response.Answers[0]);
    }

    private static (HttpStatusCode Status, string Title) Seen(TestPage page) => (page.Status, page.Title);
}
