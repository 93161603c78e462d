using System.Net;
using Survey.Tests.Support;

namespace Survey.Tests.Respond;

public sealed class RepeatedPostTests
{
    [Theory, EveryDatabase]
    public async Task A_post_that_is_sent_many_times_at_once_is_stored_once(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var start = await respondent.OpenAsync();

        var begun = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => respondent.PostAsync(start, "next")));
        var page = await respondent.OpenAsync("d1");
        var saved = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => respondent.PostAsync(page, "next", ("a0", "5"))));

        Assert.All(begun.Concat(saved), response => Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode));
        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.Equal(5, stored.Response.Answers[0]);
        Assert.Equal(2, stored.Revision);
    }

    [Theory, EveryDatabase]
    public async Task Submitting_twice_gives_the_same_receipt(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync();
        var review = await respondent.OpenAsync("review");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => respondent.PostAsync(review, "submit")));
        var first = await respondent.PressAsync(review, "submit");
        var second = await respondent.PressAsync(review, "submit");

        Assert.Equal(first.Document.QuerySelector(".code")!.TextContent, second.Document.QuerySelector(".code")!.TextContent);
        Assert.True(Assert.Single(await study.StoredAsync(app)).IsComplete);
    }

    [Fact]
    public async Task The_last_acknowledged_post_of_a_page_counts_and_an_old_one_sent_again_changes_nothing()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");
        var old = await respondent.OpenAsync("d1");
        await respondent.PressAsync(old, "next", ("a0", "1"));
        await respondent.PressAsync(await respondent.OpenAsync("d1"), "next", ("a0", "6"));

        var again = await respondent.PressAsync(old, "next", ("a0", "1"));

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal(6, Assert.Single(await study.StoredAsync(app)).Response.Answers[0]);
        Assert.Equal("1", Respondent.Checked(again, "a0"));
        await respondent.PressAsync(again, "next");
        Assert.Equal(1, Assert.Single(await study.StoredAsync(app)).Response.Answers[0]);
    }

    [Fact]
    public async Task Two_tabs_of_one_response_save_different_pages_without_losing_either()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync();
        var (left, right) = (await respondent.OpenAsync("d1"), await respondent.OpenAsync("d2"));

        await Task.WhenAll(respondent.PostAsync(left, "next", ("a0", "3")), respondent.PostAsync(right, "next", ("a4", "4")));

        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.Equal((3, 4), (stored.Response.Answers[0], stored.Response.Answers[4]));
    }

    [Fact]
    public async Task A_tab_whose_response_was_left_for_a_new_one_still_saves_into_its_own()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync();
        var mine = await respondent.OpenAsync("d1");
        await respondent.PressAsync(await respondent.OpenAsync(query: "?anew=1"), "next");

        var next = await respondent.PressAsync(mine, "next", ("a0", "2"));

        Assert.Equal(Respondent.Hidden(mine, "token"), Respondent.Hidden(next, "token"));
        Assert.Equal([0, 2], (await study.StoredAsync(app)).Select(stored => (int)stored.Response.Answers[0]).Order());
    }

    [Fact]
    public async Task Who_returns_is_asked_and_goes_on_where_they_left_or_starts_anew()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.PressAsync(await respondent.BeginAsync("?lang=en"), "next");
        await respondent.PressAsync(await respondent.OpenAsync("d1"), "next", ("a0", "7"));

        var asked = await respondent.OpenAsync();

        Assert.Equal("Continue where you left off?", asked.Title);
        Assert.Equal([$"/s/{study.Slug}/d2", $"/s/{study.Slug}?anew=1"], asked.Document.QuerySelectorAll(".actions a").Select(link => link.GetAttribute("href")));
        var anew = await respondent.OpenAsync(query: "?anew=1");
        Assert.DoesNotContain(Respondent.Hidden(await respondent.OpenAsync("d1"), "token"), anew.Html, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_restart_of_the_server_loses_nothing(string provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        TestPage page;
        RespondStudy study;
        await using (var before = await SurveyApp.StartAsync(database))
        {
            study = await RespondStudy.PublishAsync(before);
            using var respondent = new Respondent(before, study.Slug);
            await respondent.BeginAsync();
            page = await respondent.PressAsync(await respondent.OpenAsync("d1"), "next", ("a0", "5"));
        }
        await using var after = await SurveyApp.StartAsync(database);
        using var other = new Respondent(after, study.Slug);
        var moved = page with { Address = new Uri(after.Address, page.Address.AbsolutePath) };

        var next = await other.PressAsync(moved, "next", ("a4", "6"));

        Assert.EndsWith("/d3", next.Address.AbsolutePath, StringComparison.Ordinal);
        var stored = Assert.Single(await study.StoredAsync(after));
        Assert.Equal((5, 6), (stored.Response.Answers[0], stored.Response.Answers[4]));
    }

    [Fact]
    public async Task A_submitted_response_takes_late_pages_for_some_minutes_and_then_says_that_it_is_finished()
    {
        var time = new ManualClock(new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
        await using var app = await SurveyApp.StartAsync(time: time);
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");
        var late = await respondent.OpenAsync("d1");
        await respondent.PressAsync(await respondent.OpenAsync("review"), "submit");

        Assert.Equal("Thank you", (await respondent.PressAsync(late, "next", ("a0", "5"))).Title);
        Assert.Equal(5, Assert.Single(await study.StoredAsync(app)).Response.Answers[0]);

        time.Advance(TimeSpan.FromMinutes(11));
        var tooLate = await respondent.PressAsync(late, "next", ("a0", "2"));
        Assert.Equal("These answers were already submitted", tooLate.Title);
        Assert.Equal(5, Assert.Single(await study.StoredAsync(app)).Response.Answers[0]);
        Assert.Equal("Thank you", (await respondent.OpenAsync()).Title);
    }

    [Fact]
    public async Task A_response_is_finished_on_the_version_that_it_began_with()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var page = await respondent.BeginAsync();
        var survey = (await study.Surveys.FindAsync(study.Organisation, study.Slug, cancel))!;
        var shorter = survey.Draft with { DimensionsLeftOut = ["tangibles"] };
        var saved = await study.Surveys.SaveDraftAsync(study.Organisation, study.SurveyId, survey.DraftRevision, shorter, study.Slug, null, null, null, cancel);
        await study.Surveys.PublishAsync(study.Organisation, study.SurveyId, saved.Revision, null, cancel);

        await respondent.AnswerAllAsync(page);
        using var newcomer = new Respondent(app, study.Slug);
        await newcomer.AnswerAllAsync(await newcomer.BeginAsync());

        var stored = await study.StoredAsync(app);
        Assert.Equal([(1, 44), (2, 36)], stored.Select(response => (response.Response.Version!.Value, response.Response.Answers.Length)).Order());
        Assert.All(stored, response => Assert.True(response.IsComplete));
    }
}
