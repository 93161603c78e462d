using Microsoft.Playwright;
using Survey.Tests.Respond;
using Survey.Tests.Support;

namespace Survey.Tests.Browser;

/// <summary>Further questions in a real browser: accessible, and with the same conditions, order and names in the texts when the connection is gone.</summary>
[Collection(BrowserTests.Name)]
public sealed class FurtherQuestionsTests(BrowserHost browsers)
{
    [Theory]
    [InlineData("en", 1280)]
    [InlineData("fa", 320)]
    public async Task The_questions_are_accessible_and_fit(string language, int width)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await QuestionStudy.PublishAsync(app);
        await using var visitor = await browsers.NewVisitorAsync(app, language, width);
        await visitor.OpenAsync($"/s/{study.Slug}?lang={language}");
        await visitor.GoOnAsync();

        foreach (var key in new[] { "q0", "q2", "questions" })
        {
            await visitor.OpenAsync($"/s/{study.Slug}/{key}");
            await visitor.SawAsync($"further-{key}");
            await visitor.IsAccessibleAsync(key);
        }
    }

    [Fact]
    public async Task Without_a_connection_the_same_questions_are_asked_in_the_same_order()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await QuestionStudy.PublishAsync(app, hasRandomOrder: true);
        await using var visitor = await browsers.NewVisitorAsync(app, "en", 390);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}?lang=en");
        await page.Context.SetOfflineAsync(true);
        await page.ClickAsync("main form button.primary");
        await page.CheckAsync("[name=t0][value=tehran]");
        await NextAsync();
        await Assertions.Expect(page.Locator("#q0").Locator("xpath=..")).ToContainTextAsync("How often were you in Tehran?");
        await page.FillAsync("#q0", "1");
        await page.CheckAsync("[name=q1][value=card]");
        await page.CheckAsync("[name=q1][value=loan]");
        await NextAsync();
        Assert.Equal("Step 3 of 10", await page.Locator(".step").TextContentAsync());
        var order = await OrderAsync();
        var headings = new List<string>();
        while (await page.Locator("#q5").CountAsync() == 0)
        {
            headings.Add((await page.Locator("h1").TextContentAsync())!);
            if (await page.Locator("[name=q2]").CountAsync() > 0)
            {
                // Without the answer that it needs, the page does not go on here either.
                await page.ClickAsync("form#page button.primary");
                await Assertions.Expect(page.Locator("#needed")).ToContainTextAsync("Please answer this question");
                Assert.Equal("q2", await page.EvaluateAsync<string>("() => document.activeElement.name"));
                await page.Locator("select[name=q2]").Nth(1).SelectOptionAsync("time:1");
            }
            await NextAsync();
        }
        Assert.DoesNotContain(headings, heading => heading.Contains("Assurance", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(0, await page.Locator("#q3").CountAsync());
        await page.FillAsync("#q4", "2026-03-21");
        await page.CheckAsync("[name=q5][value='9']");

        await page.Context.SetOfflineAsync(false);
        await page.ClickAsync("form#page button.primary");
        await page.WaitForURLAsync("**/review");
        await page.WaitForFunctionAsync("() => Object.keys(localStorage).every(key => !key.startsWith('respond:'))");
        Assert.Equal(
            [new("visits", "1"), new("services", "loan card"), new("order", "time"), new("last", "2026-03-21"), new("again", "9")],
            Assert.Single(await study.StoredAsync(app)).Response.Further);
        await visitor.OpenAsync($"/s/{study.Slug}/d1");
        Assert.Equal(order, await OrderAsync());

        async Task NextAsync()
        {
            var heading = await page.Locator("h1").TextContentAsync();
            await page.ClickAsync("form#page button.primary");
            await Assertions.Expect(page.Locator("h1")).Not.ToHaveTextAsync(heading!);
        }

        async Task<string> OrderAsync() => string.Join(' ', await page.Locator("fieldset.card").EvaluateAllAsync<string[]>("cards => cards.map(card => card.id)"));
    }
}
