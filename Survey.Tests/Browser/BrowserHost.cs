using Microsoft.Playwright;
using Survey.Tests.Support;
using Survey.Web.Reports.Pdf.Chromium;

namespace Survey.Tests.Browser;

/// <summary>One installed Chromium for all browser tests; they run one after another, each with a profile of its own.</summary>
public sealed class BrowserHost : IAsyncLifetime
{
    /// <summary>Nothing but what the pages ask for leaves the machine, and no request of the browser's own is taken for one of the pages'.</summary>
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (BrowserProgram.Find(Environment.GetEnvironmentVariable("SURVEY_BROWSER")).Path is not { } path) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>A person with a browser: a language, a screen, and script or not.</summary>
    internal async Task<Visitor> NewVisitorAsync(SurveyApp app, string language, int width = 1280, bool hasScript = true, bool isDark = false)
    {
        Assert.SkipWhen(browser is null, "No Chromium, Chrome or Edge is installed.");
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = app.Address.ToString(),
            Locale = language == "fa" ? "fa-IR" : "en-GB",
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
            JavaScriptEnabled = hasScript,
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            AcceptDownloads = true,
        });
        return new Visitor(context, await context.NewPageAsync(), app, language, width);
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserHost>
{
    public const string Name = "browser";
}
