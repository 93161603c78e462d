using Survey.Tests.Support;

namespace Survey.Tests.Browser;

/// <summary>The pictures of the README, of the sample study. They stand in docs/; one that is deleted is made anew.</summary>
[Collection(BrowserTests.Name)]
public sealed class PictureTests(BrowserHost browsers)
{
    [Fact]
    public async Task The_results_page_in_Persian_and_the_answer_page_on_a_phone_are_as_the_README_shows()
    {
        await using var app = await SurveyApp.StartAsync(withSample: true);

        await using (var manager = await browsers.NewVisitorAsync(app, "fa", 1000))
        {
            await manager.SetUpAsync("بانک بنفشه");
            await manager.OpenAsync("/surveys/sample-bank/results");
            await manager.SawAsync("readme-results", isFull: false);
            await KeepAsync(manager, "results-fa.png", 1480);
        }

        await using var respondent = await browsers.NewVisitorAsync(app, "en", 390, hasScript: false);
        await respondent.OpenAsync("/s/sample-bank?branch=tehran-valiasr&lang=en");
        await respondent.Page.ClickAsync("main form button.primary");
        await respondent.AnswerPageAsync(6, 4, "");
        await respondent.Page.ClickAsync("form#page button.primary");
        await respondent.Page.Locator("form#page .scale").First.Locator("input[value='6']").CheckAsync();
        await respondent.SawAsync("readme-answer", isFull: false);
        await KeepAsync(respondent, "answer-en.png", 844);
    }

    private static async Task KeepAsync(Visitor visitor, string name, int height)
    {
        var path = Path.Combine(Repository.Folder, "docs", name);
        if (!File.Exists(path)) await visitor.Page.ScreenshotAsync(new() { Path = path, FullPage = true, Clip = new() { Width = visitor.Width, Height = height } });
        Assert.InRange(new FileInfo(path).Length, 10_000, 400_000);
    }
}
