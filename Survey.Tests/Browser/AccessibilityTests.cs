using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Survey.Tests.Support;
using Survey.Web;

namespace Survey.Tests.Browser;

/// <summary>Every page, in both languages, on a desk and on phones, light and dark: axe finds nothing, nothing scrolls sideways, nothing complains.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class AccessibilityTests(BrowserHost browsers)
{
    private static readonly string[] Pages =
    [
        "/surveys", "/surveys/new", "/surveys/new/servqual", "/surveys/deleted", "/surveys/sample-bank", "/surveys/sample-bank/edit", "/surveys/sample-bank/publish", "/surveys/sample-bank/links", "/surveys/sample-bank/channels",
        "/surveys/sample-bank/invitations", "/surveys/sample-bank/entry", "/surveys/sample-bank/questionnaire", "/surveys/sample-bank/import", "/surveys/sample-bank/export", "/surveys/sample-bank/anonymity",
        "/surveys/sample-bank/plan", "/surveys/sample-bank/results/sample", "/surveys/sample-bank/results/questions", "/surveys/sample-bank-tolerance/results",
        "/accessibility", "/people", "/people/invite", "/settings", "/account", "/no-such-page",
    ];

    // axe needs up to half a minute for each of these, so it reads them in two of the six ways of looking; that they fit is seen in all.
    private static readonly string[] LongPages =
    [
        "/surveys/sample-bank/results", "/surveys/sample-bank/results/compare", "/surveys/sample-bank/results/priorities", "/surveys/sample-bank/results/quality",
        "/surveys/sample-bank/results/structure", "/surveys/sample-bank/results/waves", "/surveys/sample-bank/report", "/surveys/sample-bank/design",
    ];

    [Theory]
    [InlineData("en", 1280, false)]
    [InlineData("en", 390, true)]
    [InlineData("en", 320, false)]
    [InlineData("fa", 1280, true)]
    [InlineData("fa", 390, false)]
    [InlineData("fa", 320, false)]
    public async Task No_page_has_a_finding(string language, int width, bool isDark)
    {
        await using var app = await SurveyApp.StartAsync(withSample: true);
        await using var visitor = await browsers.NewVisitorAsync(app, language, width, isDark: isDark);
        await visitor.OpenAsync("/sign-in");
        await visitor.SawAsync("sign-in");
        await visitor.IsAccessibleAsync("/sign-in");
        await visitor.SetUpAsync(visitor.Say("Banafsheh Bank", "بانک بنفشه"));

        var findings = new List<string>();
        foreach (var address in Pages) await LookAsync(visitor, address, findings);
        foreach (var address in LongPages) await LookAsync(visitor, address, findings, isRead: (language, width) is ("en", 390) or ("fa", 1280));

        await visitor.OpenAsync($"/s/sample-bank?lang={language}");
        await LookAsync(visitor, null, findings);
        await visitor.GoOnAsync();
        for (var step = 1; await visitor.Page.Locator(".receipt").CountAsync() == 0; step++)
        {
            Assert.True(step < 30, "The survey does not come to its end: " + visitor.Page.Url);
            await LookAsync(visitor, null, findings);
            await visitor.AnswerPageAsync(6, 4, "");
            await visitor.GoOnAsync();
        }
        await LookAsync(visitor, null, findings);

        Assert.True(findings.Count == 0, string.Join("\n\n", findings));
        visitor.DidNotComplain();
    }

    // What these show depends on something that has to be done before; other tests look at them, or at pages made of the same parts.
    private static readonly string[] ReachedOtherwise =
    [
        "/not-found", "/sign-in", "/set-up", "/invitation", "/reset-password", "/people/{AccountId:regex(^[0-9a-f]{{32}}$)}", "/surveys/{Slug}/import/{Token}", "/surveys/{Slug}/results/questions/{QuestionId}",
        "/surveys/{Slug}/entry/{Sheet}",
    ];

    [Fact]
    public void No_page_is_forgotten()
    {
        var looked = Pages.Concat(LongPages).ToArray();
        var forgotten = typeof(SurveyApplication).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>())
            .Select(route => route.Template).Except(ReachedOtherwise).Where(template => !looked.Any(address => Regex.IsMatch(address, $"^{Parameter().Replace(template, "[^/]+")}$")));

        Assert.Empty(forgotten);
    }

    [GeneratedRegex(@"\{[^}]+\}+", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    private static async Task LookAsync(Visitor visitor, string? address, List<string> findings, bool isRead = true)
    {
        if (address is not null) await visitor.OpenAsync(address);
        var name = new Uri(visitor.Page.Url).AbsolutePath;
        try
        {
            await visitor.SawAsync("page" + name.Replace('/', '-'));
            if (isRead) await visitor.IsAccessibleAsync(name);
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            findings.Add(exception.Message);
        }
    }
}
