using Survey.Tests.Respond;
using Survey.Tests.Support;

namespace Survey.Tests.Browser;

/// <summary>What people do with a receipt, on a phone and on a desk: keep it, read, correct, withdraw, and change their mind.</summary>
[Collection(BrowserTests.Name)]
public sealed class ReceiptTests(BrowserHost browsers)
{
    [Theory]
    [InlineData("en", 390)]
    [InlineData("en", 1280)]
    [InlineData("fa", 390)]
    [InlineData("fa", 1280)]
    public async Task A_receipt_is_kept_and_used(string language, int width)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        await using var visitor = await browsers.NewVisitorAsync(app, language, width);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}?lang={language}");
        await visitor.GoOnAsync();
        while (await page.Locator(".receipt").CountAsync() == 0)
        {
            await visitor.AnswerPageAsync(6, 4, visitor.Say("Friendly, but slow.", "خوش‌برخورد، اما کند."));
            await visitor.GoOnAsync();
        }

        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('.qr').complete && document.querySelector('.qr').naturalWidth > 0"));
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.ClickAsync("#receipt-copy");
        await Microsoft.Playwright.Assertions.Expect(page.Locator("#state")).ToHaveTextAsync(visitor.Say("Copied", "رونوشت برداشته شد"));
        Assert.Equal(
            await page.TextContentAsync("#receipt-code") + "\n" + await page.InputValueAsync("#receipt-address"),
            (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).ReplaceLineEndings("\n"));
        Assert.True(await page.IsVisibleAsync("#receipt-print"));
        await LookAsync(visitor, "receipt-kept");

        await page.ClickAsync("main .actions a.primary");
        await LookAsync(visitor, "receipt-answers");
        await page.ClickAsync("#of-d1 ~ p a");
        await page.CheckAsync("input[name=a0][value='1']");
        await LookAsync(visitor, "receipt-correct");
        await page.ClickAsync("form#page button.primary");
        await page.WaitForURLAsync("**/answers?changed=1");
        await LookAsync(visitor, "receipt-corrected");
        Assert.Equal(1, Assert.Single(await study.StoredAsync(app)).Response.Answers[0]);

        await page.ClickAsync("main .actions a[href$='/withdraw']");
        await LookAsync(visitor, "receipt-withdraw");
        await page.ClickAsync("main form button");
        await page.Locator("[data-forget]").WaitForAsync();
        await LookAsync(visitor, "receipt-withdrawn");
        Assert.Empty(await study.StoredAsync(app));
        await page.ClickAsync("main form button");
        await page.WaitForURLAsync("**/receipt");
        Assert.Equal(1, Assert.Single(await study.StoredAsync(app)).Response.Answers[0]);
        visitor.DidNotComplain();
    }

    private static async Task LookAsync(Visitor visitor, string name)
    {
        await visitor.SawAsync(name);
        await visitor.IsAccessibleAsync(name);
    }
}
