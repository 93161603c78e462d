using Microsoft.Playwright;
using Survey.Tests.Support;

namespace Survey.Tests.Browser;

/// <summary>What respondents do to a survey: back, refresh, double click, a second tab, coming back later, and the keyboard.</summary>
[Collection(BrowserTests.Name)]
public sealed class RespondentTests(BrowserHost browsers)
{
    private const string Survey = "/s/sample-bank?branch=tehran-valiasr";

    [Theory]
    [InlineData("en")]
    [InlineData("fa")]
    public async Task Back_refresh_double_click_second_tab_and_return_lose_and_double_nothing(string language)
    {
        await using var app = await SurveyApp.StartAsync(withSample: true);
        await using var respondent = await browsers.NewVisitorAsync(app, language, 320, hasScript: false);
        var page = respondent.Page;
        await respondent.OpenAsync($"{Survey}&lang={language}");
        await page.ClickAsync("main form button.primary");

        var first = page.Url;
        await respondent.AnswerPageAsync(6, 4, "");
        await page.Locator("form#page button.primary").DblClickAsync();
        await page.WaitForURLAsync(address => address != first);
        var second = page.Url;
        Assert.Equal(0, await CheckedAsync(page));

        await page.GoBackAsync();
        await page.ReloadAsync();
        Assert.Equal(first, page.Url);
        var answered = await CheckedAsync(page);
        Assert.True(answered > 0, "The answers of the first page are gone after back and refresh.");

        await page.ClickAsync("form#page button.primary");
        await page.WaitForURLAsync(second);
        await respondent.AnswerPageAsync(5, 3, "");
        await page.ClickAsync("form#page button.primary");
        await page.WaitForURLAsync(address => address != second);
        var third = page.Url;
        await page.ReloadAsync();
        Assert.Equal(third, page.Url);

        respondent.Page = await respondent.NewTabAsync();
        await respondent.OpenAsync($"{Survey}&lang={language}");
        await respondent.SawAsync("resume");
        await respondent.Page.ClickAsync("main .actions a.primary");
        Assert.Equal(new Uri(third).AbsolutePath, new Uri(respondent.Page.Url).AbsolutePath);
        var code = await respondent.AnswerAllAsync(6, 4, respondent.Say("Fine.", "خوب بود."));

        await respondent.Page.ReloadAsync();
        Assert.Equal(code, (await respondent.Page.Locator(".receipt .code").TextContentAsync())!.Trim());
        respondent.DidNotComplain();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fa")]
    public async Task The_whole_survey_can_be_answered_with_the_keyboard_alone(string language)
    {
        await using var app = await SurveyApp.StartAsync(withSample: true);
        await using var respondent = await browsers.NewVisitorAsync(app, language, 390);
        var page = respondent.Page;
        await respondent.OpenAsync($"{Survey}&lang={language}");

        for (var press = 0; await page.Locator(".receipt").CountAsync() == 0; press++)
        {
            Assert.True(press < 1500, "The keyboard does not lead to the receipt: " + page.Url);
            await page.Keyboard.PressAsync("Tab");
            switch (await FocusedAsync(page))
            {
                case "radio":
                    // Space takes the first point, an arrow the next one.
                    await page.Keyboard.PressAsync("Space");
                    await page.Keyboard.PressAsync("ArrowDown");
                    break;
                case "points":
                    await page.Keyboard.TypeAsync("20");
                    break;
                case "textarea":
                    await page.Keyboard.TypeAsync(respondent.Say("By keyboard.", "با صفحه‌کلید."));
                    break;
                case "primary":
                    var before = await page.TitleAsync();
                    await page.Keyboard.PressAsync("Enter");
                    await page.WaitForFunctionAsync("title => document.title !== title", before);
                    break;
            }
        }
        respondent.DidNotComplain();
    }

    private static Task<int> CheckedAsync(IPage page) => page.Locator("form#page input:checked").CountAsync();

    /// <summary>What has the focus, which must be seen: an outline or a border tells it.</summary>
    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>(
        """
        () => {
          const e = document.activeElement;
          if (e.matches('input[type=radio]')) return e.form.querySelector(`input[name="${e.name}"]:checked`) ? '' : 'radio';
          if (e.matches('.points input')) return e.value === '' ? 'points' : '';
          if (e.matches('textarea')) return e.value === '' ? 'textarea' : '';
          return e.matches('button.primary') ? 'primary' : '';
        }
        """);
}
