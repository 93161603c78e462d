using System.Net;
using Survey.Scoring.Responses;
using Survey.Tests.Fielding;
using Survey.Tests.Support;
using Survey.Web.Platform;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Tests.Channels;

/// <summary>Entry of paper and telephone by staff, without script.</summary>
public sealed class EntryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static (string, string?)[] Good =>
    [
        ("sheet", "17"), ("c.branch", "north"), ("c.E1", "5"), ("c.P1", "۴"), ("c.E2", "-"), ("c.P2", "n"), ("c.E3", "."), ("c.P3", "3"),
        ("c.W1", "60"), ("c.W2", "۴۰"), ("c.overall", "10"), ("c.comment", "Fine\nindeed"), ("language", "fa"),
    ];

    [Theory, EveryDatabase]
    public async Task A_sheet_becomes_one_response_with_its_channel_and_is_taken_once(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        await PublishAsync(app);
        using var browser = await app.SignInAsync(Roles.Manager);

        var next = await browser.SubmitAsync(await browser.OpenAsync("/surveys/our-service/entry"), "form.entry-form", [.. Good, ("keep", "1")]);

        Assert.Contains("Sheet 000017 is stored.", next.Text, StringComparison.Ordinal);
        Assert.Equal("north", ((AngleSharp.Html.Dom.IHtmlSelectElement)next.Document.GetElementById("c.branch")!).Value);
        Assert.Equal("", next.Document.GetElementById("c.E1")!.GetAttribute("value"));
        var stored = Assert.Single(await StoredAsync(app));
        Assert.Equal(("paper-000017", "paper", "fa", "complete"), (stored.Response.Id, stored.Response.Channel, stored.Response.Language, stored.Response.Status));
        Assert.Equal([5, AnswerCode.Skipped, AnswerCode.Skipped, 4, AnswerCode.NotApplicable, 3], stored.Response.Answers);
        Assert.Equal([60, 40], stored.Response.ImportancePoints);
        Assert.Equal([11], stored.Response.Outcomes);
        Assert.Equal(("north", "Fine\nindeed"), (stored.Response.Attributes[0], stored.Response.Comment));

        var again = await browser.SubmitAsync(next, "form.entry-form", [.. Good.Where(field => field.Item1 != "c.E1"), ("c.E1", "1")]);
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Contains("Sheet 000017 was entered by Test manager", again.Text, StringComparison.Ordinal);
        Assert.Equal("1", again.Document.GetElementById("c.E1")!.GetAttribute("value"));
        Assert.NotNull(again.Document.QuerySelector("a[href='/surveys/our-service/entry/000017']"));
        Assert.Equal(5, Assert.Single(await StoredAsync(app)).Response.Answers[0]);
        Assert.Equal(1, (await CountsAsync(app)).Complete);
    }

    [Theory, EveryDatabase]
    public async Task The_second_pass_finds_what_differs_and_puts_the_response_right(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        await PublishAsync(app);
        using var first = await app.SignInAsync(Roles.Manager);
        using var second = await app.SignInAsync(Roles.Administrator);
        await first.SubmitAsync(await first.OpenAsync("/surveys/our-service/entry"), "form.entry-form", Good);

        var blank = await second.OpenAsync("/surveys/our-service/entry/000017");
        Assert.Equal("", blank.Document.GetElementById("c.E1")!.GetAttribute("value"));
        var differs = await second.SubmitAsync(blank, "form.entry-form", [.. Good.Where(field => field.Item1 is not ("c.E1" or "c.P1" or "c.E2" or "sheet")), ("c.E1", "2"), ("c.P1", "2"), ("c.E2", "1")]);
        Assert.Equal(["1, Expected", "1, Received", "2, Expected"], differs.Document.QuerySelectorAll("fieldset.card legend").Select(legend => legend.TextContent));
        Assert.Equal(5, Assert.Single(await StoredAsync(app)).Response.Answers[0]);

        var unsettled = await second.SubmitAsync(differs, "main form", ("s.E1", "second"), ("s.P1", "first"));
        Assert.Equal(HttpStatusCode.BadRequest, unsettled.Status);
        Assert.Contains("2, Expected: choose what stands on the sheet.", unsettled.Text, StringComparison.Ordinal);

        var settled = await second.SubmitAsync(unsettled, "main form", ("s.E1", "second"), ("s.P1", "first"), ("s.E2", "other"), ("c.E2", "3"));
        Assert.Contains("The differences are settled", settled.Text, StringComparison.Ordinal);
        var stored = Assert.Single(await StoredAsync(app));
        Assert.Equal([2, 3, AnswerCode.Skipped, 4, AnswerCode.NotApplicable, 3], stored.Response.Answers);
        Assert.Equal(("paper", "fa"), (stored.Response.Channel, stored.Response.Language));
        Assert.Empty(await app.Service<EnteredSheetStore>().DifferingAsync((await app.OrganisationAsync()).Id, await IdAsync(app), 10, Cancel));
    }

    [Fact]
    public async Task Two_equal_passes_agree_at_once()
    {
        await using var app = await SurveyApp.StartAsync();
        await PublishAsync(app);
        using var browser = await app.SignInAsync(Roles.Manager);
        await browser.SubmitAsync(await browser.OpenAsync("/surveys/our-service/entry"), "form.entry-form", Good);

        var agreed = await browser.SubmitAsync(await browser.OpenAsync("/surveys/our-service/entry/000017"), "form.entry-form", [.. Good.Where(field => field.Item1 != "sheet")]);

        Assert.Contains("Both passes agree.", agreed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_is_named_with_its_field_and_nothing_typed_is_lost()
    {
        await using var app = await SurveyApp.StartAsync();
        await PublishAsync(app);
        using var browser = await app.SignInAsync(Roles.Manager, "fa");

        var page = await browser.SubmitAsync(await browser.OpenAsync("/surveys/our-service/entry"), "form.entry-form",
            [.. Good.Where(field => field.Item1 is not ("c.E1" or "c.P1" or "c.W1" or "sheet")), ("sheet", "SHEET:our-service:9:000017:1"), ("c.E1", "۹"), ("c.P1", ""), ("c.W1", "x")]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(["#sheet", "#c.E1", "#c.P1", "#c.W1"], page.Document.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")));
        Assert.Contains("۱، انتظار: گزینه‌ای از ۱ تا ۵ بنویسید.", page.Text, StringComparison.Ordinal);
        Assert.Equal("۹", page.Document.GetElementById("c.E1")!.GetAttribute("value"));
        Assert.Equal("Fine\nindeed", page.Document.GetElementById("c.comment")!.TextContent);
        Assert.Empty(await StoredAsync(app));

        var lenient = await browser.SubmitAsync(page, "form.entry-form", ("sheet", "۱۸"), ("c.E1", ""), ("c.P1", ""), ("c.W1", ""), ("empty", "1"));
        Assert.Contains("برگهٔ ۰۰۰۰۱۸ ذخیره شد.", lenient.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Talks_on_the_telephone_need_no_number_and_are_each_a_response()
    {
        await using var app = await SurveyApp.StartAsync();
        await PublishAsync(app);
        using var browser = await app.SignInAsync(Roles.Manager);
        var page = await browser.OpenAsync("/surveys/our-service/entry");

        for (var k = 0; k < 2; k++) page = await browser.SubmitAsync(page, "form.entry-form", [.. Good.Where(field => field.Item1 != "sheet"), ("medium", "phone")]);

        Assert.Equal(["phone", "phone"], (await StoredAsync(app)).Select(stored => stored.Response.Channel));
    }

    [Fact]
    public async Task Viewers_strangers_and_other_organisations_enter_nothing()
    {
        await using var app = await SurveyApp.StartAsync();
        await PublishAsync(app);
        using var manager = await app.SignInAsync(Roles.Manager);
        await manager.SubmitAsync(await manager.OpenAsync("/surveys/our-service/entry"), "form.entry-form", Good);
        var other = new OrganisationId(Guid.CreateVersion7().ToString());
        await Respond.RespondStudy.AddOrganisationAsync(app.Service<Database>(), other);
        using var foreign = await app.SignInAsync(Roles.Manager, organisation: other);
        using var viewer = await app.SignInAsync(Roles.Viewer);

        foreach (var address in new[] { "/surveys/our-service/entry", "/surveys/our-service/entry/000017" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await foreign.OpenAsync(address)).Status);
            Assert.NotEqual(HttpStatusCode.OK, (await viewer.OpenAsync(address)).Status);
        }
        Assert.Null(await app.Service<EnteredSheetStore>().FindAsync(other, await IdAsync(app), "000017", Cancel));
        using var forged = await manager.Client.PostAsync(new Uri(app.Address, "/surveys/our-service/entry"), new FormUrlEncodedContent([new("_handler", "entry"), new("sheet", "18"), new("empty", "1")]), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Single(await StoredAsync(app));
    }

    private static async Task PublishAsync(SurveyApp app)
    {
        var organisation = (await app.OrganisationAsync()).Id;
        var surveys = app.Service<SurveyStore>();
        var (survey, _) = await surveys.CreateAsync(organisation, "our-service", Surveys.Draft(), null, Cancel);
        await surveys.PublishAsync(organisation, survey, 1, null, Cancel);
    }

    private static async Task<string> IdAsync(SurveyApp app) =>
        (await app.Service<SurveyStore>().FindAsync((await app.OrganisationAsync()).Id, "our-service", Cancel))!.SurveyId;

    private static async Task<ResponseCounts> CountsAsync(SurveyApp app) =>
        await app.Service<SurveyStore>().CountsAsync((await app.OrganisationAsync()).Id, await IdAsync(app), Cancel);

    private static async Task<List<StoredResponse>> StoredAsync(SurveyApp app)
    {
        var found = new List<StoredResponse>();
        await foreach (var response in app.Service<ResponseStore>().ReadAsync((await app.OrganisationAsync()).Id, await IdAsync(app), new ResponseFilter { IncludePartial = true }, Cancel)) found.Add(response);
        return found;
    }
}
