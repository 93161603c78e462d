using System.Net;
using Survey.Tests.Support;

namespace Survey.Tests.Respond;

/// <summary>A page that two tabs or devices answer differently: both are kept until somebody chooses.</summary>
public sealed class TwoTabsTests
{
    [Theory, EveryDatabase]
    public async Task Two_answers_stand_side_by_side_and_stay_until_one_is_chosen(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");
        var (left, right) = (await respondent.OpenAsync("d1"), await respondent.OpenAsync("d1"));
        await respondent.PressAsync(left, "next", ("a0", "6"), ("a1", "2"), ("a2", "3"));

        var refused = await respondent.PressAsync(right, "next", ("a0", "1"), ("a2", "3"), ("a3", "4"));
        var resumed = await respondent.OpenAsync("d1");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK), (refused.Status, resumed.Status));
        foreach (var page in new[] { refused, resumed })
        {
            Assert.Equal("Which answers shall stay?", page.Title);
            Assert.Equal(["Stored: 6 – Level 6", "From the other tab: 1 – Level 1"], Sides(page, "a0"));
            Assert.Equal(["Stored: 2 – Level 2", "From the other tab: not answered"], Sides(page, "a1"));
            Assert.Equal(["Stored: not answered", "From the other tab: 4 – Level 4"], Sides(page, "a3"));
            Assert.Empty(Sides(page, "a2"));
        }
        Assert.Equal([6, 2, 3, 254], (await AnswersAsync(app, study))[..4]);

        var next = await respondent.PressAsync(resumed, "next", ("a0", "1"), ("a1", "2"), ("a3", "4"));

        Assert.EndsWith("/d2", next.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4], (await AnswersAsync(app, study))[..4]);
        Assert.Equal("1", Respondent.Checked(await respondent.OpenAsync("d1"), "a0"));
    }

    [Fact]
    public async Task What_is_stored_can_be_left_as_it_is()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug, "fa");
        await respondent.BeginAsync();
        var (left, right) = (await respondent.OpenAsync("overall"), await respondent.OpenAsync("overall"));
        await respondent.PressAsync(left, "next", ("comment", "صف طولانی بود."), ("o0", "7"));
        var choice = await respondent.PressAsync(right, "next", ("comment", "خوب بود."), ("o0", "7"));
        Assert.Contains("صف طولانی بود.", choice.Text, StringComparison.Ordinal);
        Assert.Contains("خوب بود.", choice.Text, StringComparison.Ordinal);

        var next = await respondent.PressAsync(choice, "stored");

        Assert.EndsWith("/review", next.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("صف طولانی بود.", Assert.Single(await study.StoredAsync(app)).Response.Comment);
        Assert.Equal("پیش از ثبت نهایی", next.Title);
        Assert.NotEqual(choice.Title, (await respondent.OpenAsync("overall")).Title);
    }

    [Fact]
    public async Task A_tab_that_keeps_answers_on_the_way_overwrites_nothing_of_another_tab()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync();
        var (left, right) = (await respondent.OpenAsync("d1"), await respondent.OpenAsync("d1"));

        await respondent.PostAsync(left, "keep", ("a0", "6"));
        var kept = await respondent.PostAsync(right, "keep", ("a0", "1"));
        var more = await respondent.PostAsync(right, "keep", ("a0", "1"), ("a1", "7"), ("step", "2"));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (kept.StatusCode, more.StatusCode));
        Assert.Equal([6, 0], (await AnswersAsync(app, study))[..2]);
        var choice = await respondent.OpenAsync("d1");
        Assert.Equal(("1", "7"), (Respondent.Checked(choice, "a0"), Respondent.Checked(choice, "a1")));
    }

    [Fact]
    public async Task Going_back_in_one_tab_and_answering_otherwise_asks_nothing()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync();
        var page = await respondent.OpenAsync("d1");
        await respondent.PressAsync(page, "next", ("a0", "6"));

        var next = await respondent.PressAsync(page, "next", ("a0", "2"));

        Assert.EndsWith("/d2", next.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(2, (await AnswersAsync(app, study))[0]);
    }

    private static async Task<byte[]> AnswersAsync(SurveyApp app, RespondStudy study) => [.. Assert.Single(await study.StoredAsync(app)).Response.Answers];

    private static List<string> Sides(TestPage page, string name) =>
        [.. page.Document.QuerySelectorAll($"input[type=radio][name={name}]").Select(input => string.Join(' ', input.ParentElement!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
}
