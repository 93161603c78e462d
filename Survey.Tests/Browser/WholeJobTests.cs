using System.Text;
using Microsoft.Playwright;
using Survey.Tests.Reports;
using Survey.Tests.Support;

namespace Survey.Tests.Browser;

/// <summary>The main job, clicked through: set up, create from SERVQUAL, publish, answer without script, see the gaps, take the report, invite.</summary>
[Collection(BrowserTests.Name)]
public sealed class WholeJobTests(BrowserHost browsers)
{
    [Theory]
    [InlineData("en", 1280)]
    [InlineData("fa", 1280)]
    [InlineData("en", 390)]
    [InlineData("fa", 390)]
    public async Task From_the_set_up_link_to_the_report_on_the_managers_desk(string language, int width)
    {
        await using var app = await SurveyApp.StartAsync();
        await using var manager = await browsers.NewVisitorAsync(app, language, width);
        var page = manager.Page;
        await manager.SetUpAsync(manager.Say("Sample Bank", "بانک نمونه"));
        await manager.SawAsync("surveys-empty");

        await manager.OpenAsync("/surveys/new");
        await page.CheckAsync("[id='instrument.servqual']");
        await page.FillAsync("[name='title.en']", "Our branches");
        await page.FillAsync("[name='title.fa']", "شعبه‌های ما");
        await manager.SawAsync("new-survey");
        await page.ClickAsync("form.new-survey button.button-primary");

        await AddBranchesAsync(page);
        await page.Locator("button[name=do][value=save]").Last.ClickAsync();
        await manager.SawAsync("edit");
        var survey = new Uri(page.Url).AbsolutePath.Replace("/edit", "", StringComparison.Ordinal);

        await manager.OpenAsync(survey + "/publish");
        await manager.SawAsync("publish");
        await page.ClickAsync("form[action$='/publish-version'] button");
        await manager.SawAsync("published");
        await manager.OpenAsync(survey + "/links");
        await manager.SawAsync("links");
        var branches = await page.Locator(".link-address a").EvaluateAllAsync<string[]>("links => links.map(link => link.href)");
        Assert.Equal(3, branches.Length);

        await using var respondent = await browsers.NewVisitorAsync(app, language, width, hasScript: false);
        var codes = new HashSet<string>();
        foreach (var branch in branches[1..])
        {
            // The second person answers on the same device.
            await respondent.OpenAsync(new Uri(branch).PathAndQuery + "&anew=1");
            await respondent.SawAsync("start");
            await respondent.Page.ClickAsync("main form button.primary");
            codes.Add(await respondent.AnswerAllAsync(6, 4, respondent.Say("Too long a queue, \"again\".", "صف خیلی طولانی بود؛ «باز هم».")));
        }
        Assert.Equal(2, codes.Count);
        respondent.DidNotComplain();

        await manager.OpenAsync(survey + "/results");
        await manager.SawAsync("results");
        Assert.Contains(manager.Say("\u22122.00", "\u2212۲٫۰۰"), await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await manager.OpenAsync(survey + "/results/compare");
        await manager.SawAsync("compare");
        await manager.OpenAsync(survey + "/report");
        await manager.SawAsync("report");
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.Locator($"a[href*='report.pdf'][href*='lang={language}']").ClickAsync(), new() { Timeout = 120_000 });
        await using (var stream = await download.CreateReadStreamAsync())
        using (var bytes = new MemoryStream())
        {
            await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            Assert.StartsWith("%PDF", Encoding.ASCII.GetString(bytes.ToArray(), 0, 4), StringComparison.Ordinal);
            using var pdf = new PdfFile(bytes.ToArray());
            Assert.Contains(PdfFile.Plain(manager.Say("Our branches", "شعبه\u200Cهای ما")), PdfFile.Plain(pdf.Pages[0]), StringComparison.Ordinal);
        }

        await InviteAsync(app, manager);
        manager.DidNotComplain();
    }

    private static async Task AddBranchesAsync(IPage page)
    {
        await page.FillAsync("[name='attribute.new.en']", "Branch");
        await page.FillAsync("[name='attribute.new.fa']", "شعبه");
        await page.ClickAsync("button[value='add-attribute']");
        var attribute = page.Locator("fieldset.attribute").Last;
        await attribute.Locator("select[name$='.asked']").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        foreach (var (english, persian) in new[] { ("North", "شمال"), ("South", "جنوب") })
        {
            await attribute.Locator("[name$='.new.en']").FillAsync(english);
            await attribute.Locator("[name$='.new.fa']").FillAsync(persian);
            await attribute.Locator("button[value^='add-option']").ClickAsync();
        }
    }

    /// <summary>A colleague is invited by a link, sets a password and is in.</summary>
    private async Task InviteAsync(SurveyApp app, Visitor manager)
    {
        await manager.OpenAsync("/people/invite");
        await manager.Page.FillAsync("[name='Input.DisplayName']", manager.Say("Omid Karimi", "امید کریمی"));
        await manager.Page.FillAsync("[name='Input.Email']", "omid@example.org");
        await manager.SawAsync("invite");
        await manager.Page.ClickAsync("main form.form button[type=submit]");
        await manager.SawAsync("invited");
        var link = await manager.Page.InputValueAsync("#one-time-link");

        await using var colleague = await browsers.NewVisitorAsync(app, manager.Language, manager.Width);
        await colleague.OpenAsync(new Uri(link).PathAndQuery);
        await colleague.SawAsync("invitation");
        await colleague.Page.FillAsync("[name='Input.Password.First']", "another long password");
        await colleague.Page.FillAsync("[name='Input.Password.Second']", "another long password");
        await colleague.Page.ClickAsync("main form button[type=submit]");
        await colleague.Page.Locator("a[href^='/surveys/']").First.WaitForAsync();
        await colleague.SawAsync("surveys");
        await manager.OpenAsync("/people");
        await manager.SawAsync("people");
        colleague.DidNotComplain();
    }
}
