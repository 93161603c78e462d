using System.Net;
using Survey.Tests.Support;

namespace Survey.Tests.Respond;

/// <summary>Posts that waited in a browser until the connection came back.</summary>
public sealed class LatePostTests
{
    [Fact]
    public async Task What_was_answered_before_the_survey_closed_is_taken_within_a_week_after()
    {
        var time = new ManualClock(new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
        await using var app = await SurveyApp.StartAsync(time: time);
        var study = await RespondStudy.PublishAsync(app, closesAt: time.GetUtcNow().AddHours(1));
        using var respondent = new Respondent(app, study.Slug);
        using var late = new Respondent(app, study.Slug);
        var page = await respondent.BeginAsync();
        var start = await late.OpenAsync();
        var later = await late.OpenAsync();
        var review = await respondent.OpenAsync("review");
        time.Advance(TimeSpan.FromDays(3));

        Assert.Equal(HttpStatusCode.Gone, (await PostAsync(respondent, page, "next", TimeSpan.FromHours(1))).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync(late, start, "next", TimeSpan.FromDays(2))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(respondent, page, "next", TimeSpan.FromDays(3))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(respondent, review, "submit", TimeSpan.FromHours(71.5))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(late, start, "next", TimeSpan.FromDays(3))).StatusCode);
        time.Advance(TimeSpan.FromDays(6));
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync(respondent, later, "next", TimeSpan.FromDays(9))).StatusCode);

        var complete = Assert.Single(await study.StoredAsync(app), stored => stored.IsComplete);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 10, 30, 0, TimeSpan.Zero), complete.Response.Submitted);
        Assert.Equal(2, (await study.StoredAsync(app)).Count);
    }

    [Fact]
    public async Task What_was_begun_without_a_connection_stays_with_the_version_that_was_shown()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var start = await respondent.OpenAsync();
        var survey = (await study.Surveys.FindAsync(study.Organisation, study.Slug, cancel))!;
        var shorter = survey.Draft with { DimensionsLeftOut = ["tangibles"] };
        var saved = await study.Surveys.SaveDraftAsync(study.Organisation, study.SurveyId, survey.DraftRevision, shorter, study.Slug, null, null, null, cancel);
        await study.Surveys.PublishAsync(study.Organisation, study.SurveyId, saved.Revision, null, cancel);

        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(respondent, start, "next", TimeSpan.FromMinutes(5))).StatusCode);

        Assert.Equal((1, 44), Assert.Single(await study.StoredAsync(app)).Response is var response ? (response.Version!.Value, response.Answers.Length) : default);
    }

    [Fact]
    public async Task A_beginning_that_is_sent_again_begins_nothing_new_and_takes_over_no_cookie_from_the_background()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var start = await respondent.OpenAsync();
        using var other = new Respondent(app, study.Slug);

        var first = await PostAsync(respondent, start, "next", TimeSpan.Zero);
        var again = await PostAsync(other, start, "next", TimeSpan.Zero, "background");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (first.StatusCode, again.StatusCode));
        Assert.Equal($"/s/{study.Slug}/about?begun=1", first.Headers.Location?.OriginalString);
        Assert.True(first.Headers.Contains("Set-Cookie"));
        Assert.False(again.Headers.Contains("Set-Cookie"));
        Assert.Single(await study.StoredAsync(app));
    }

    private static async Task<HttpResponseMessage> PostAsync(Respondent respondent, TestPage page, string go, TimeSpan age, string mode = "page")
    {
        var headers = respondent.Browser.Client.DefaultRequestHeaders;
        headers.Remove("Respond-Module");
        headers.Remove("Respond-Age");
        headers.Add("Respond-Module", mode);
        headers.Add("Respond-Age", $"{age.TotalSeconds:0}");
        try
        {
            return await respondent.PostAsync(page, go);
        }
        finally
        {
            headers.Remove("Respond-Module");
            headers.Remove("Respond-Age");
        }
    }
}
