using Survey.Tests.Respond;
using Survey.Tests.Support;
using Survey.Web.Features.Respond;

namespace Survey.Tests.Browser;

/// <summary>While very many begin at once, a real browser does the work that is asked for and goes on by itself.</summary>
[Collection(BrowserTests.Name)]
public sealed class CrowdTests(BrowserHost browsers)
{
    [Fact]
    public async Task In_a_crowd_the_module_does_the_work_and_the_person_notices_nothing_but_some_seconds()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        await using var visitor = await browsers.NewVisitorAsync(app, "en", 390);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}?lang=en");
        var guard = app.Service<BeginningGuard>();
        for (var k = 0; k < BeginningGuard.Crowd; k++) Assert.True(guard.Takes(study.SurveyId, "program", "", ""));

        var worked = await page.RunAndWaitForRequestAsync(() => page.ClickAsync("main form button.primary"), request => request.PostData?.Contains("work=", StringComparison.Ordinal) == true);
        Assert.Equal(204, (await worked.ResponseAsync())!.Status);
        await page.WaitForURLAsync("**/about*");

        Assert.Single(await study.StoredAsync(app));
    }
}
