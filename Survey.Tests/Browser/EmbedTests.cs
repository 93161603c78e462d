using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Playwright;
using Survey.Tests.Respond;
using Survey.Tests.Support;
using Survey.Web.Storage;

namespace Survey.Tests.Browser;

/// <summary>The survey in a page of another site, with the snippet that managers are given.</summary>
[Collection(BrowserTests.Name)]
public sealed class EmbedTests(BrowserHost browsers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", true)]
    [InlineData("fa", false)]
    public async Task A_survey_in_another_site_is_answered_to_its_end_and_its_frame_grows_with_it(string language, bool hasScript)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var host = new HostPage($"<iframe id='survey' src='{app.Address}s/{study.Slug}/embed?lang={language}' title='Survey' width='100%' height='640'></iframe><script src='{app.Address}embed.js' async></script>");
        await app.Service<SurveyChannelStore>().SaveAsync(study.Organisation, study.SurveyId, new() { HasEmbed = true, EmbedSites = [host.Origin] }, Cancel);
        await using var visitor = await browsers.NewVisitorAsync(app, language, 390, hasScript);
        var page = visitor.Page;
        await page.GotoAsync(host.Origin + "/");
        var frame = page.FrameLocator("#survey");

        await frame.Locator("main form button.primary").ClickAsync();
        await Assertions.Expect(frame.Locator("form#page")).ToHaveCountAsync(1);
        for (var step = 1; await frame.Locator("form#page").CountAsync() > 0; step++)
        {
            Assert.True(step < 20, "The survey does not come to its end.");
            var heading = await frame.Locator("h1").TextContentAsync();
            foreach (var scale in await frame.Locator("form#page .scale").AllAsync()) await scale.Locator("input[value='6']").CheckAsync();
            if (hasScript) await page.WaitForFunctionAsync("() => { const f = document.getElementById('survey'); return Number(f.height) !== 640; }");
            await frame.Locator("form#page button.primary").ClickAsync();
            await Assertions.Expect(frame.Locator("h1")).Not.ToHaveTextAsync(heading!);
        }

        await Assertions.Expect(frame.Locator(".receipt .code")).ToHaveCountAsync(1);
        Assert.Empty(await page.Context.CookiesAsync());
        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.Equal((true, "embed", language, (byte)6), (stored.IsComplete, stored.Response.Channel, stored.Response.Language, stored.Response.Answers[0]));
    }

    [Fact]
    public async Task A_site_that_was_not_named_cannot_hold_it()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var host = new HostPage($"<iframe id='survey' src='{app.Address}s/{study.Slug}/embed' title='Survey'></iframe>");
        await app.Service<SurveyChannelStore>().SaveAsync(study.Organisation, study.SurveyId, new() { HasEmbed = true, EmbedSites = ["https://www.bank.example"] }, Cancel);
        await using var visitor = await browsers.NewVisitorAsync(app, "en");
        var refused = visitor.Page.WaitForConsoleMessageAsync(new() { Predicate = message => message.Text.Contains("frame-ancestors", StringComparison.Ordinal) });

        await visitor.Page.GotoAsync(host.Origin + "/");

        await refused;
        Assert.Equal(0, await visitor.Page.FrameLocator("#survey").Locator("main").CountAsync());
    }

    /// <summary>A page of somebody else, under another name than the survey's server.</summary>
    private sealed class HostPage : IDisposable
    {
        private readonly HttpListener listener = new();

        public HostPage(string body)
        {
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Origin = $"http://localhost:{((IPEndPoint)free.LocalEndpoint).Port}";
            }
            listener.Prefixes.Add(Origin + "/");
            listener.Start();
            _ = AnswerAsync(Encoding.UTF8.GetBytes($"<!DOCTYPE html><html lang='en'><title>Host</title><body><h1>Host</h1>{body}</body></html>"));
        }

        public string Origin { get; }

        public void Dispose() => listener.Close();

        private async Task AnswerAsync(byte[] page)
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    context.Response.ContentType = "text/html; charset=utf-8";
                    await context.Response.OutputStream.WriteAsync(page, CancellationToken.None);
                    context.Response.Close();
                }
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
