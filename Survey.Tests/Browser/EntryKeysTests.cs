using Microsoft.Playwright;
using Survey.Scoring.Responses;
using Survey.Tests.Fielding;
using Survey.Tests.Support;
using Survey.Web.Storage;

namespace Survey.Tests.Browser;

/// <summary>A sheet is entered with the number keys alone.</summary>
[Collection(BrowserTests.Name)]
public sealed class EntryKeysTests(BrowserHost browsers)
{
    [Theory]
    [InlineData("en", 1280)]
    [InlineData("fa", 390)]
    public async Task Digits_move_on_and_enter_stores_the_sheet_and_opens_the_next(string language, int width)
    {
        await using var app = await SurveyApp.StartAsync();
        await using var visitor = await browsers.NewVisitorAsync(app, language, width);
        await visitor.SetUpAsync("Bank");
        var cancel = TestContext.Current.CancellationToken;
        var organisation = (await app.OrganisationAsync()).Id;
        var surveys = app.Service<SurveyStore>();
        var (survey, _) = await surveys.CreateAsync(organisation, "our-service", Surveys.Draft(), null, cancel);
        await surveys.PublishAsync(organisation, survey, 1, null, cancel);
        var page = visitor.Page;
        await visitor.OpenAsync("/surveys/our-service/channels");
        await visitor.SawAsync("channels");
        await page.ClickAsync("a[href$='/entry']");
        await visitor.SawAsync("entry");
        await visitor.IsAccessibleAsync("entry");

        var keyboard = page.Keyboard;
        await page.FocusAsync("#sheet");
        await keyboard.TypeAsync("SHEET:our-service:1:000042:1");
        await keyboard.PressAsync("Enter");
        await page.FocusAsync("[id='c.E1']");
        await keyboard.TypeAsync(language == "fa" ? "۵۴-ن۳." : "54-n3.");
        // Ten can follow a one: that waits, and the next key moves on.
        await page.FocusAsync("[id='c.overall']");
        await keyboard.TypeAsync(language == "fa" ? "۱۰" : "10");
        Assert.Equal("c.comment", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        await page.FocusAsync("[id='c.overall']");
        await keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator(".notice-success")).ToContainTextAsync(visitor.Say("000042", "۰۰۰۰۴۲"));
        await visitor.SawAsync("entry-stored");
        await visitor.OpenAsync("/surveys/our-service/entry/000042");
        await visitor.SawAsync("entry-second");
        await visitor.IsAccessibleAsync("entry-second");
        visitor.DidNotComplain();
        var stored = new List<StoredResponse>();
        await foreach (var response in app.Service<ResponseStore>().ReadAsync(organisation, survey, new ResponseFilter(), cancel)) stored.Add(response);
        Assert.Equal([5, AnswerCode.Skipped, 3, 4, AnswerCode.NotApplicable, AnswerCode.Skipped], Assert.Single(stored).Response.Answers);
    }
}
