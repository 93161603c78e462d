using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Survey.Tests.Support;

namespace Survey.Tests.Browser;

/// <summary>A person with a browser, watched: no page may complain, run against its policy, or ask another host for anything.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private static readonly string Screenshots = Path.Combine(Repository.Folder, "artifacts", "screenshots");

    // Naming every element that is as it should be takes axe long.
    private static readonly AxeRunOptions OnlyFindings = new() { ResultTypes = new HashSet<ResultType> { ResultType.Violations } };

    private readonly List<string> complaints = [];
    private readonly IBrowserContext context;
    private readonly SurveyApp app;

    public Visitor(IBrowserContext context, IPage page, SurveyApp app, string language, int width)
    {
        (this.context, Page, this.app, Language, Width) = (context, page, app, language, width);
        context.SetDefaultTimeout(30_000);
        context.Request += (_, request) =>
        {
            var address = new Uri(request.Url);
            if (address.Scheme is not ("data" or "blob" or "about") && address.Authority != app.Address.Authority) Complain($"asked {address.GetLeftPart(UriPartial.Path)}");
        };
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !IsExpectedStatus(message.Text)) Complain($"console at {message.Page?.Url}: {message.Text}");
        };
        context.WebError += (_, error) => Complain("script: " + error.Error);
        context.Response += (_, response) =>
        {
            if (response.Status >= 500) Complain($"{response.Status} at {response.Url}");
        };
    }

    public IPage Page { get; set; }

    public string Language { get; }

    public int Width { get; }

    public string Say(string english, string persian) => Language == "fa" ? persian : english;

    public Task OpenAsync(string address) => Page.GotoAsync(new Uri(app.Address, address).ToString());

    /// <summary>Follows the one-time link, names the organisation and signs in as its administrator.</summary>
    public async Task SetUpAsync(string organisation)
    {
        await OpenAsync(new Uri(app.Announcements.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).First(word => word.Contains("/set-up?", StringComparison.Ordinal))).PathAndQuery);
        await SawAsync("set-up");
        await Page.FillAsync("[name='Input.Organisation.Name']", organisation);
        await Page.FillAsync("[name='Input.DisplayName']", Say("Nika Rad", "نیکا راد"));
        await Page.FillAsync("[name='Input.Email']", "nika@example.org");
        await Page.FillAsync("[name='Input.Password.First']", "correct horse battery");
        await Page.FillAsync("[name='Input.Password.Second']", "correct horse battery");
        await Page.ClickAsync("main form button[type=submit]");
    }

    /// <summary>A second tab of the same browser.</summary>
    public async Task<IPage> NewTabAsync() => await context.NewPageAsync();

    /// <summary>The page fits its screen, says its language and has one heading; a picture of it is kept.</summary>
    public async Task SawAsync(string name, bool isFull = true)
    {
        var root = Page.Locator("html");
        Assert.Equal(Language, await root.GetAttributeAsync("lang"));
        Assert.Equal(Say("ltr", "rtl"), await root.GetAttributeAsync("dir"));
        Assert.Equal(1, await Page.Locator("h1").CountAsync());
        Assert.NotEqual("", await Page.TitleAsync());
        await FitsAsync(name);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, $"{Language}-{Width}-{name}.png"), FullPage = isFull });
    }

    /// <summary>Nothing on the page is wider than the screen.</summary>
    public async Task FitsAsync(string name)
    {
        var wide = await Page.EvaluateAsync<string>(
            """
            () => {
              const room = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= room) return '';
              const wide = [...document.querySelectorAll('body *')].filter(e => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.right > room + 1 || r.left < -1); });
              return `${document.documentElement.scrollWidth} > ${room}: ` + wide.slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 30)).join(' | ');
            }
            """);
        Assert.True(wide.Length == 0, $"{name} scrolls sideways at {Width} in {Language}: {wide}");
    }

    /// <summary>axe finds nothing on the page.</summary>
    public async Task IsAccessibleAsync(string name)
    {
#pragma warning disable CS0618 // The other way opens a second window for each page, which takes seconds; our pages have no frames, where it would find more.
        var result = await Page.Locator("html").RunAxeLegacy(OnlyFindings);
#pragma warning restore CS0618
        Assert.True(result.Violations.Length == 0, $"{name} in {Language}, {Width} wide: " + string.Join("\n", result.Violations.Select(violation =>
            $"{violation.Id} ({violation.Help}): {string.Join(" ; ", violation.Nodes.Take(4).Select(node => node.Html + " " + JsonSerializer.Serialize(node.Any.Select(check => check.Message))))}")));
    }

    public void DidNotComplain() => Assert.Empty(complaints);

    public ValueTask DisposeAsync() => context.DisposeAsync();

    /// <summary>A page that says with its status that something is missing or wrong is logged by the browser as an error; that is no fault of the page.</summary>
    private static bool IsExpectedStatus(string text) => text.Contains("status of 400", StringComparison.Ordinal) || text.Contains("status of 404", StringComparison.Ordinal);

    private void Complain(string what)
    {
        lock (complaints) complaints.Add(what);
    }
}
