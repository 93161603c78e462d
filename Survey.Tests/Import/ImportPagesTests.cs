using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Survey.Tests.Responses;
using Survey.Tests.Support;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Tests.Import;

public sealed class ImportPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task A_manager_checks_a_file_agrees_and_takes_the_responses_out_again(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        await PublishAsync(app);
        Assert.Contains("There are no responses yet", (await browser.OpenAsync("/surveys/small/export")).Text, StringComparison.Ordinal);

        var csv = $"{CsvFiles.Header},Note\n{CsvFiles.Good},x\nb,3,NA,-,,2,3,,,10,جنوب,m,\"one\ntwo\",\n";
        var preview = await UploadAsync(browser, csv);
        Assert.Equal("Check before importing", preview.Title);
        foreach (var text in new[] { "2 responses can be imported", "Note", "Cells are separated by commas.", "The encoding is UTF-8.", "6 of 6", "South" })
            Assert.Contains(text, preview.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await CountsAsync(app)).Complete);

        var done = await browser.SubmitAsync(preview, "form.form");
        Assert.Contains("2 new, 0 replaced, 0 left out.", done.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await CountsAsync(app)).Complete);
        Assert.Contains("no longer here", (await browser.OpenAsync(preview.Address.PathAndQuery)).Text, StringComparison.Ordinal);

        var export = await browser.OpenAsync("/surveys/small/export");
        Assert.NotNull(export.Document.QuerySelector("a[href='/surveys/small/results.json']"));
        var download = await browser.Client.GetAsync(new Uri(browser.Client.BaseAddress!, export.Document.QuerySelector("a.button-primary")!.GetAttribute("href")), Cancel);
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition!.DispositionType);
        var given = CsvFiles.Read(csv).Responses.Responses().Select(response => response with { Status = "complete", Version = 1 });
        Assert.Equal(given, CsvFiles.Read(await download.Content.ReadAsByteArrayAsync(Cancel), CsvFiles.Small).Responses.Responses());

        var again = await UploadAsync(browser, csv.Replace("fine", "changed", StringComparison.Ordinal));
        Assert.Contains("2 responses are in the survey already", again.Text, StringComparison.Ordinal);
        var undecided = await browser.SubmitAsync(again, "form.form");
        Assert.Equal(HttpStatusCode.BadRequest, undecided.Status);
        var replaced = await browser.SubmitAsync(undecided, "form.form", ("Posted.OnDuplicate", "replace"));
        Assert.Contains("0 new, 2 replaced, 0 left out.", replaced.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_bad_row_is_shown_with_line_column_and_reason_and_nothing_can_be_imported()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "fa");
        await PublishAsync(app);
        var page = await UploadAsync(browser, $"{CsvFiles.Header}\na,9,2,3,3,2,1,60,40,7,01,f,\nb,1,2,3,3,2,1,60,-5,7,09,f,\n");

        Assert.Equal("fa", page.Language);
        Assert.Contains("این مقدار در مقیاس ۱ تا ۳ نیست.", page.Text, StringComparison.Ordinal);
        Assert.Contains("امتیاز اهمیت نمی‌تواند منفی باشد.", page.Text, StringComparison.Ordinal);
        Assert.Equal(["۲", "۳", "۳"], page.Document.QuerySelectorAll("table[aria-labelledby=errors] tbody td:first-child").Select(cell => cell.TextContent));
        Assert.Null(page.Document.QuerySelector("form.form"));
        var discarded = await browser.SubmitAsync(page, "main form");
        Assert.Contains("پرونده پاک شد و چیزی وارد نشد.", discarded.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await CountsAsync(app)).Complete);
    }

    [Fact]
    public async Task Without_a_file_the_form_says_so()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        await PublishAsync(app);
        var page = await UploadAsync(browser, "");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Choose a file that is not empty.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_larger_than_the_usual_limit_of_the_server_is_taken()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        await PublishAsync(app);
        var comment = new string('x', 400_000);
        var rows = string.Concat(Enumerable.Range(0, 90).Select(i => $"r{i},1,2,3,3,2,1,60,40,7,01,f,{comment}\n"));

        Assert.Contains("90 responses can be imported", (await UploadAsync(browser, $"{CsvFiles.Header}\n{rows}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Viewers_and_other_organisations_see_none_of_it()
    {
        await using var app = await SurveyApp.StartAsync();
        using var manager = await app.SignInAsync(role: Roles.Manager, language: "en");
        await PublishAsync(app);
        var preview = await UploadAsync(manager, $"{CsvFiles.Header}\n{CsvFiles.Good}\n");
        using var viewer = await app.SignInAsync(role: Roles.Viewer, language: "en");

        foreach (var address in new[] { "/surveys/small/import", "/surveys/small/export", "/surveys/small/export/responses.csv", preview.Address.PathAndQuery })
            Assert.NotEqual(HttpStatusCode.OK, (await viewer.OpenAsync(address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.OpenAsync("/surveys/other/import")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.OpenAsync("/surveys/other/export/responses.csv")).Status);
    }

    private static async Task PublishAsync(SurveyApp app)
    {
        var organisation = (await app.OrganisationAsync()).Id;
        var surveys = app.Service<SurveyStore>();
        var (survey, _) = await surveys.CreateAsync(organisation, "small", new SurveyDraft { Questionnaire = CsvFiles.Small, Settings = new() { Languages = ["en"] } }, null, Cancel);
        await surveys.PublishAsync(organisation, survey, 1, null, Cancel);
    }

    private static async Task<ResponseCounts> CountsAsync(SurveyApp app)
    {
        var organisation = (await app.OrganisationAsync()).Id;
        var surveys = app.Service<SurveyStore>();
        return await surveys.CountsAsync(organisation, (await surveys.FindAsync(organisation, "small", Cancel))!.SurveyId, Cancel);
    }

    private static async Task<TestPage> UploadAsync(TestBrowser browser, string csv)
    {
        var page = await browser.OpenAsync("/surveys/small/import");
        using var content = new MultipartFormDataContent();
        foreach (var hidden in page.Document.QuerySelectorAll("form[enctype] input[type=hidden]").OfType<IHtmlInputElement>()) content.Add(new StringContent(hidden.Value), hidden.Name!);
        content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "responses.csv");
        var answer = await browser.Client.PostAsync(page.Address, content, Cancel);
        return answer.Headers.Location is { } next ? await browser.OpenAsync(new Uri(page.Address, next).PathAndQuery) : await TestPage.ReadAsync(answer);
    }
}
