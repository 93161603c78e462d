using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Survey.Scoring.Instrument;
using Survey.Tests.Support;
using Survey.Web.Platform;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Tests.Fielding;

/// <summary>The pages of surveys over HTTP, posted as a browser without script posts them.</summary>
public sealed class FieldingPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task A_manager_takes_a_survey_from_a_file_to_its_end_and_back(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        var page = await browser.OpenAsync("/surveys");
        Assert.Contains("No surveys yet", page.Text, StringComparison.Ordinal);

        page = await UploadAsync(browser, QuestionnaireFile.Write(Surveys.Questionnaire("Our service")));
        Assert.Equal("/surveys/our-service/edit", page.Address.AbsolutePath);
        page = await browser.SubmitAsync(page, "#survey", ("title.en", "Service in 2026"), ("slug", "service-2026"), ("do", "save"));
        Assert.Equal("/surveys/service-2026/edit", page.Address.AbsolutePath);
        Assert.Contains("Saved.", page.Text, StringComparison.Ordinal);

        page = await browser.OpenAsync("/surveys/service-2026/publish");
        Assert.Contains("Publish version 1", page.Text, StringComparison.Ordinal);
        var publish = page;
        page = await browser.SubmitAsync(publish, "form[action$=publish-version]");
        Assert.Contains("The survey is published.", page.Text, StringComparison.Ordinal);
        Assert.Contains("The survey is open", page.Text, StringComparison.Ordinal);
        Assert.EndsWith("/s/service-2026", page.Document.QuerySelector("#address")!.GetAttribute("value"), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("svg.qr path"));

        // A double click publishes nothing a second time.
        await browser.SubmitAsync(publish, "form[action$=publish-version]");
        var organisation = (await app.OrganisationAsync()).Id;
        var surveys = app.Service<SurveyStore>();
        Assert.Equal(1, (await surveys.FindAsync(organisation, "service-2026", Cancel))!.PublishedVersion);

        page = await browser.SubmitAsync(page, "form[action$=pause]");
        Assert.Contains("The survey is paused", page.Text, StringComparison.Ordinal);
        page = await browser.SubmitAsync(page, "form[action$=reopen]");
        Assert.Contains("The survey takes answers again.", page.Text, StringComparison.Ordinal);
        page = await browser.SubmitAsync(page, "form[action$='/archive']");
        Assert.Contains("The survey is in the archive", page.Text, StringComparison.Ordinal);
        page = await browser.SubmitAsync(page, "form[action$=unarchive]");
        Assert.Contains("The survey is paused", page.Text, StringComparison.Ordinal);

        page = await browser.SubmitAsync(page, "form[action$=delete]");
        Assert.Contains("“Service in 2026” was deleted", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/surveys/service-2026")).Status);
        Assert.Contains("Service in 2026", (await browser.OpenAsync("/surveys/deleted")).Text, StringComparison.Ordinal);
        page = await browser.SubmitAsync(page, "form[action$=restore]");
        Assert.Equal("/surveys/service-2026", page.Address.AbsolutePath);
        Assert.Contains("The survey has been restored", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_survey_is_created_from_an_instrument_with_a_title_of_its_own()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "fa");
        var page = await browser.OpenAsync("/surveys/new");
        Assert.NotEmpty(page.Document.QuerySelectorAll("input[name=instrument]"));

        var refused = await browser.SubmitAsync(page, "form.new-survey", ("instrument", null), ("title.fa", ""));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(2, refused.Document.QuerySelectorAll(".error-summary a").Length);

        page = await browser.SubmitAsync(refused, "form.new-survey", ("instrument", "servqual"), ("title.fa", "کیفیت خدمات شعبه‌ها"));
        Assert.EndsWith("/edit", page.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("کیفیت خدمات شعبه‌ها", Value(page, "title.fa"));
        Assert.Equal("", Value(page, "title.en"));
    }

    [Theory, EveryDatabase]
    public async Task A_changed_text_is_published_only_with_the_word_of_its_author_and_no_choice_is_lost(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        var study = await Survey.Tests.Results.ResultsStudy.PublishAsync(app, Surveys.Questionnaire());
        var surveys = app.Service<SurveyStore>();
        var survey = (await surveys.FindAsync(study.Organisation, study.Slug, Cancel))!;
        var reliability = survey.Draft.Questionnaire.Dimensions[0];
        var draft = survey.Draft with
        {
            Questionnaire = survey.Draft.Questionnaire with
            {
                Dimensions =
                [
                    reliability with { Items = [Worded(reliability.Items[0], "Item one", "گویه یک"), Worded(reliability.Items[1], "Item  2", "گویه 2")] }, .. survey.Draft.Questionnaire.Dimensions[1..],
                ],
                Outcomes = [survey.Draft.Questionnaire.Outcomes[0] with { Text = Surveys.Text("All in all", "روی هم رفته") }],
            },
        };
        await surveys.SaveDraftAsync(study.Organisation, study.SurveyId, survey.DraftRevision, draft, study.Slug, null, null, null, Cancel);

        var page = await browser.OpenAsync(study.At("publish"));
        // Of the item in which only a space changed nothing is asked.
        Assert.Equal(["edit.item.1", "edit.outcome.overall"], page.Document.QuerySelectorAll("fieldset[id]").Select(field => field.Id));
        Assert.Empty(page.Document.QuerySelectorAll("fieldset input[checked]"));
        Assert.Contains("only spaces differ: 1", page.Text, StringComparison.Ordinal);

        page = await browser.SubmitAsync(page, "form[action$=publish-version]", ("edit.item.1", "meaning"), ("edit.outcome.overall", null));
        Assert.EndsWith("/publish", page.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("#edit.outcome.overall", page.Document.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal("edit.item.1.meaning", page.Document.QuerySelectorAll("fieldset input[checked]").Single().Id);
        Assert.Equal(1, (await surveys.FindAsync(study.Organisation, study.Slug, Cancel))!.PublishedVersion);

        page = await browser.SubmitAsync(page, "form[action$=publish-version]", ("edit.outcome.overall", "wording"));
        Assert.Contains("The survey is published.", page.Text, StringComparison.Ordinal);
        var version = (await app.Service<SurveyVersionStore>().FindVersionAsync(study.Organisation, study.SurveyId, 2, Cancel))!;
        Assert.Equal(["item.1 Meaning", "item.2 Typo", "outcome.overall Wording"], version.Edits.Select(edit => $"{edit.Key} {edit.Value}"));
        Assert.Equal([2, 1, null], version.Questionnaire.Items.Select(item => item.Meaning));
        Assert.Contains("Nothing has changed", (await browser.OpenAsync(study.At("publish"))).Text, StringComparison.Ordinal);

        static Item Worded(Item item, string english, string persian) => item with { Texts = item.Texts.SetItem("", Surveys.Text(english, persian)) };
    }

    [Fact]
    public async Task What_is_missing_before_publishing_is_named_with_the_field_that_mends_it()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        var questionnaire = Surveys.Questionnaire();
        var lacking = questionnaire with { Dimensions = [questionnaire.Dimensions[0] with { Title = new LocalizedText([new("en", "Reliability")]) }, questionnaire.Dimensions[1]] };
        var page = await UploadAsync(browser, QuestionnaireFile.Write(lacking));
        page = await browser.SubmitAsync(page, "#survey", ("title.fa", ""), ("welcome.en", "Welcome"), ("do", "publish"));

        Assert.EndsWith("/publish", page.Address.AbsolutePath, StringComparison.Ordinal);
        var links = page.Document.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(["/surveys/our-service/edit#title.fa", "/surveys/our-service/edit#welcome.fa"], links[..2]);
        Assert.Null(page.Document.QuerySelector("form[action$=publish-version]"));

        page = await browser.OpenAsync(links[2]);
        Assert.NotNull(page.Document.GetElementById("dimension.reliability.title.fa"));
        await browser.SubmitAsync(page, "#design", ("dimension.reliability.title.fa", "قابلیت اعتماد"), ("do", "save"));
        page = await browser.OpenAsync("/surveys/our-service/edit");
        Assert.All(links[..2], link => Assert.NotNull(page.Document.GetElementById(link.Split('#')[1])));
        page = await browser.SubmitAsync(page, "#survey", ("title.fa", "خدمات"), ("welcome.fa", "خوش آمدید"), ("do", "publish"));
        Assert.NotNull(page.Document.QuerySelector("form[action$=publish-version]"));
    }

    [Fact]
    public async Task The_days_for_corrections_are_whole_numbers_of_any_script_and_a_week_at_first()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "fa");
        var page = await UploadAsync(browser, QuestionnaireFile.Write(Surveys.Questionnaire()));
        Assert.Equal("۷", Value(page, "corrections"));

        foreach (var wrong in new[] { "", "-1", "366", "1.5", "week" })
        {
            var again = await browser.SubmitAsync(page, "#survey", ("corrections", wrong), ("do", "save"));
            Assert.NotNull(again.Document.QuerySelector(".error-summary a[href='#corrections']"));
            Assert.Equal(wrong, Value(again, "corrections"));
        }
        await browser.SubmitAsync(page, "#survey", ("corrections", "۳۰"), ("do", "save"));

        Assert.Equal("۳۰", Value(await browser.OpenAsync("/surveys/our-service/edit"), "corrections"));
    }

    [Fact]
    public async Task Dates_are_typed_in_persian_digits_and_wrong_ones_come_back_as_typed_with_the_reason()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "fa");
        var edit = await UploadAsync(browser, QuestionnaireFile.Write(Surveys.Questionnaire()));

        var page = await browser.SubmitAsync(edit, "#survey", [.. Moment("opens", "۳۱", "9", "۱۴۰۵", ""), ("title.fa", "عنوان تازه"), ("do", "save")]);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("این ماه ۳۰ روز دارد.", page.Text, StringComparison.Ordinal);
        Assert.Equal(("۳۱", "عنوان تازه"), (Value(page, "opens.day"), Value(page, "title.fa")));
        Assert.Equal("opens.day", page.Document.QuerySelector(".error-summary a")!.GetAttribute("href")!.TrimStart('#'));

        page = await browser.SubmitAsync(page, "#survey", [.. Moment("opens", "۱", "9", "۱۴۰۵", "۸:۳۰"), .. Moment("closes", "۱", "9", "۱۴۰۵", "۸"), ("do", "save")]);
        Assert.Contains("پایان باید پس از آغاز باشد.", page.Text, StringComparison.Ordinal);

        page = await browser.SubmitAsync(page, "#survey", [.. Moment("closes", "۲", "9", "۱۴۰۵", ""), ("do", "save")]);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(("۰۸:۳۰", "۲۳:۵۹"), (Value(page, "opens.time"), Value(page, "closes.time")));
        var survey = await app.Service<SurveyStore>().FindAsync((await app.OrganisationAsync()).Id, "our-service", Cancel);
        var zone = (await app.OrganisationAsync()).Zone;
        var opens = new DateTime(2026, 11, 22, 8, 30, 0);
        Assert.Equal(new DateTimeOffset(opens, zone.GetUtcOffset(opens)), survey!.OpensAt);
    }

    [Fact]
    public async Task Attributes_and_their_options_are_added_renamed_moved_and_removed_without_script()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        var page = await UploadAsync(browser, QuestionnaireFile.Write(Surveys.Questionnaire()));
        page = await browser.SubmitAsync(page, "#survey", ("attribute.0.new.en", "East Side"), ("do", "add-option:0"));
        page = await browser.SubmitAsync(page, "#survey", ("attribute.0.option.1.en", "Deep South"), ("do", "raise-option:0:2"));
        page = await browser.SubmitAsync(page, "#survey", ("do", "remove-option:0:0"));
        page = await browser.SubmitAsync(page, "#survey", ("attribute.new.en", "Age group"), ("attribute.0.asked", "link"), ("do", "add-attribute"));
        page = await browser.SubmitAsync(page, "#survey", ("attribute.1.new.fa", "زیر ۳۰ سال"), ("do", "add-option:1"));
        Assert.Equal(HttpStatusCode.OK, page.Status);

        var draft = (await app.Service<SurveyStore>().FindAsync((await app.OrganisationAsync()).Id, "our-service", Cancel))!.Draft;
        var (branch, age) = (draft.Questionnaire.Attributes[0], draft.Questionnaire.Attributes[1]);
        // "South" was renamed and kept its id, which responses hold.
        Assert.Equal([("east-side", "East Side"), ("south", "Deep South")], branch.Options.Select(option => (option.Id, option.Text.In("en"))));
        Assert.Equal(("age-group", "زیر ۳۰ سال"), (age.Id, age.Options.Single().Id));
        Assert.Equal(["branch"], draft.Settings.LinkAttributes);
        Assert.Contains("branch=east-side", (await browser.OpenAsync("/surveys/our-service/links")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflicting_save_shows_both_and_keeps_what_was_typed()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        var mine = await UploadAsync(browser, QuestionnaireFile.Write(Surveys.Questionnaire()));
        var theirs = await browser.OpenAsync("/surveys/our-service/edit");
        await browser.SubmitAsync(theirs, "#survey", ("title.en", "Their title"), ("do", "save"));

        var page = await browser.SubmitAsync(mine, "#survey", ("title.en", "My title"), ("thanks.fa", "سپاس از شما"), ("do", "save"));
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal("My title", Value(page, "title.en"));
        var rows = page.Document.QuerySelectorAll(".notice tbody tr").Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToList()).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Equal(["Title (English)", "My title", "Their title"], rows[0]);
        Assert.Equal("سپاس از شما", rows[1][1]);

        page = await browser.SubmitAsync(page, "#survey", ("do", "save"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(("My title", "سپاس از شما"), (Value(page, "title.en"), Value(page, "thanks.fa")));
    }

    [Fact]
    public async Task A_bad_questionnaire_file_is_refused_with_every_problem_and_its_path()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        var text = Encoding.UTF8.GetString(QuestionnaireFile.Write(Surveys.Questionnaire()))
            .Replace("\"prefix\":\"P\"", "\"prefix\":\"E\"", StringComparison.Ordinal).Replace("\"prefix\": \"P\"", "\"prefix\": \"E\"", StringComparison.Ordinal)
            .Replace("\"weighted-servqual\"", "\"magic\"", StringComparison.Ordinal);
        var page = await UploadAsync(browser, Encoding.UTF8.GetBytes(text));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        var paths = page.Document.QuerySelectorAll(".error-summary code").Select(code => code.TextContent).ToList();
        Assert.Contains("$.batteries[1].prefix", paths);
        Assert.Contains("$.models[1]", paths);

        Assert.Equal(HttpStatusCode.BadRequest, (await UploadAsync(browser, "{ not json"u8.ToArray())).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await UploadAsync(browser, [])).Status);
        Assert.Contains("No surveys yet", (await browser.OpenAsync("/surveys")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_sees_surveys_and_changes_none()
    {
        await using var app = await SurveyApp.StartAsync();
        using var manager = await app.SignInAsync(role: Roles.Manager, language: "en");
        var edit = await UploadAsync(manager, QuestionnaireFile.Write(Surveys.Questionnaire()));
        var overview = await manager.OpenAsync("/surveys/our-service");
        using var viewer = await app.SignInAsync(role: Roles.Viewer, language: "en");

        var page = await viewer.OpenAsync("/surveys/our-service");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        foreach (var closed in new[] { "/surveys/new", "/surveys/our-service/edit", "/surveys/our-service/publish" })
            Assert.Equal(HttpStatusCode.Forbidden, (await viewer.OpenAsync(closed)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync(overview, "form[action$=delete]")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync(edit, "#survey", ("title.en", "Taken over"), ("do", "save"))).StatusCode);
        Assert.Equal("Our service", (await viewer.OpenAsync("/surveys/our-service")).Document.QuerySelector("h1")!.FirstChild!.TextContent.Trim());
    }

    [Fact]
    public async Task A_survey_of_another_organisation_is_not_found()
    {
        await using var app = await SurveyApp.StartAsync();
        var other = new OrganisationId("other");
        await app.Service<OrganisationStore>().AddAsync(new Organisation { OrganisationId = other.Value, Name = "Other", CreatedAt = DateTimeOffset.UtcNow }, Cancel);
        await app.AddAccountAsync(Roles.Administrator, "other@example.org", other);
        using var manager = await app.SignInAsync(role: Roles.Manager, language: "en");
        await UploadAsync(manager, QuestionnaireFile.Write(Surveys.Questionnaire()));
        var overview = await manager.OpenAsync("/surveys/our-service");
        using var stranger = await app.SignInAsAsync("other@example.org", "en");

        foreach (var address in new[] { "", "/edit", "/publish", "/links", "/preview", "/qr.svg", "/qr.png" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync("/surveys/our-service" + address)).Status);
        Assert.DoesNotContain("Our service", (await stranger.OpenAsync("/surveys")).Text, StringComparison.Ordinal);
        var own = await stranger.OpenAsync("/surveys");
        var token = ((IHtmlInputElement)own.Document.QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync(overview, "form[action$=delete]", ("__RequestVerificationToken", token))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await manager.OpenAsync("/surveys/our-service")).Status);
    }

    [Fact]
    public async Task A_forged_action_is_refused()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "en");
        await UploadAsync(browser, QuestionnaireFile.Write(Surveys.Questionnaire()));
        var page = await browser.OpenAsync("/surveys/our-service");

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(page, "form[action$=delete]", ("__RequestVerificationToken", null))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/surveys/our-service")).Status);
    }

    [Theory]
    [InlineData("خدمات", 1)]
    [InlineData("كيفيت", 1)]
    [InlineData("SERVICE", 1)]
    [InlineData("nothing like it", 0)]
    public async Task The_search_treats_letters_that_look_alike_alike(string search, int found)
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Manager, language: "fa");
        await UploadAsync(browser, QuestionnaireFile.Write(Surveys.Questionnaire("Our service", "کیفیت خدمات ما")));

        var page = await browser.OpenAsync("/surveys?q=" + Uri.EscapeDataString(search));
        Assert.Equal(found, page.Document.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task Qr_codes_come_as_files_for_the_survey_and_for_each_value_of_a_link()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role: Roles.Viewer, language: "en");
        using var manager = await app.SignInAsync(role: Roles.Manager, language: "en");
        await UploadAsync(manager, QuestionnaireFile.Write(Surveys.Questionnaire()));

        var svg = await browser.OpenAsync("/surveys/our-service/qr.svg");
        Assert.Equal("image/svg+xml", svg.Response.Content.Headers.ContentType!.MediaType);
        var png = await browser.Client.GetAsync("/surveys/our-service/qr.png?attribute=branch&option=north", Cancel);
        Assert.Equal("our-service-north.png", png.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await png.Content.ReadAsByteArrayAsync(Cancel))[..4]);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/surveys/our-service/qr.png?attribute=branch&option=moon")).Status);
    }

    private static (string, string?)[] Moment(string name, string day, string month, string year, string time) =>
        [($"{name}.day", day), ($"{name}.month", month), ($"{name}.year", year), ($"{name}.time", time)];

    private static string? Value(TestPage page, string field) => page.Document.GetElementById(field) switch
    {
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.Value,
        _ => null,
    };

    private static async Task<TestPage> UploadAsync(TestBrowser browser, byte[] file)
    {
        var page = await browser.OpenAsync("/surveys/new");
        var form = page.Document.QuerySelector(".upload form")!;
        using var content = new MultipartFormDataContent();
        foreach (var input in form.QuerySelectorAll("input[type=hidden]").Cast<IHtmlInputElement>()) content.Add(new StringContent(input.Value), input.Name!);
        content.Add(new ByteArrayContent(file), "file", "questionnaire.json");
        var answer = await browser.Client.PostAsync(page.Address, content, Cancel);
        return answer.Headers.Location is { } next ? await browser.OpenAsync(new Uri(page.Address, next).PathAndQuery) : await TestPage.ReadAsync(answer);
    }
}
