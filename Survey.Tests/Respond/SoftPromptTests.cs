using System.Net;
using Survey.Tests.Support;
using Survey.Web.Storage;

namespace Survey.Tests.Respond;

/// <summary>What a page does about ratings that are left out: ask once, nothing, or insist; whatever it does, what was chosen is stored.</summary>
public sealed class SoftPromptTests
{
    private static readonly SurveySettings Asking = RespondStudy.Bilingual with { Unanswered = Unanswered.Ask };
    private static readonly SurveySettings Requiring = RespondStudy.Bilingual with { Unanswered = Unanswered.Require };

    [Theory, EveryDatabase]
    public async Task A_page_asks_once_names_what_is_open_and_is_passed_when_pressed_again(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app, settings: Asking);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");

        var asked = await respondent.PressAsync(await respondent.OpenAsync("d1"), "next", ("a0", "6"), ("a22", "5"), ("a1", "4"));

        Assert.EndsWith("/d1", asked.Address.AbsolutePath, StringComparison.Ordinal);
        var notice = asked.Document.QuerySelector("#ask")!;
        Assert.Contains("3 questions", notice.TextContent, StringComparison.Ordinal);
        Assert.Equal(["#i2", "#i3", "#i4"], notice.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
        Assert.All(notice.QuerySelectorAll("a"), link => Assert.NotNull(asked.Document.QuerySelector(link.GetAttribute("href")! + " .missing")));
        Assert.True(notice.HasAttribute("autofocus"));
        Assert.Equal("6", Respondent.Checked(asked, "a0"));
        Assert.Equal((6, 4), Assert.Single(await study.StoredAsync(app)).Response.Answers is var answers ? (answers[0], answers[1]) : default);

        Assert.EndsWith("/d2", (await respondent.PressAsync(asked, "next")).Address.AbsolutePath, StringComparison.Ordinal);
        Assert.EndsWith("/d2", (await respondent.PressAsync(await respondent.OpenAsync("d1"), "next")).Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_asks_again_when_the_button_was_pressed_twice_and_not_on_the_way_back()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app, settings: Asking);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");
        var page = await respondent.OpenAsync("d2");

        Assert.EndsWith("/d1", (await respondent.PressAsync(await respondent.OpenAsync("d2"), "back", ("a4", "6"))).Address.AbsolutePath, StringComparison.Ordinal);
        page = await respondent.OpenAsync("d3");
        Assert.EndsWith("/d3", (await respondent.PressAsync(page, "next")).Address.AbsolutePath, StringComparison.Ordinal);
        Assert.EndsWith("/d3", (await respondent.PressAsync(page, "next")).Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outcomes_are_asked_about_as_well_and_the_comment_is_not()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app, settings: Asking);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");

        var asked = await respondent.PressAsync(await respondent.OpenAsync("overall"), "next", ("o0", "5"), ("o1", "5"));

        Assert.Equal(["#o2"], asked.Document.QuerySelectorAll("#ask a").Select(link => link.GetAttribute("href")));
        Assert.Contains("One question", asked.Document.QuerySelector("#ask")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Where_answers_are_required_neither_page_nor_submission_passes_without_them_and_all_is_stored(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app, settings: Requiring);
        using var respondent = new Respondent(app, study.Slug);
        Assert.Contains("Each question needs an answer", (await respondent.OpenAsync(query: "?lang=en")).Text, StringComparison.Ordinal);
        await respondent.BeginAsync("?lang=en");
        var asked = await respondent.PressAsync(await respondent.OpenAsync("d1"), "next", ("a0", "6"));
        asked = await respondent.PressAsync(asked, "next", ("a1", "3"));
        Assert.EndsWith("/d1", asked.Address.AbsolutePath, StringComparison.Ordinal);

        var review = await respondent.PressAsync(await respondent.OpenAsync("review"), "submit");

        Assert.EndsWith("/review", review.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("before you submit", review.Document.QuerySelector("#open")!.TextContent, StringComparison.Ordinal);
        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.False(stored.IsComplete);
        Assert.Equal((6, 3), (stored.Response.Answers[0], stored.Response.Answers[1]));

        var receipt = await respondent.AnswerAllAsync(await respondent.OpenAsync("d1"), (_, values) => values[^1]);
        Assert.Equal("Thank you", receipt.Title);
        Assert.True(Assert.Single(await study.StoredAsync(app)).IsComplete);
    }

    [Fact]
    public async Task Where_nothing_is_asked_the_next_page_comes()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");

        var next = await respondent.PressAsync(await respondent.OpenAsync("d1"), "next");

        Assert.Equal(HttpStatusCode.OK, next.Status);
        Assert.EndsWith("/d2", next.Address.AbsolutePath, StringComparison.Ordinal);
    }
}
