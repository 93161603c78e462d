using System.Net;
using Survey.Tests.Fielding;
using Survey.Tests.Reports;
using Survey.Tests.Support;
using Survey.Web.Platform.Security;
using Survey.Web.Reports.Pdf.Chromium;
using Survey.Web.Storage;

namespace Survey.Tests.Channels;

/// <summary>The page of all channels and the files that it makes.</summary>
public sealed class ChannelsPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "Sheet 000007", "Page 1 of ")]
    [InlineData("fa", "برگهٔ ۰۰۰۰۰۷", "صفحهٔ ۱ از ")]
    public async Task Sheets_bear_their_code_on_every_page_and_every_question(string language, string sheet, string page)
    {
        Assert.SkipWhen(BrowserProgram.Find(null).Path is null, "No Chromium, Chrome or Edge is installed.");
        await using var app = await SurveyApp.StartAsync();
        await PublishAsync(app);
        using var browser = await app.SignInAsync(role: Roles.Viewer, language: language);

        using var pdf = new PdfFile(await FileAsync(browser, $"/surveys/our-service/paper.pdf?from=7&to={(language == "fa" ? "۸" : "8")}&language={language}"));

        var pages = pdf.Pages;
        Assert.Equal(0, pages.Count % 2);
        for (var k = 0; k < pages.Count; k++)
            Assert.Contains($"SHEET:our-service:1:{(k < pages.Count / 2 ? "000007" : "000008")}:{(k % (pages.Count / 2)) + 1}", pages[k], StringComparison.Ordinal);
        var first = PdfFile.Plain(pages[0]);
        foreach (var text in new[] { sheet, page }) Assert.Contains(PdfFile.Plain(text), first, StringComparison.Ordinal);
        var all = PdfFile.Plain(string.Concat(pages.Take(pages.Count / 2)));
        var questionnaire = Surveys.Questionnaire();
        string[] asked =
        [
            .. questionnaire.Items.Select(item => item.Text.In(language)), .. questionnaire.Batteries.Select(battery => battery.Title.In(language)),
            .. questionnaire.Attributes[0].Options.Select(option => option.Text.In(language)), questionnaire.Outcomes[0].Text.In(language), questionnaire.Comment!.In(language),
        ];
        Assert.All(asked, text => Assert.Contains(PdfFile.Plain(text), all, StringComparison.Ordinal));
        Assert.Contains("Tagged:          yes", pdf.Information, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cards_are_made_for_every_branch_with_its_address()
    {
        Assert.SkipWhen(BrowserProgram.Find(null).Path is null, "No Chromium, Chrome or Edge is installed.");
        await using var app = await SurveyApp.StartAsync();
        await PublishAsync(app);
        using var browser = await app.SignInAsync(role: Roles.Viewer, language: "en");

        using var pdf = new PdfFile(await FileAsync(browser, "/surveys/our-service/cards.pdf?attribute=branch&language=en&via=desk-3"));

        foreach (var text in new[] { "North", "South", "branch=north&via=desk-3", "branch=south&via=desk-3" }) Assert.Contains(text, pdf.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_of_sheets_that_cannot_be_made_are_named()
    {
        await using var app = await SurveyApp.StartAsync();
        await PublishAsync(app);
        using var browser = await app.SignInAsync(role: Roles.Viewer, language: "en");

        var page = await browser.OpenAsync("/surveys/our-service/paper.pdf?from=5&to=4&language=en");

        Assert.Equal("Channels", page.Title);
        Assert.Equal("true", page.Document.QuerySelector("#from")!.GetAttribute("aria-invalid"));
        Assert.Equal("5", page.Document.QuerySelector("#from")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Other_organisations_and_strangers_see_none_of_it()
    {
        await using var app = await SurveyApp.StartAsync();
        await PublishAsync(app);
        var other = new Survey.Web.Platform.OrganisationId(Guid.CreateVersion7().ToString());
        await Respond.RespondStudy.AddOrganisationAsync(app.Service<Survey.Web.Platform.Database>(), other);
        using var foreign = await app.SignInAsync(role: Roles.Manager, organisation: other);
        using var stranger = app.NewBrowser();

        foreach (var address in new[] { "channels", "cards.pdf", "paper.pdf?from=1&to=1" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await foreign.OpenAsync($"/surveys/our-service/{address}")).Status);
            Assert.Contains("/sign-in", (await stranger.OpenAsync($"/surveys/our-service/{address}")).Address.PathAndQuery, StringComparison.Ordinal);
        }
    }

    private static async Task<byte[]> FileAsync(TestBrowser browser, string address)
    {
        var answer = await browser.Client.GetAsync(new Uri(browser.Client.BaseAddress!, address), Cancel);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsByteArrayAsync(Cancel);
    }

    private static async Task PublishAsync(SurveyApp app)
    {
        var organisation = (await app.OrganisationAsync()).Id;
        var surveys = app.Service<SurveyStore>();
        var (survey, _) = await surveys.CreateAsync(organisation, "our-service", Surveys.Draft(), null, Cancel);
        await surveys.PublishAsync(organisation, survey, 1, null, Cancel);
    }
}
