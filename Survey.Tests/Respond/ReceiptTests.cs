using System.Net;
using Dapper;
using Survey.Tests.Support;
using Survey.Web.Features.Respond;
using Survey.Web.Platform;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Tests.Respond;

/// <summary>A receipt lets its holder see, correct in time and withdraw a response, whoever that is.</summary>
public sealed class ReceiptTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task The_code_of_the_receipt_opens_the_answers_on_another_device(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        using var phone = new Respondent(app, study.Slug);
        using var desk = new Respondent(app, study.Slug);
        var receipt = await SubmitAsync(phone);

        var opened = await desk.Browser.SubmitAsync(await desk.OpenAsync("continue"), "main form", ("code", $" {CodeOf(receipt).ToLowerInvariant()} "));

        Assert.Equal("Thank you", opened.Title);
        Assert.Equal(CodeOf(receipt), CodeOf(opened));
        var answers = await desk.OpenAsync("answers");
        Assert.Equal("Your answers", answers.Title);
        Assert.Contains("3 – Level 3", answers.Document.QuerySelector("#of-d1 + dl dd")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Fine.", answers.Text, StringComparison.Ordinal);
        Assert.Contains("Shiraz", answers.Text, StringComparison.Ordinal);
        Assert.Equal("image/svg+xml", (await desk.Browser.Client.GetAsync(new Uri($"/s/{study.Slug}/receipt.svg", UriKind.Relative), Cancel)).Content.Headers.ContentType!.MediaType);
    }

    [Theory, EveryDatabase]
    public async Task The_database_holds_neither_the_code_nor_the_secret(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        using var phone = new Respondent(app, study.Slug);
        var token = Respondent.Hidden(await phone.BeginAsync("?lang=en"), "token");
        var code = CodeOf(await phone.PressAsync(await phone.OpenAsync("review"), "submit"));

        await using var connection = await app.Service<Database>().OpenAsync(Cancel);
        var row = (IDictionary<string, object>)await connection.QuerySingleAsync("select * from response");
        var text = string.Join(' ', row.Values.Select(value => value is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : value?.ToString()));

        Assert.DoesNotContain(code, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(token, text, StringComparison.Ordinal);
        var key = OpeningCode.Read(study.SurveyId, code)!;
        Assert.Equal((key.Hash, token), ((string)row["receipt_hash"], key.Open((byte[])row["receipt_seal"])));
    }

    [Theory, EveryDatabase]
    public async Task A_correction_in_time_replaces_the_answer_and_says_so(string provider)
    {
        var time = new ManualClock(Noon);
        await using var app = await SurveyApp.StartAsync(provider, time: time);
        var study = await RespondStudy.PublishAsync(app);
        using var phone = new Respondent(app, study.Slug);
        var receipt = await SubmitAsync(phone);
        Assert.Contains("until 8 Azar 1405", receipt.Text, StringComparison.Ordinal);
        await app.Service<MomentsBuilder>().BuildAsync(study.Organisation, study.SurveyId, null, Cancel);
        time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));

        var answers = await phone.OpenAsync("answers");
        var page = await phone.Browser.OpenAsync(answers.Document.QuerySelector("#of-d1 ~ p a")!.GetAttribute("href")!);
        Assert.Equal("3", Respondent.Checked(page, "a0"));
        var changed = await phone.PressAsync(page, "correct", ("a0", "7"));

        Assert.Equal("Your answers", changed.Title);
        Assert.NotNull(changed.Document.QuerySelector("[role=status]"));
        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.True(stored.IsComplete);
        Assert.Equal(7, stored.Response.Answers[0]);
        Assert.Equal(Noon, stored.Response.Submitted);
        Assert.Equal(Noon.AddDays(7).AddMinutes(-1), await CorrectedAtAsync(app));
        await app.Service<MomentsStore>().FoldAsync(study.Organisation, study.SurveyId, Cancel);
        Assert.Empty((await app.Service<MomentsBuilder>().VerifyAsync(study.Organisation, study.SurveyId, null, Cancel))!);
    }

    [Theory, EveryDatabase]
    public async Task After_the_time_for_corrections_the_answers_are_still_shown_and_no_longer_changed(string provider)
    {
        var time = new ManualClock(Noon);
        await using var app = await SurveyApp.StartAsync(provider, time: time);
        var study = await RespondStudy.PublishAsync(app);
        using var phone = new Respondent(app, study.Slug);
        await SubmitAsync(phone);
        var page = await phone.OpenAsync("answers/d1");
        time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));

        var refused = await phone.PressAsync(page, "correct", ("a0", "7"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("Your answers", refused.Title);
        Assert.Contains("8 Azar 1405", refused.Document.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(refused.Document.QuerySelector(".problem"));
        Assert.Equal(3, Assert.Single(await study.StoredAsync(app)).Response.Answers[0]);
        var answers = await phone.OpenAsync("answers/d1");
        Assert.Equal("Your answers", answers.Title);
        Assert.Null(answers.Document.QuerySelector("a[href*='answers/d']"));
        Assert.NotNull(answers.Document.QuerySelector("a[href$='/withdraw']"));
        Assert.DoesNotContain("until 8", (await phone.OpenAsync("receipt")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_survey_that_takes_no_corrections_or_has_closed_shows_the_answers_only()
    {
        var time = new ManualClock(Noon);
        await using var app = await SurveyApp.StartAsync(time: time);
        var never = await RespondStudy.PublishAsync(app, settings: RespondStudy.Bilingual with { CorrectionDays = 0 });
        var closing = await RespondStudy.PublishAsync(app, slug: "closing", closesAt: Noon.AddHours(2));
        using var first = new Respondent(app, never.Slug);
        using var second = new Respondent(app, closing.Slug);
        await SubmitAsync(first);
        await SubmitAsync(second);
        Assert.Contains("cannot be changed", (await first.OpenAsync("answers")).Text, StringComparison.Ordinal);
        Assert.Equal("Your answers", (await first.OpenAsync("answers/d1")).Title);
        var page = await second.OpenAsync("answers/d1");
        Assert.NotNull(page.Document.QuerySelector("button[value=correct]"));
        time.Advance(TimeSpan.FromHours(27));

        Assert.Equal(HttpStatusCode.Conflict, (await second.PressAsync(page, "correct", ("a0", "7"))).Status);
        Assert.Contains("2 Azar 1405", (await second.OpenAsync("answers")).Document.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(await closing.StoredAsync(app)).Response.Answers[0]);
    }

    [Fact]
    public async Task A_correction_that_cannot_be_stored_is_shown_again_as_it_was_typed()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var phone = new Respondent(app, study.Slug);
        await SubmitAsync(phone);

        var again = await phone.PressAsync(await phone.OpenAsync("answers/importance"), "correct", ("w0", "many"));

        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Equal("many", again.Document.QuerySelector("#w0")!.GetAttribute("value"));
        Assert.NotNull(again.Document.QuerySelector("button[value=correct]"));
    }

    [Theory, EveryDatabase]
    public async Task Withdrawing_asks_first_erases_everything_and_can_be_undone_from_the_page_that_says_so(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        using var phone = new Respondent(app, study.Slug);
        using var desk = new Respondent(app, study.Slug);
        var code = CodeOf(await SubmitAsync(phone));
        var before = Assert.Single(await study.StoredAsync(app));

        var asked = await phone.OpenAsync("withdraw");
        Assert.Single(await study.StoredAsync(app));
        var withdrawn = await phone.Browser.SubmitAsync(asked, "main form");

        Assert.Equal("Your answers are withdrawn", withdrawn.Title);
        Assert.Contains("no-store", withdrawn.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Empty(await study.StoredAsync(app));
        Assert.DoesNotContain("Fine.", await EverythingStoredAsync(app), StringComparison.Ordinal);
        Assert.Equal("Service of our bank", (await phone.OpenAsync(query: "?lang=en")).Title);
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Browser.SubmitAsync(await desk.OpenAsync("continue"), "main form", ("code", code))).Status);

        var restored = await phone.Browser.SubmitAsync(withdrawn, "main form");

        Assert.Equal("Thank you", restored.Title);
        var after = Assert.Single(await study.StoredAsync(app));
        Assert.Equal(before.Response.Answers, after.Response.Answers);
        Assert.Equal((before.Response.Comment, before.Response.Submitted), (after.Response.Comment, after.Response.Submitted));
        Assert.Equal("Thank you", (await desk.Browser.SubmitAsync(await desk.OpenAsync("continue"), "main form", ("code", code))).Title);
        Assert.Equal("Thank you", (await phone.Browser.SubmitAsync(withdrawn, "main form")).Title);
    }

    [Fact]
    public async Task What_was_not_submitted_can_be_withdrawn_as_well_and_comes_back_as_far_as_it_was()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var phone = new Respondent(app, study.Slug);
        await phone.BeginAsync("?lang=en");
        await phone.PressAsync(await phone.OpenAsync("d1"), "next", ("a0", "6"));
        Assert.NotNull((await phone.OpenAsync("later")).Document.QuerySelector("a[href$='/withdraw']"));

        var withdrawn = await phone.Browser.SubmitAsync(await phone.OpenAsync("withdraw"), "main form");
        Assert.Empty(await study.StoredAsync(app));
        Assert.Equal(HttpStatusCode.OK, (await phone.Browser.SubmitAsync(withdrawn, "main form")).Status);

        Assert.Equal("6", Respondent.Checked(await phone.OpenAsync("d1"), "a0"));
    }

    [Fact]
    public async Task A_withdrawal_is_undone_neither_late_nor_with_what_another_response_or_nobody_has_sealed()
    {
        var time = new ManualClock(Noon);
        await using var app = await SurveyApp.StartAsync(time: time);
        var study = await RespondStudy.PublishAsync(app);
        using var one = new Respondent(app, study.Slug);
        using var other = new Respondent(app, study.Slug);
        await SubmitAsync(one);
        await SubmitAsync(other);
        var first = await one.Browser.SubmitAsync(await one.OpenAsync("withdraw"), "main form");
        var second = await other.Browser.SubmitAsync(await other.OpenAsync("withdraw"), "main form");

        foreach (var kept in new[] { Respondent.Hidden(second, "kept"), Respondent.Hidden(first, "kept")[..^4] + "AAAA", "", "not sealed" })
            Assert.Equal(HttpStatusCode.Conflict, (await one.Browser.SubmitAsync(first, "main form", ("kept", kept))).Status);
        time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Conflict, (await one.Browser.SubmitAsync(first, "main form")).Status);

        Assert.Empty(await study.StoredAsync(app));
    }

    [Fact]
    public async Task Withdrawing_works_when_the_survey_has_ended_and_repeating_it_changes_nothing()
    {
        var time = new ManualClock(Noon);
        await using var app = await SurveyApp.StartAsync(time: time);
        var study = await RespondStudy.PublishAsync(app, closesAt: Noon.AddHours(1));
        using var phone = new Respondent(app, study.Slug);
        await SubmitAsync(phone);
        time.Advance(TimeSpan.FromDays(30));
        var asked = await phone.OpenAsync("withdraw");

        Assert.Equal("Your answers are withdrawn", (await phone.Browser.SubmitAsync(asked, "main form")).Title);
        var again = await phone.Browser.SubmitAsync(asked, "main form");

        Assert.Equal("Your answers are withdrawn", again.Title);
        Assert.Null(again.Document.QuerySelector("input[name=kept]"));
        Assert.Empty(await study.StoredAsync(app));
    }

    [Fact]
    public async Task On_a_shared_device_the_answers_can_be_left_behind()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var kiosk = new Respondent(app, study.Slug);
        var receipt = await SubmitAsync(kiosk);

        var start = await kiosk.Browser.SubmitAsync(receipt, "form.shared");

        Assert.Equal("Service of our bank", start.Title);
        Assert.Equal("Service of our bank", (await kiosk.OpenAsync("answers", "?lang=en")).Title);
        Assert.Equal("Thank you", (await kiosk.Browser.SubmitAsync(await kiosk.OpenAsync("continue"), "main form", ("code", CodeOf(receipt)))).Title);
    }

    [Fact]
    public async Task Posts_from_another_site_and_too_many_of_them_are_refused()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var phone = new Respondent(app, study.Slug);
        var receipt = await SubmitAsync(phone);
        var asked = await phone.OpenAsync("withdraw");
        phone.Browser.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, (await phone.Browser.PostAsync(asked, "main form")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await phone.Browser.PostAsync(receipt, "form.shared")).StatusCode);
        phone.Browser.Client.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        Assert.Equal(HttpStatusCode.BadRequest, (await phone.Browser.PostAsync(asked, "main form", ("token", "forged"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await phone.Browser.PostAsync(asked, "main form", ("token", ResponseToken.Mint()))).StatusCode);
        Assert.Single(await study.StoredAsync(app));

        while (app.Service<RespondLimits>().TakesPost(Respondent.Hidden(asked, "token"), null)) { }
        Assert.Equal(HttpStatusCode.TooManyRequests, (await phone.Browser.PostAsync(asked, "main form")).StatusCode);
        Assert.Single(await study.StoredAsync(app));
    }

    private static async Task<TestPage> SubmitAsync(Respondent respondent) => await respondent.AnswerAllAsync(
        await respondent.BeginAsync("?lang=en"), (name, values) => name == "a0" ? "3" : values[^1], "Fine.");

    private static string CodeOf(TestPage page) => page.Document.QuerySelector(".receipt .code")!.TextContent.Trim();

    private static async Task<DateTimeOffset?> CorrectedAtAsync(SurveyApp app)
    {
        await using var connection = await app.Service<Database>().OpenAsync(Cancel);
        return (await connection.QuerySingleAsync<ResponseRow>($"select {ResponseRowColumns.List} from response")).CorrectedAt;
    }

    private static async Task<string> EverythingStoredAsync(SurveyApp app)
    {
        await using var connection = await app.Service<Database>().OpenAsync(Cancel);
        var rows = await connection.QueryAsync("select * from response");
        return string.Join(' ', rows.SelectMany(row => ((IDictionary<string, object?>)row).Values).Select(value => value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : value?.ToString()));
    }
}
