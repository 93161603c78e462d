using System.Net;
using AngleSharp.Html.Dom;
using Survey.Scoring.Instrument;
using Survey.Tests.Fielding;
using Survey.Tests.Support;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Tests.Designer;

/// <summary>The designer over HTTP, posted as a browser without script posts it.</summary>
public sealed class DesignPageTests
{
    internal const string Address = "/surveys/our-service/design";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task Dimensions_and_items_are_added_copied_moved_and_deleted_and_every_step_can_be_undone(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        using var browser = await StartAsync(app);
        var page = await browser.OpenAsync(Address);
        page = await browser.SubmitAsync(page, "#design", ("dimension.reliability.new.en", "They call back"), ("dimension.reliability.new.fa", "تماس می‌گیرند"), ("do", "add-item:reliability"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        page = await browser.SubmitAsync(page, "#design", ("do", "up-item:4"));
        page = await browser.SubmitAsync(page, "#design", ("do", "copy-item:1"));
        page = await browser.SubmitAsync(page, "#design", ("do", "delete-item:2"));
        page = await browser.SubmitAsync(page, "#design", ("dimension-new.title.en", "Waiting time"), ("dimension-new.item.fa", "زود نوبت می‌رسد"), ("do", "add-dimension"));
        page = await browser.SubmitAsync(page, "#design", ("do", "up-dimension:waiting-time"));
        page = await browser.SubmitAsync(page, "#design", ("item.5.dimension", "waiting-time"), ("item.1.text.en", "Kept promises"), ("item.1.reversed", "on"), ("do", "save"));
        Assert.Contains("Saved.", page.Text, StringComparison.Ordinal);

        var questionnaire = await QuestionnaireAsync(app);
        Assert.Equal(["reliability:1,4", "waiting-time:6,5", "empathy:3"], questionnaire.Dimensions.Select(dimension => $"{dimension.Id}:{string.Join(',', dimension.Items.Select(item => item.Id))}"));
        var first = questionnaire.Items.First();
        Assert.Equal(("Kept promises", "گویه 1", true), (first.Text.In("en"), first.Text.In("fa"), first.IsReversed));

        for (var step = 0; step < 7; step++) page = await browser.SubmitAsync(page, "#history", ("do", "undo"));
        Assert.Equal(Surveys.Questionnaire(), await QuestionnaireAsync(app));
        Assert.True(((IHtmlButtonElement)page.Document.QuerySelector("button[value=undo]")!).IsDisabled);
        for (var step = 0; step < 7; step++) page = await browser.SubmitAsync(page, "#history", ("do", "redo"));
        Assert.Equal(questionnaire, await QuestionnaireAsync(app));
        // What was deleted once is never given to something else: responses may hold it.
        page = await browser.SubmitAsync(page, "#design", ("do", "delete-dimension:waiting-time"));
        page = await browser.SubmitAsync(page, "#design", ("dimension.empathy.new.en", "Newest"), ("do", "add-item:empathy"));
        Assert.Equal("7", (await QuestionnaireAsync(app)).Dimensions[^1].Items[^1].Id);
    }

    [Fact]
    public async Task Ratings_decide_the_models_and_items_can_be_worded_for_each()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await StartAsync(app);
        var page = await browser.OpenAsync(Address);
        page = await browser.SubmitAsync(page, "#design", ("battery.minimum", "on"), ("battery.desired", "on"), ("battery.expectation", null), ("do", "split-item:1"));
        page = await browser.SubmitAsync(page, "#design", ("item.1.text.in.minimum.en", "They should at least call"), ("model", "superiority"), ("do", "save"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var questionnaire = await QuestionnaireAsync(app);
        Assert.Equal(["minimum", "desired", "perception"], questionnaire.Batteries.Select(battery => battery.Id));
        Assert.Equal(["superiority", "servperf", "adequacy", "weighted-servperf"], questionnaire.Models.Order(new FirstOf("superiority", "servperf", "adequacy")));
        Assert.Equal(("They should at least call", "Item 1"), (questionnaire.Items.First().TextIn("minimum").In("en"), questionnaire.Items.First().TextIn("perception").In("en")));

        page = await browser.SubmitAsync(page, "#design", ("battery.perception", null), ("do", "save"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("#battery.perception", page.Document.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal(questionnaire, await QuestionnaireAsync(app));
    }

    [Fact]
    public async Task The_scale_grows_with_its_labels_and_wrong_numbers_come_back_as_typed()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await StartAsync(app, "fa");
        var page = await browser.OpenAsync(Address);
        var refused = await browser.SubmitAsync(page, "#design", ("scale.points", "۱۲"), ("item.1.text.fa", "متنی که نباید گم شود"), ("do", "save"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("عددی درست از ۲ تا ۱۱.", refused.Text, StringComparison.Ordinal);
        Assert.Equal(("۱۲", "متنی که نباید گم شود"), (Value(refused, "scale.points"), Value(refused, "item.1.text.fa")));

        page = await browser.SubmitAsync(refused, "#design", ("scale.points", "۷"), ("do", "scale"));
        Assert.Equal("گزینه 5", Value(page, "scale.label.4.fa"));
        page = await browser.SubmitAsync(page, "#design", ("do", "agreement"));
        Assert.Equal("کاملاً موافقم", Value(page, "scale.label.6.fa"));
        Assert.Equal((1, 7), ((await QuestionnaireAsync(app)).Scale.From, (await QuestionnaireAsync(app)).Scale.To));
    }

    [Fact]
    public async Task The_last_item_of_a_dimension_stays_and_the_page_says_why()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await StartAsync(app);
        var page = await browser.SubmitAsync(await browser.OpenAsync(Address), "#design", ("do", "delete-item:3"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("#item.3.text.en", page.Document.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.NotNull(page.Document.GetElementById("item.3.text.en"));
    }

    [Fact]
    public async Task What_two_people_change_apart_stands_together_and_what_both_change_is_chosen()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await StartAsync(app);
        var mine = await browser.OpenAsync(Address);
        var theirs = await browser.OpenAsync(Address);
        await browser.SubmitAsync(theirs, "#design", ("item.1.text.en", "Their wording"), ("item.2.text.en", "Their second"), ("do", "save"));

        // Apart: nobody is asked.
        var page = await browser.SubmitAsync(mine, "#design", ("item.3.text.en", "My third"), ("do", "save"));
        Assert.Contains("together with what somebody else changed", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Item 1", "Their second", "My third"], [.. new[] { "Item 1" }, .. (await QuestionnaireAsync(app)).Items.Skip(1).Select(item => item.Text.In("en"))]);

        // The same text: nothing is stored until somebody decides; what does not collide is in the form already.
        page = await browser.SubmitAsync(mine, "#design", ("item.1.text.en", "My wording"), ("item.2.text.fa", "دومی من"), ("do", "copy-item:3"));
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal("Their wording", Value(page, "item.1.text.en"));
        Assert.Equal("دومی من", Value(page, "item.2.text.fa"));
        Assert.Single(page.Document.QuerySelectorAll(".merge > li"));
        Assert.Equal("Their wording", (await QuestionnaireAsync(app)).Items.First().Text.In("en"));
        var operation = page.Document.QuerySelector(".notice button[name=do]")!.GetAttribute("value");
        Assert.Equal("copy-item:3", operation);

        // The choice stands outside the form and belongs to it, as a browser posts it.
        page = await browser.SubmitAsync(page, "#design", ("keep.item.1.text.en", "mine"), ("mine.item.1.text.en", "My wording"), ("do", operation));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var questionnaire = await QuestionnaireAsync(app);
        Assert.Equal(["My wording", "Their second", "My third", "My third"], questionnaire.Items.Select(item => item.Text.In("en")));
        Assert.Equal("دومی من", questionnaire.Items.ElementAt(1).Text.In("fa"));
    }

    [Fact]
    public async Task What_is_written_in_a_deleted_item_is_shown_again_and_not_lost_silently()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await StartAsync(app);
        var mine = await browser.OpenAsync(Address);
        await browser.SubmitAsync(await browser.OpenAsync(Address), "#design", ("do", "delete-item:2"));
        var page = await browser.SubmitAsync(mine, "#design", ("item.2.text.en", "A long thought"), ("do", "save"));
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("A long thought", page.Document.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_translations_are_counted_and_a_place_in_the_file_leads_to_its_field()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await StartAsync(app);
        var page = await browser.SubmitAsync(await browser.OpenAsync(Address), "#design", ("item.1.text.fa", ""), ("scale.label.2.fa", ""), ("do", "save"));
        Assert.Contains("2 texts lack a translation.", page.Text, StringComparison.Ordinal);
        var answer = await browser.Client.GetAsync(Address + "?at=" + Uri.EscapeDataString("$.dimensions[0].items[0].text") + "&in=fa", Cancel);
        Assert.EndsWith("#item.1.text.fa", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(page.Document.GetElementById("item.1.text.fa"));
        answer = await browser.Client.GetAsync(Address + "?at=" + Uri.EscapeDataString("$.scale.labels['3']") + "&in=fa", Cancel);
        Assert.EndsWith("#scale.label.2.fa", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_reads_or_changes_the_questions()
    {
        await using var app = await SurveyApp.StartAsync();
        using var manager = await StartAsync(app);
        var page = await manager.OpenAsync(Address);
        using var viewer = await app.SignInAsync(role: Roles.Viewer, language: "en");
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.OpenAsync(Address)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync(page, "#design", ("do", "delete-item:1"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await manager.PostAsync(page, "#design", ("do", "delete-item:1"), ("__RequestVerificationToken", null))).StatusCode);
        Assert.Equal(Surveys.Questionnaire(), await QuestionnaireAsync(app));
    }

    internal static async Task<TestBrowser> StartAsync(SurveyApp app, string language = "en")
    {
        var browser = await app.SignInAsync(role: Roles.Manager, language: language);
        await app.Service<SurveyStore>().CreateAsync((await app.OrganisationAsync()).Id, "our-service", Surveys.Draft(), null, Cancel);
        return browser;
    }

    internal static async Task<Questionnaire> QuestionnaireAsync(SurveyApp app) =>
        (await app.Service<SurveyStore>().FindAsync((await app.OrganisationAsync()).Id, "our-service", Cancel))!.Draft.Questionnaire;

    private static string? Value(TestPage page, string field) => page.Document.GetElementById(field) switch
    {
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.Value,
        _ => null,
    };

    private sealed class FirstOf(params string[] first) : IComparer<string>
    {
        public int Compare(string? x, string? y) => Place(x).CompareTo(Place(y));

        private int Place(string? code) => Array.IndexOf(first, code) is var place and >= 0 ? place : first.Length;
    }
}
