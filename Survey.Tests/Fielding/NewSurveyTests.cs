using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Survey.Scoring.Instrument;
using Survey.Tests.Support;
using Survey.Web.Platform.Security;
using Survey.Web.Platform.Spreadsheets;
using Survey.Web.Storage;

namespace Survey.Tests.Fielding;

/// <summary>What a survey may begin with: an instrument, another survey, a file of any format, or nothing.</summary>
public sealed class NewSurveyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "q=retail", "retail")]
    [InlineData("fa", "q=%D9%83%D8%AA%D8%A7%D8%A8%D8%AE%D8%A7%D9%86%D9%87", "library")]
    [InlineData("en", "field=any&q=tolerance", "zone-of-tolerance")]
    public async Task Instruments_are_found_by_words_and_field(string language, string query, string expected)
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: language);

        var all = await browser.OpenAsync("/surveys/new");
        var found = await browser.OpenAsync("/surveys/new?" + query);

        Assert.Contains(expected, Instruments(found));
        Assert.InRange(Instruments(found).Length, 1, Instruments(all).Length - 1);
        Assert.Empty(Instruments(await browser.OpenAsync("/surveys/new?q=nothing-like-it")));

        static string[] Instruments(TestPage page) => [.. page.Document.QuerySelectorAll("input[name=instrument]").Cast<IHtmlInputElement>().Select(input => input.Value).Where(value => value[0] != ':')];
    }

    [Fact]
    public async Task An_instrument_shows_every_item_in_every_language_and_comes_as_a_file_of_each_format()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        var expected = new InstrumentLibrary().Find("servqual")!.Questionnaire!;

        var page = await browser.OpenAsync("/surveys/new/servqual");

        Assert.All(expected.Items.SelectMany(item => item.Texts.Values).SelectMany(text => text.Texts), text => Assert.Contains(text.Value, page.Text, StringComparison.Ordinal));
        foreach (var format in new[] { "json", "xlsx" })
        {
            var file = await browser.Client.GetAsync($"/surveys/new/servqual/questionnaire.{format}", Cancel);
            Assert.Equal($"servqual.{format}", file.Content.Headers.ContentDisposition!.FileName);
            Assert.Equal(expected, QuestionnaireDocument.Read(await file.Content.ReadAsByteArrayAsync(Cancel), "x").Questionnaire);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/surveys/new/no-such-instrument")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/surveys/new/no-such-instrument/questionnaire.json")).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_survey_may_begin_as_a_copy_of_another_one_of_the_organisation(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        var surveys = app.Service<SurveyStore>();
        var organisation = (await app.OrganisationAsync()).Id;
        await UploadAsync(browser, "/surveys/new", QuestionnaireFile.Write(Surveys.Questionnaire("Our service")), "ours.json");
        var original = (await surveys.FindAsync(organisation, "our-service", Cancel))!;

        var page = await browser.OpenAsync("/surveys/new");
        var refused = await browser.SubmitAsync(page, "form.new-survey", ("instrument", ":copy"), ("survey", ""), ("title.en", "Service next year"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("#survey", refused.Document.QuerySelector(".error-summary a")!.GetAttribute("href"));
        // What was chosen and written is still there.
        Assert.True(((IHtmlInputElement)refused.Document.GetElementById("instrument.copy")!).IsChecked);
        Assert.Equal("Service next year", ((IHtmlInputElement)refused.Document.GetElementById("title.en")!).Value);

        page = await browser.SubmitAsync(refused, "form.new-survey", ("survey", "our-service"));
        Assert.Equal("/surveys/service-next-year/edit", page.Address.AbsolutePath);
        var copy = (await surveys.FindAsync(organisation, "service-next-year", Cancel))!;
        Assert.Equal(original.Draft.Questionnaire with { Title = copy.Draft.Questionnaire.Title }, copy.Draft.Questionnaire);
        Assert.Equal(original.Draft.Settings.Languages, copy.Draft.Settings.Languages);
        Assert.Null(copy.PublishedVersion);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SubmitAsync(refused, "form.new-survey", ("survey", "of-somebody-else"))).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_survey_may_begin_with_nothing_and_is_not_published_with_the_texts_to_begin_from(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        var surveys = app.Service<SurveyStore>();
        var organisation = (await app.OrganisationAsync()).Id;

        var page = await browser.SubmitAsync(await browser.OpenAsync("/surveys/new"), "form.new-survey", ("instrument", ":nothing"), ("title.en", "Our canteen"), ("title.fa", "غذاخوری ما"));
        Assert.Equal("/surveys/our-canteen/design", page.Address.AbsolutePath);
        var survey = (await surveys.FindAsync(organisation, "our-canteen", Cancel))!;
        Assert.DoesNotContain(QuestionnaireFile.Check(survey.Draft.Questionnaire).Problems, problem => problem.IsError);
        page = await browser.OpenAsync("/surveys/our-canteen/publish");
        Assert.Equal(2, page.Document.QuerySelectorAll(".error-summary a[href*='design?at=']").Length);

        var dimension = survey.Draft.Questionnaire.Dimensions[0];
        var own = survey.Draft with
        {
            Questionnaire = survey.Draft.Questionnaire with
            {
                Dimensions = [dimension with { Title = Surveys.Text("Food", "غذا"), Items = [dimension.Items[0] with { Texts = dimension.Items[0].Texts.SetItem("", Surveys.Text("The food is warm.", "غذا گرم است.")) }] }],
            },
        };
        await surveys.SaveDraftAsync(organisation, survey.SurveyId, survey.DraftRevision, own, survey.Slug, null, null, null, Cancel);
        page = await browser.SubmitAsync(await browser.OpenAsync("/surveys/our-canteen/publish"), "form[action$=publish-version]");
        Assert.Contains("The survey is published.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_another_program_is_reported_on_before_a_survey_is_made_of_it()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        var file = Encoding.UTF8.GetBytes("""
            { "title": { "default": "Clinic", "fa": "درمانگاه" }, "pages": [ { "elements": [
              { "type": "matrix", "name": "reception", "title": { "default": "Reception", "fa": "پذیرش" },
                "columns": [ { "value": 1, "text": "No" }, { "value": 2, "text": "So so" }, { "value": 3, "text": "Yes" } ],
                "rows": [ { "value": "r1", "text": "They are quick" }, { "value": "r2", "text": "They are kind" } ] },
              { "type": "signaturepad", "name": "signed" } ] } ] }
            """);

        var page = await UploadAsync(browser, "/surveys/new", file, "clinic.json");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("clinic.json", page.Document.QuerySelector(".notice-warning, .notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("$.pages[0].elements[1]", page.Text, StringComparison.Ordinal);
        Assert.Empty(await app.Service<SurveyStore>().AllAsync((await app.OrganisationAsync()).Id, Cancel));

        page = await browser.SubmitAsync(page, "form:has(input[name=questionnaire])");
        Assert.Equal("/surveys/clinic/edit", page.Address.AbsolutePath);
        var draft = (await app.Service<SurveyStore>().FindAsync((await app.OrganisationAsync()).Id, "clinic", Cancel))!.Draft;
        Assert.Equal(["They are quick", "They are kind"], draft.Questionnaire.Items.Select(item => item.Text.In("en")));
    }

    [Fact]
    public async Task The_structure_of_LimeSurvey_becomes_a_survey_with_its_further_questions()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        string[] rows =
        [
            "class\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tother", "S\t\tlanguage\t\ten", "SL\t\tsurveyls_title\t\tClinic\t\ten", "G\t0\tCare\t\t\t\ten",
            "Q\tA\tcare\t1\tRate this\t\ten\tN", "SQ\t0\tSQ1\t1\tThey listen\t\ten", "SQ\t0\tSQ2\t1\tThey help\t\ten", "Q\tN\tvisits\t1\tVisits\t\ten\tN", "Q\t|\tfile\t1\tA file\t\ten\tN",
        ];

        var page = await UploadAsync(browser, "/surveys/new", Encoding.UTF8.GetBytes(string.Join("\n", rows)), "clinic.txt");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("B9", page.Text, StringComparison.Ordinal);
        page = await browser.SubmitAsync(page, "form:has(input[name=questionnaire])");

        Assert.Equal("/surveys/clinic/edit", page.Address.AbsolutePath);
        var draft = (await app.Service<SurveyStore>().FindAsync((await app.OrganisationAsync()).Id, "clinic", Cancel))!.Draft;
        Assert.Equal(["They listen", "They help"], draft.Questionnaire.Items.Select(item => item.Text.In("en")));
        Assert.Equal(["visits"], draft.Questionnaire.Questions.Select(question => question.Id));
    }

    [Fact]
    public async Task A_file_that_is_no_questionnaire_is_refused_with_every_place_and_reason_and_makes_nothing()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        var broken = Encoding.UTF8.GetString(QuestionnaireFile.Write(Surveys.Questionnaire())).Replace("\"perception\"", "\"feeling\"", StringComparison.Ordinal);

        foreach (var (name, bytes) in new[] { ("broken.json", Encoding.UTF8.GetBytes(broken)), ("broken.xlsx", "PK\u0003\u0004 no workbook"u8.ToArray()), ("notes.txt", "Dear all"u8.ToArray()) })
        {
            var page = await UploadAsync(browser, "/surveys/new", bytes, name);
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            var report = page.Document.QuerySelectorAll(".error-summary").Single(summary => summary.TextContent.Contains(name, StringComparison.Ordinal));
            Assert.NotEmpty(report.QuerySelectorAll("li code"));
        }

        Assert.Empty(await app.Service<SurveyStore>().AllAsync((await app.OrganisationAsync()).Id, Cancel));
    }

    [Theory, EveryDatabase]
    public async Task The_questionnaire_of_a_draft_goes_out_as_a_file_and_comes_back_unless_somebody_changed_it(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        var surveys = app.Service<SurveyStore>();
        var organisation = (await app.OrganisationAsync()).Id;
        await UploadAsync(browser, "/surveys/new", QuestionnaireFile.Write(Surveys.Questionnaire("Our service")), "ours.json");
        var survey = (await surveys.FindAsync(organisation, "our-service", Cancel))!;
        var sheet = await browser.Client.GetByteArrayAsync("/surveys/our-service/questionnaire.xlsx", Cancel);
        Assert.Equal(survey.Draft.Questionnaire, QuestionnaireDocument.Read(sheet, "x").Questionnaire);
        var first = survey.Draft.Questionnaire.Dimensions[0];
        var shorter = survey.Draft.Questionnaire with { Dimensions = [first with { Items = [first.Items[0]] }, .. survey.Draft.Questionnaire.Dimensions[1..]] };

        var page = await UploadAsync(browser, "/surveys/our-service/questionnaire", QuestionnaireDocument.WriteSpreadsheet(shorter), "ours.xlsx");

        Assert.Equal("/surveys/our-service/design", page.Address.AbsolutePath);
        var saved = (await surveys.FindAsync(organisation, "our-service", Cancel))!;
        Assert.Equal(shorter, saved.Draft.Questionnaire);
        Assert.Contains(first.Items[1].Id, saved.Draft.RetiredIds);

        // Sent from a page of before: the change in between stays, and somebody is told.
        page = await UploadAsync(browser, "/surveys/our-service/questionnaire", QuestionnaireFile.Write(survey.Draft.Questionnaire), "ours.json",
            survey.DraftRevision.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("in the meantime", page.Text, StringComparison.Ordinal);
        Assert.Equal(shorter, (await surveys.FindAsync(organisation, "our-service", Cancel))!.Draft.Questionnaire);

        // The designer takes it back.
        Assert.Equal(SurveyWriteStatus.Done, (await surveys.UndoAsync(organisation, survey.SurveyId, saved.DraftRevision, null, Cancel)).Status);
        Assert.Equal(survey.Draft.Questionnaire, (await surveys.FindAsync(organisation, "our-service", Cancel))!.Draft.Questionnaire);
    }

    [Fact]
    public async Task Who_may_only_look_neither_begins_a_survey_nor_takes_a_questionnaire()
    {
        await using var app = await SurveyApp.StartAsync(withSample: true);
        using var viewer = await app.SignInAsync(role: Roles.Viewer, language: "en");

        foreach (var address in new[] { "/surveys/new/servqual", "/surveys/new/servqual/questionnaire.json", "/surveys/sample-bank/questionnaire", "/surveys/sample-bank/questionnaire.xlsx" })
            Assert.Equal(HttpStatusCode.Forbidden, (await viewer.OpenAsync(address)).Status);
    }

    private static async Task<TestPage> UploadAsync(TestBrowser browser, string address, byte[] file, string name, string? revision = null)
    {
        var page = await browser.OpenAsync(address);
        var form = page.Document.QuerySelector(".upload form[enctype]")!;
        using var content = new MultipartFormDataContent();
        foreach (var input in form.QuerySelectorAll("input[type=hidden]").Cast<IHtmlInputElement>())
            content.Add(new StringContent(input.Name == "revision" && revision is not null ? revision : input.Value), input.Name!);
        content.Add(new ByteArrayContent(file), "file", name);
        var answer = await browser.Client.PostAsync(page.Address, content, Cancel);
        return answer.Headers.Location is { } next ? await browser.OpenAsync(new Uri(page.Address, next).PathAndQuery) : await TestPage.ReadAsync(answer);
    }
}
