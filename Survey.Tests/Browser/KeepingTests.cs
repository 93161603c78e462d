using Microsoft.Playwright;
using Survey.Scoring.Responses;
using Survey.Tests.Respond;
using Survey.Tests.Support;
using Survey.Web.Storage;

namespace Survey.Tests.Browser;

/// <summary>The module keeps what is on a page as it is given, and is never in the way.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeepingTests(BrowserHost browsers)
{
    [Theory]
    [InlineData("en")]
    [InlineData("fa")]
    public async Task What_is_chosen_is_kept_and_said_before_the_page_is_sent(string language)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        await using var visitor = await BeginAsync(app, study, language);
        var page = visitor.Page;
        await page.ClickAsync("form#page button.primary");

        await page.CheckAsync("input[name=a0][value='6']");
        await page.CheckAsync("input[name=a22][value='2']");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync(visitor.Say("Saved", "ذخیره شد"));

        var stored = (await study.StoredAsync(app))[0].Response;
        Assert.Equal([6, 2, AnswerCode.NotSeen], [stored.Answers[0], stored.Answers[22], stored.Answers[1]]);
        await visitor.SawAsync("kept");
        await visitor.IsAccessibleAsync("kept");
        await page.CheckAsync("input[name=a0][value='3']");
        await page.ClickAsync("form#page button.primary");
        await page.WaitForURLAsync("**/d2");
        stored = (await study.StoredAsync(app))[0].Response;
        Assert.Equal([3, 2, AnswerCode.Skipped], [stored.Answers[0], stored.Answers[22], stored.Answers[1]]);
        Assert.Equal(0, await WaitingAsync(page));
        visitor.DidNotComplain();
    }

    [Fact]
    public async Task What_was_chosen_just_before_the_tab_is_closed_or_left_is_kept()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        await using var visitor = await BeginAsync(app, study, "en");
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}/d1");
        await page.CheckAsync("input[name=a0][value='6']");
        await page.GotoAsync("about:blank");
        await StoredAsync(app, study, response => response.Answers[0] == 6);

        await visitor.OpenAsync($"/s/{study.Slug}/importance");
        await page.FillAsync("#w0", "40");
        await page.FillAsync("#w1", "many");
        visitor.Page = await visitor.NewTabAsync();
        await page.CloseAsync(new() { RunBeforeUnload = false });
        await StoredAsync(app, study, response => response.ImportancePoints[0] == 40);

        await visitor.OpenAsync($"/s/{study.Slug}/importance");
        Assert.Equal(("40", "many"), (await visitor.Page.InputValueAsync("#w0"), await visitor.Page.InputValueAsync("#w1")));
    }

    [Fact]
    public async Task A_browser_that_lets_pages_store_nothing_still_keeps_and_sends_answers()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        await using var visitor = await BeginAsync(app, study, "en", "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } });");
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}/d1");

        await page.CheckAsync("input[name=a0][value='6']");
        await StoredAsync(app, study, response => response.Answers[0] == 6);
        await page.ClickAsync("form#page button.primary");

        await page.WaitForURLAsync("**/d2");
        visitor.DidNotComplain();
    }

    [Fact]
    public async Task Two_tabs_that_answer_a_page_differently_are_asked_and_nothing_is_lost()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        await using var visitor = await BeginAsync(app, study, "fa");
        var (left, right) = (visitor.Page, await visitor.NewTabAsync());
        foreach (var tab in new[] { left, right }) await tab.GotoAsync(new Uri(app.Address, $"/s/{study.Slug}/d1").ToString());

        await left.CheckAsync("input[name=a0][value='6']");
        await StoredAsync(app, study, response => response.Answers[0] == 6);
        await right.CheckAsync("input[name=a0][value='1']");
        await right.ClickAsync("form#page button.primary");

        await Assertions.Expect(right.Locator("h1")).ToHaveTextAsync("کدام پاسخ‌ها بماند؟");
        visitor.Page = right;
        await visitor.SawAsync("choice");
        await visitor.IsAccessibleAsync("choice");
        await right.CheckAsync("input[name=a0][value='6']");
        await right.ClickAsync("main button.primary");
        await right.WaitForURLAsync("**/d2");
        Assert.Equal(6, (await study.StoredAsync(app))[0].Response.Answers[0]);
    }

    [Fact]
    public async Task Going_back_and_changing_an_answer_is_kept_without_a_question()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        await using var visitor = await BeginAsync(app, study, "en");
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}/d1");
        await page.CheckAsync("input[name=a0][value='6']");
        await page.ClickAsync("form#page button.primary");
        await page.WaitForURLAsync("**/d2");
        await page.GoBackAsync();

        await page.CheckAsync("input[name=a0][value='4']");
        await page.ClickAsync("form#page button.primary");

        await page.WaitForURLAsync("**/d2");
        Assert.Equal(4, (await study.StoredAsync(app))[0].Response.Answers[0]);
        visitor.DidNotComplain();
    }

    /// <summary>Begins in a browser with script.</summary>
    private async Task<Visitor> BeginAsync(SurveyApp app, RespondStudy study, string language, string? script = null)
    {
        var visitor = await browsers.NewVisitorAsync(app, language, 390);
        if (script is not null) await visitor.Page.AddInitScriptAsync(script);
        await visitor.OpenAsync($"/s/{study.Slug}?lang={language}");
        await visitor.GoOnAsync();
        return visitor;
    }

    /// <summary>Waits until the only response is as it should be.</summary>
    private static async Task StoredAsync(SurveyApp app, RespondStudy study, Predicate<Response> isAsExpected)
    {
        StoredResponse? stored = null;
        for (var look = 0; look < 200; look++)
        {
            stored = Assert.Single(await study.StoredAsync(app));
            if (isAsExpected(stored.Response)) return;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        Assert.Fail($"Stored is {string.Join(' ', stored!.Response.Answers)}, points {string.Join(' ', stored.Response.ImportancePoints)}.");
    }

    private static Task<int> WaitingAsync(IPage page) => page.EvaluateAsync<int>("() => Object.keys(localStorage).filter(key => key.startsWith('respond:')).length");
}
