using System.Net;
using Dapper;
using Survey.Tests.Support;
using Survey.Web.Features.Respond;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Tests.Respond;

/// <summary>Coming back to a response on another device.</summary>
public sealed class ResumeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory, EveryDatabase]
    public async Task A_code_opens_the_response_on_another_device_however_it_is_typed(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        using var phone = new Respondent(app, study.Slug);
        using var desk = new Respondent(app, study.Slug, "fa");
        await phone.BeginAsync("?lang=en");
        var later = await phone.PressAsync(await phone.OpenAsync("d1"), "later", ("a0", "6"));
        Assert.Equal("Come back to your answers", later.Title);

        var code = CodeOf(await phone.Browser.SubmitAsync(later, "main form"));
        var asked = await desk.Browser.SubmitAsync(await desk.OpenAsync("continue"), "main form", ("code", $" {Persian(code.ToLowerInvariant())} "));

        Assert.Equal("Continue where you left off?", asked.Title);
        Assert.Equal("6", Respondent.Checked(await desk.OpenAsync("d1"), "a0"));
        await desk.PressAsync(await desk.OpenAsync("d2"), "next", ("a4", "2"));
        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.Equal((6, 2), (stored.Response.Answers[0], stored.Response.Answers[4]));
    }

    [Fact]
    public async Task The_personal_address_opens_the_response_and_asks_before_it_shows_an_answer()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var phone = new Respondent(app, study.Slug);
        using var desk = new Respondent(app, study.Slug);
        await phone.BeginAsync("?lang=en");
        await phone.PressAsync(await phone.OpenAsync("d1"), "next", ("a0", "6"));
        var mine = (await phone.OpenAsync("later")).Document.QuerySelector("input[readonly]")!.GetAttribute("value")!;
        Assert.StartsWith(app.Address.ToString(), mine, StringComparison.Ordinal);

        var asked = await desk.Browser.OpenAsync(mine);

        Assert.Equal("Continue where you left off?", asked.Title);
        Assert.DoesNotContain(Respondent.Hidden(await phone.OpenAsync("d1"), "token"), asked.Html, StringComparison.Ordinal);
        Assert.Equal("6", Respondent.Checked(await desk.OpenAsync("d1"), "a0"));
        await desk.PressAsync(await desk.OpenAsync("review"), "submit");
        Assert.Equal("Thank you", (await desk.Browser.OpenAsync(mine)).Title);
    }

    [Fact]
    public async Task A_wrong_code_and_an_expired_one_are_refused_alike_and_what_was_typed_stays()
    {
        var time = new ManualClock(Noon);
        await using var app = await SurveyApp.StartAsync(time: time);
        var study = await RespondStudy.PublishAsync(app);
        using var phone = new Respondent(app, study.Slug);
        using var desk = new Respondent(app, study.Slug);
        await phone.BeginAsync("?lang=en");
        var code = CodeOf(await phone.Browser.SubmitAsync(await phone.OpenAsync("later"), "main form"));
        time.Advance(TimeSpan.FromDays(2));

        foreach (var typed in new[] { code, "2222-2222", "", "short", "OOOO-0000" })
        {
            var refused = await desk.Browser.SubmitAsync(await desk.OpenAsync("continue"), "main form", ("code", typed));
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Equal(typed, refused.Document.QuerySelector("#code")!.GetAttribute("value"));
            Assert.Equal("#code", refused.Document.QuerySelector(".problem a")!.GetAttribute("href"));
        }
        Assert.Equal("Welcome", (await desk.OpenAsync(query: "?lang=en")).Document.Title!.Split(" – ")[0]);
    }

    [Fact]
    public async Task Codes_are_made_and_tried_at_a_limited_rate()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var phone = new Respondent(app, study.Slug);
        await phone.BeginAsync("?lang=en");
        var later = await phone.OpenAsync("later");
        var made = new List<HttpStatusCode>();
        for (var k = 0; k < 6; k++) made.Add((await phone.Browser.PostAsync(later, "main form")).StatusCode);
        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 5), HttpStatusCode.TooManyRequests], made);

        var limits = new RespondLimits();
        Assert.Equal(600, Enumerable.Range(0, 1000).Count(_ => limits.TakesGuess("survey", IPAddress.Loopback)));
        Assert.Equal(60, Enumerable.Range(0, 100).Count(_ => limits.TakesGuess("other", IPAddress.Parse("192.0.2.1"))));
    }

    [Theory, EveryDatabase]
    public async Task The_database_holds_neither_the_code_nor_the_secret_nor_whose_it_is(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        using var phone = new Respondent(app, study.Slug);
        await phone.BeginAsync("?lang=en");
        var token = Respondent.Hidden(await phone.OpenAsync("d1"), "token");
        var code = CodeOf(await phone.Browser.SubmitAsync(await phone.OpenAsync("later"), "main form")).Replace("-", "", StringComparison.Ordinal);

        await using var connection = await app.Service<Database>().OpenAsync(TestContext.Current.CancellationToken);
        var row = (IDictionary<string, object>)await connection.QuerySingleAsync("select * from resume_code");
        var text = string.Join(' ', row.Values.Select(value => value is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : value.ToString()));

        Assert.DoesNotContain(code, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(token, text, StringComparison.Ordinal);
        Assert.DoesNotContain(ResponseToken.ResponseIdOf(token), text, StringComparison.Ordinal);
        Assert.Equal(token, OpeningCode.Read(study.SurveyId, code)!.Open((byte[])row["sealed_token"]));
    }

    [Fact]
    public async Task A_post_from_another_site_makes_no_code_and_tries_none()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var phone = new Respondent(app, study.Slug);
        await phone.BeginAsync("?lang=en");
        var (later, asked) = (await phone.OpenAsync("later"), await phone.OpenAsync("continue"));
        phone.Browser.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        Assert.Equal(HttpStatusCode.Forbidden, (await phone.Browser.PostAsync(later, "main form")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await phone.Browser.PostAsync(asked, "main form", ("code", "2222-2222"))).StatusCode);
    }

    private static string CodeOf(TestPage page) => page.Document.QuerySelector("p.code")!.TextContent.Trim();

    private static string Persian(string text) => string.Concat(text.Select(character => character is >= '0' and <= '9' ? (char)('۰' + (character - '0')) : character));
}
