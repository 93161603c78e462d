using Survey.Tests.Fielding;
using Survey.Tests.Support;
using Survey.Web.Storage;

namespace Survey.Tests.Browser;

/// <summary>What the designer's module adds to its plain form, in a real browser.</summary>
[Collection(BrowserTests.Name)]
public sealed class DesignerTests(BrowserHost browsers)
{
    [Theory]
    [InlineData("en", 1500)]
    [InlineData("fa", 1500)]
    public async Task What_is_typed_is_saved_items_are_dragged_and_the_preview_stands_beside(string language, int width)
    {
        await using var app = await SurveyApp.StartAsync();
        await using var visitor = await browsers.NewVisitorAsync(app, language, width);
        var page = visitor.Page;
        await visitor.SetUpAsync("Bank");
        var organisation = (await app.OrganisationAsync()).Id;
        var surveys = app.Service<SurveyStore>();
        await surveys.CreateAsync(organisation, "our-service", Surveys.Draft(), null, TestContext.Current.CancellationToken);
        await visitor.OpenAsync("/surveys/our-service/design");

        await page.Locator("[id='item.1.text.en']").FillAsync("Kept by the browser");
        await SavedAsync();
        Assert.Equal("Kept by the browser", (await DraftAsync()).Items.First().Text.In("en"));

        await page.Locator("[data-item='2'] .drag-handle").DragToAsync(page.Locator("[data-item='1']"), new() { TargetPosition = new() { X = 100, Y = 5 } });
        await SavedAsync();
        Assert.Equal(["2", "1", "3"], (await DraftAsync()).Items.Select(item => item.Id));

        await page.Locator("[id='item.1.text.en']").PressAsync("Alt+ArrowDown");
        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("#item\\.1\\.text\\.(en|fa)$"));
        Assert.Equal(["reliability:2", "empathy:1,3"], (await DraftAsync()).Dimensions.Select(dimension => $"{dimension.Id}:{string.Join(',', dimension.Items.Select(item => item.Id))}"));

        await page.FrameLocator(".design-preview iframe").Locator("h1").WaitForAsync();
        await visitor.FitsAsync("designer");
        visitor.DidNotComplain();

        async Task SavedAsync()
        {
            var saved = visitor.Say("Saved.", "ذخیره شد.");
            await page.WaitForFunctionAsync("saved => document.querySelector('[data-status]').textContent === saved", saved);
            await page.EvaluateAsync("() => { document.querySelector('[data-status]').textContent = ''; }");
        }

        async Task<Survey.Scoring.Instrument.Questionnaire> DraftAsync() =>
            (await surveys.FindAsync(organisation, "our-service", TestContext.Current.CancellationToken))!.Draft.Questionnaire;
    }
}
