using Microsoft.Playwright;
using Survey.Tests.Respond;
using Survey.Tests.Support;
using Survey.Web.Storage;

namespace Survey.Tests.Browser;

/// <summary>What makes the pages for respondents usable for everybody, beyond what axe can read: prompts, focus, keys, sizes, colours of the system.</summary>
[Collection(BrowserTests.Name)]
public sealed class PortalTests(BrowserHost browsers)
{
    [Theory]
    [InlineData("en", 390, true)]
    [InlineData("fa", 390, false)]
    [InlineData("en", 1280, false)]
    [InlineData("fa", 1280, true)]
    public async Task A_page_that_asks_takes_the_focus_to_what_is_open(string language, int width, bool hasScript)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app, settings: RespondStudy.Bilingual with { Unanswered = Unanswered.Ask });
        await using var visitor = await browsers.NewVisitorAsync(app, language, width, hasScript);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}?lang={language}");
        await visitor.GoOnAsync();
        await visitor.OpenAsync($"/s/{study.Slug}/d1");
        await page.CheckAsync("input[name=a0][value='6']");
        await visitor.GoOnAsync();
        await page.Locator("#ask").WaitForAsync();

        Assert.EndsWith("/d1?ask=1", page.Url, StringComparison.Ordinal);
        Assert.Equal("ask", await page.EvaluateAsync<string>("document.activeElement.id"));
        await visitor.SawAsync("asked");
        // axe is a script itself.
        if (hasScript) await visitor.IsAccessibleAsync("asked");
        await page.ClickAsync("#ask a[href='#i3']");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("i3", await page.EvaluateAsync<string>("document.activeElement.closest('.card').id"));
        await visitor.GoOnAsync();
        Assert.EndsWith("/d2", page.Url, StringComparison.Ordinal);
        visitor.DidNotComplain();
    }

    [Fact]
    public async Task Digits_choose_an_answer_in_the_group_that_has_the_focus_and_nowhere_else()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        await using var visitor = await browsers.NewVisitorAsync(app, "en", 1280);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}?lang=en");
        await visitor.GoOnAsync();
        await page.Locator("input[name=t0]").First.FocusAsync();
        await page.Keyboard.PressAsync("2");
        Assert.Equal("shiraz", await CheckedAsync(page, "t0"));
        await visitor.OpenAsync($"/s/{study.Slug}/d1");
        await page.Keyboard.PressAsync("3");
        Assert.Equal(0, await page.Locator("input:checked").CountAsync());
        await page.FocusAsync("input[name=a0][value='1']");
        foreach (var (key, value) in new[] { ("5", "5"), ("9", "5"), ("7", "7") })
        {
            await page.Keyboard.PressAsync(key);
            Assert.Equal(value, await CheckedAsync(page, "a0"));
        }
        await page.EvaluateAsync("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: '۳', bubbles: true }))");
        Assert.Equal("3", await CheckedAsync(page, "a0"));
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("Saved");
        Assert.Equal(3, (await study.StoredAsync(app))[0].Response.Answers[0]);
        await visitor.OpenAsync($"/s/{study.Slug}/overall");
        await page.FocusAsync("textarea");
        await page.Keyboard.TypeAsync("24 hours");
        Assert.Equal("24 hours", await page.InputValueAsync("textarea"));
        visitor.DidNotComplain();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fa")]
    public async Task Every_page_keeps_its_shape_with_letters_twice_as_large_and_every_target_is_44_pixels_high(string language)
    {
        await using var app = await SurveyApp.StartAsync(withSample: true);
        await using var visitor = await browsers.NewVisitorAsync(app, language, 390);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/sample-bank?lang={language}");
        for (var step = 1; ; step++)
        {
            Assert.True(step < 30, "The survey does not come to its end: " + page.Url);
            var name = new Uri(page.Url).Segments[^1];
            var low = await page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('button, .button, select, textarea, input[type=text], .scale label, .options label, .top a, .foot a')]
                  .filter(e => e.getClientRects().length > 0 && e.getBoundingClientRect().height < 43.9).map(e => `${e.tagName} ${e.textContent.trim().slice(0, 20)} ${e.getBoundingClientRect().height}`)
                """);
            Assert.True(low.Length == 0, $"{name}: {string.Join(", ", low)}");
            await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
            await visitor.FitsAsync(name);
            var cut = await page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('main *')].filter(e => e.clientWidth > 0 && !e.matches('input, .unseen, .unseen *') && getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1).map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 20))");
            Assert.True(cut.Length == 0, $"{name}: {string.Join(", ", cut)}");
            if (step == 3) await visitor.SawAsync("twice-as-large");
            await page.EvaluateAsync("document.documentElement.style.fontSize = ''");
            if (await page.Locator(".receipt").CountAsync() > 0) break;
            await visitor.AnswerPageAsync(6, 4, "");
            await visitor.GoOnAsync();
        }
        visitor.DidNotComplain();
    }

    [Fact]
    public async Task With_the_colours_of_the_system_a_chosen_answer_is_told_by_an_outline()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        await using var visitor = await browsers.NewVisitorAsync(app, "en", 390);
        var page = visitor.Page;
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await visitor.OpenAsync($"/s/{study.Slug}?lang=en");
        await visitor.GoOnAsync();
        await visitor.OpenAsync($"/s/{study.Slug}/d1");
        await page.CheckAsync("input[name=a0][value='6']");
        await visitor.SawAsync("forced-colors");

        Assert.Equal("solid", await OutlineAsync(page, "6"));
        Assert.Equal("none", await OutlineAsync(page, "5"));

        static Task<string> OutlineAsync(IPage page, string value) =>
            page.EvaluateAsync<string>($"getComputedStyle(document.querySelector('input[name=a0][value=\"{value}\"]').closest('label')).outlineStyle");
    }

    [Theory]
    [InlineData("en", 390)]
    [InlineData("fa", 1280)]
    public async Task The_conformance_statement_is_linked_from_every_footer(string language, int width)
    {
        await using var app = await SurveyApp.StartAsync(withSample: true);
        await using var visitor = await browsers.NewVisitorAsync(app, language, width);
        await visitor.OpenAsync($"/s/sample-bank?lang={language}");
        await visitor.Page.ClickAsync("footer a");
        Assert.Equal(visitor.Say("Accessibility", "دسترس‌پذیری"), (await visitor.Page.TextContentAsync("h1"))!.Trim());
        await visitor.SawAsync("accessibility");
        await visitor.IsAccessibleAsync("accessibility");
        await visitor.OpenAsync("/sign-in");
        Assert.Equal("/accessibility", await visitor.Page.GetAttributeAsync("footer a", "href"));
        visitor.DidNotComplain();
    }

    private static Task<string> CheckedAsync(IPage page, string name) => page.EvaluateAsync<string>($"document.querySelector('input[name={name}]:checked').value");
}
