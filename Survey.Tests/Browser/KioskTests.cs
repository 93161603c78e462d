using Microsoft.Playwright;
using Survey.Tests.Respond;
using Survey.Tests.Support;
using Survey.Web.Storage;

namespace Survey.Tests.Browser;

/// <summary>A device for everybody: person after person, with and without a line, and nothing of one for the next.</summary>
[Collection(BrowserTests.Name)]
public sealed class KioskTests(BrowserHost browsers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("fa", 390)]
    public async Task Two_people_answer_one_after_the_other_and_the_way_back_shows_nothing(string language, int width)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await PublishAsync(app);
        await using var visitor = await browsers.NewVisitorAsync(app, language, width);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}/kiosk?branch=shiraz&lang={language}");
        await visitor.SawAsync("kiosk-start");
        await visitor.IsAccessibleAsync("kiosk start");
        for (var person = 1; person <= 2; person++)
        {
            await AnswerAsync(visitor, person);
            await visitor.SawAsync("kiosk-thanks");
            await visitor.IsAccessibleAsync("kiosk thanks");
            await page.ClickAsync("[data-reset]");
            await Assertions.Expect(page.Locator("form[data-start]")).ToHaveCountAsync(1);
        }

        await page.GoBackAsync();
        Assert.DoesNotContain("Person", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(await page.Context.CookiesAsync());
        visitor.DidNotComplain();
        Assert.Equal(["Person 1 1 shiraz kiosk True", "Person 2 2 shiraz kiosk True"], (await study.StoredAsync(app)).Select(Told).Order());
    }

    [Fact]
    public async Task Several_people_answer_without_a_line_and_are_all_sent_once_when_it_returns()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await PublishAsync(app);
        await using var visitor = await browsers.NewVisitorAsync(app, "fa", 390);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}/kiosk?branch=shiraz&lang=fa");
        await page.Context.SetOfflineAsync(true);
        for (var person = 1; person <= 3; person++)
        {
            await AnswerAsync(visitor, person);
            Assert.Contains("همین‌جا نگه داشته شده است", await page.Locator("main").TextContentAsync(), StringComparison.Ordinal);
            Assert.Contains("در انتظار", await page.Locator("#state").TextContentAsync(), StringComparison.Ordinal);
            await page.ClickAsync("[data-reset]");
            await Assertions.Expect(page.Locator("form[data-start]")).ToHaveCountAsync(1);
        }
        Assert.Empty(await study.StoredAsync(app));

        await page.Context.SetOfflineAsync(false);
        await page.WaitForFunctionAsync("() => Object.keys(localStorage).every(key => !key.startsWith('respond:'))");

        Assert.Equal(["Person 1 1 shiraz kiosk True", "Person 2 2 shiraz kiosk True", "Person 3 3 shiraz kiosk True"], (await study.StoredAsync(app)).Select(Told).Order());
    }

    [Fact]
    public async Task Whoever_walks_away_is_asked_and_then_closed_and_the_next_person_finds_a_blank_start()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await PublishAsync(app);
        await using var visitor = await browsers.NewVisitorAsync(app, "en", 390);
        var page = visitor.Page;
        await page.Clock.InstallAsync();
        await visitor.OpenAsync($"/s/{study.Slug}/kiosk?branch=shiraz&lang=en");
        await page.ClickAsync("main form button.primary");
        await Assertions.Expect(page.Locator("form#page")).ToHaveCountAsync(1);
        await page.ClickAsync("form#page button.primary");
        await page.CheckAsync("input[name=a0][value='6']");

        await page.Clock.RunForAsync(61_000);
        await Assertions.Expect(page.Locator("#idle")).ToContainTextAsync("Are you still there?");
        await visitor.IsAccessibleAsync("kiosk idle");
        await page.ClickAsync("#idle button >> nth=0");
        await Assertions.Expect(page.Locator("#idle")).ToHaveCountAsync(0);
        await page.Clock.RunForAsync(61_000);
        await page.ClickAsync("#idle button >> nth=1");
        await page.Clock.RunForAsync(300_000);
        await Assertions.Expect(page.Locator("form#page")).ToHaveCountAsync(1);
        await page.Clock.RunForAsync(301_000);

        await Assertions.Expect(page.Locator("form[data-start]")).ToHaveCountAsync(1);
        await page.WaitForFunctionAsync("() => Object.keys(localStorage).every(key => !key.startsWith('respond:'))");
        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.Equal((false, (byte)6, "kiosk"), (stored.IsComplete, stored.Response.Answers[0], stored.Response.Channel));
        await page.ClickAsync("main form button.primary");
        await Assertions.Expect(page.Locator("form#page")).ToHaveCountAsync(1);
        Assert.Equal(0, await page.Locator("input:checked").CountAsync());
    }

    [Fact]
    public async Task The_thanks_make_place_by_themselves()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await PublishAsync(app);
        await using var visitor = await browsers.NewVisitorAsync(app, "en", 390);
        var page = visitor.Page;
        await page.Clock.InstallAsync();
        await visitor.OpenAsync($"/s/{study.Slug}/kiosk?branch=shiraz&lang=en");
        await AnswerAsync(visitor, 1);

        await page.Clock.RunForAsync(2_000);
        await Assertions.Expect(page.Locator("#idle")).ToContainTextAsync("this page starts afresh for the next person");
        await page.Clock.RunForAsync(20_000);

        await Assertions.Expect(page.Locator("form[data-start]")).ToHaveCountAsync(1);
    }

    private static string Told(StoredResponse one) => $"{one.Response.Comment} {one.Response.Answers[0]} {one.Response.Attributes[0]} {one.Response.Channel} {one.IsComplete}";

    private static async Task AnswerAsync(Visitor visitor, int person)
    {
        var page = visitor.Page;
        await page.ClickAsync("main form button.primary");
        await Assertions.Expect(page.Locator("form#page")).ToHaveCountAsync(1);
        for (var step = 1; await page.Locator("form#page").CountAsync() > 0; step++)
        {
            Assert.True(step < 20, "The survey does not come to its end.");
            Assert.Equal(0, await page.Locator("form#page input:checked").CountAsync());
            var heading = await page.Locator("h1").TextContentAsync();
            await visitor.AnswerPageAsync(person, 7, $"Person {person}");
            await page.ClickAsync("form#page button.primary");
            await Assertions.Expect(page.Locator("h1")).Not.ToHaveTextAsync(heading!);
        }
        await Assertions.Expect(page.Locator("[data-end]")).ToHaveCountAsync(1);
    }

    private static async Task<RespondStudy> PublishAsync(SurveyApp app)
    {
        var study = await RespondStudy.PublishAsync(app, settings: RespondStudy.Bilingual with { LinkAttributes = ["branch"] });
        await app.Service<SurveyChannelStore>().SaveAsync(study.Organisation, study.SurveyId, new() { HasKiosk = true }, Cancel);
        return study;
    }
}
