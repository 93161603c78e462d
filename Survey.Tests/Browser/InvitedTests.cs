using Microsoft.Playwright;
using Survey.Tests.Respond;
using Survey.Tests.Support;
using Survey.Web.Features.Inviting;
using Survey.Web.Storage;

namespace Survey.Tests.Browser;

/// <summary>Who comes by invitation, in a real browser: the code opens the survey once, also when the line is lost in between.</summary>
[Collection(BrowserTests.Name)]
public sealed class InvitedTests(BrowserHost browsers)
{
    private static readonly SurveySettings ByToken = RespondStudy.Bilingual with { Duplicates = DuplicateControl.Token, IsAnonymous = true };

    [Theory]
    [InlineData("en")]
    [InlineData("fa")]
    public async Task An_invited_person_types_the_code_loses_the_line_and_answers_once(string language)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app, settings: ByToken);
        var link = Assert.Single(await InvitationTests.InviteAsync(app, study, new InvitedPerson("Sara", null, null)));
        await using var visitor = await browsers.NewVisitorAsync(app, language, 390);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}?lang={language}");
        await visitor.SawAsync("access");
        await visitor.IsAccessibleAsync("access");
        await page.FillAsync("#code", link.Split('=')[1].ToLowerInvariant());
        await page.ClickAsync("main form button.primary");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(visitor.Say("Your invitation counts once", "دعوت شما یک بار به کار می‌آید"));
        await visitor.IsAccessibleAsync("invited");
        await page.Context.SetOfflineAsync(true);
        await page.ClickAsync("main form button.primary");
        while (await page.Locator("form#page").CountAsync() > 0)
        {
            var heading = await page.Locator("h1").TextContentAsync();
            await visitor.AnswerPageAsync(6, 4, "");
            await page.ClickAsync("form#page button.primary");
            await Assertions.Expect(page.Locator("h1")).Not.ToHaveTextAsync(heading!);
        }
        await page.Context.SetOfflineAsync(false);
        await page.WaitForURLAsync("**/receipt");

        Assert.True(Assert.Single(await study.StoredAsync(app)).IsComplete);
        Assert.Equal(new InvitationCounts(0, 0, 1, 0), await app.Service<InvitationStore>().CountsAsync(study.Organisation, study.SurveyId, TestContext.Current.CancellationToken));
        await using var other = await browsers.NewVisitorAsync(app, language, 390);
        await other.OpenAsync($"/s/{study.Slug}{link}&lang={language}");
        await Assertions.Expect(other.Page.Locator("h1")).ToHaveTextAsync(other.Say("This invitation has been used", "از این دعوت‌نامه استفاده شده است"));
    }

    [Fact]
    public async Task A_survey_s_own_colour_is_applied_under_the_strict_policy_on_light_and_dark_ground()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app, settings: RespondStudy.Bilingual with { Accent = "#8a1f5c" });
        await using var visitor = await browsers.NewVisitorAsync(app, "en", 390);
        await visitor.OpenAsync($"/s/{study.Slug}?lang=en");
        Assert.Equal("rgb(138, 31, 92)", await ColourAsync(visitor));
        await visitor.IsAccessibleAsync("accent");
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.Equal("rgb(185, 121, 157)", await ColourAsync(visitor));
        await visitor.IsAccessibleAsync("accent dark");
    }

    private static Task<string> ColourAsync(Visitor visitor) => visitor.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.primary')).backgroundColor");
}
