using System.Net;
using AngleSharp.Html.Dom;
using Survey.Tests.Support;
using Survey.Web.Storage;

namespace Survey.Tests.Respond;

/// <summary>Kiosk and embedded pages without script: no cookie, nothing left behind, one response a person.</summary>
public sealed class GuestTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task Many_people_answer_on_one_kiosk_without_a_cookie(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await PublishAsync(app, new() { HasKiosk = true }, RespondStudy.Bilingual with { Duplicates = DuplicateControl.Device, LinkAttributes = ["branch"] });
        using var respondent = new Respondent(app, study.Slug);

        for (var person = 1; person <= 2; person++)
        {
            var start = await respondent.OpenAsync("kiosk", "?branch=shiraz");
            Assert.Equal("no-store", start.Response.Headers.CacheControl!.ToString());
            Assert.Empty(start.Document.QuerySelectorAll("main input:checked"));
            var point = person;
            var thanks = await respondent.AnswerAllAsync(await respondent.PressAsync(start, "next"), (_, values) => values[point], $"Person {person}");
            Assert.Equal(HttpStatusCode.OK, thanks.Status);
            Assert.Equal("no-store", thanks.Response.Headers.CacheControl!.ToString());
            Assert.DoesNotContain($"Person {person}", thanks.Html, StringComparison.Ordinal);
            Assert.Equal($"/s/{study.Slug}/kiosk?branch=shiraz", thanks.Document.QuerySelector("[data-reset]")!.GetAttribute("href"));
            Assert.StartsWith("20;url=/s/", thanks.Document.QuerySelector("head noscript")!.InnerHtml.Split("content=\"")[1], StringComparison.Ordinal);
        }

        Assert.Equal(0, respondent.Browser.Cookies.Count);
        var stored = await study.StoredAsync(app);
        Assert.Equal(["Person 1 kiosk shiraz True", "Person 2 kiosk shiraz True"], stored.Select(one => $"{one.Response.Comment} {one.Response.Channel} {one.Response.Attributes[0]} {one.IsComplete}").Order());
    }

    [Theory, EveryDatabase]
    public async Task A_response_whose_person_has_gone_is_kept_and_shown_to_nobody(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await PublishAsync(app, new() { HasKiosk = true });
        using var respondent = new Respondent(app, study.Slug);
        var about = await respondent.PressAsync(await respondent.OpenAsync("kiosk"), "next");
        var first = await respondent.PressAsync(about, "next", ("t0", "tehran"));

        using var end = await respondent.PostAsync(first, "end", ("a0", "3"));

        Assert.Equal((HttpStatusCode.SeeOther, $"/s/{study.Slug}/kiosk"), (end.StatusCode, end.Headers.Location!.ToString()));
        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.Equal((false, (byte)3, "tehran"), (stored.IsComplete, stored.Response.Answers[0], stored.Response.Attributes[0]));

        // The way back: the browser posts once more what the person before had sent, or what the next one changes on their page.
        foreach (var again in new[] { await respondent.PressAsync(about, "next", ("t0", "tehran")), await respondent.PressAsync(first, "next", ("a0", "5")), await respondent.PressAsync(first, "back", ("a0", "3")) })
        {
            Assert.Null(again.Document.QuerySelector("form#page"));
            Assert.DoesNotContain("checked", again.Document.QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
        }
        Assert.Equal(3, Assert.Single(await study.StoredAsync(app)).Response.Answers[0]);
    }

    [Fact]
    public async Task What_was_submitted_on_a_kiosk_is_thanked_for_and_never_shown_again()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await PublishAsync(app, new() { HasKiosk = true });
        using var respondent = new Respondent(app, study.Slug);
        var about = await respondent.PressAsync(await respondent.OpenAsync("kiosk"), "next");
        await respondent.AnswerAllAsync(about, comment: "Secret");

        var again = await respondent.PressAsync(about, "next", ("t0", "tehran"));

        Assert.Null(again.Document.QuerySelector("form#page"));
        foreach (var page in new[] { "receipt?mode=kiosk", "answers?mode=kiosk", "review?mode=kiosk", "d1?mode=kiosk" })
            Assert.DoesNotContain("Secret", (await respondent.OpenAsync(page)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_wrong_keeps_what_was_typed_and_open_questions_are_reached_by_buttons()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await PublishAsync(app, new() { HasEmbed = true, EmbedSites = ["https://www.bank.example"] });
        using var respondent = new Respondent(app, study.Slug);
        var page = await respondent.PressAsync(await respondent.OpenAsync("embed"), "next");
        while (page.Document.QuerySelector("#w0") is null) page = await respondent.PressAsync(page, "next");

        var wrong = await respondent.PressAsync(page, "next", ("w0", "many"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal("many", ((IHtmlInputElement)wrong.Document.GetElementById("w0")!).Value);
        page = await respondent.PressAsync(wrong, "next", ("w0", ""));
        while (page.Document.QuerySelector("button[value=submit]") is null) page = await respondent.PressAsync(page, "next");
        var dimension = await respondent.PressAsync(page, page.Document.QuerySelector(".open button")!.GetAttribute("value")!);

        Assert.NotNull(dimension.Document.QuerySelector("[name=a0]"));
        Assert.Equal(0, respondent.Browser.Cookies.Count);
    }

    [Fact]
    public async Task Only_embedded_pages_may_be_framed_and_only_by_the_sites_that_are_named()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await PublishAsync(app, new() { HasKiosk = true, HasEmbed = true, EmbedSites = ["https://www.bank.example", "https://shop.example:8443"] });
        using var respondent = new Respondent(app, study.Slug);

        var embedded = await respondent.OpenAsync("embed");
        var next = await respondent.PressAsync(embedded, "next");
        foreach (var page in new[] { embedded, next }) Assert.EndsWith("frame-ancestors 'self' https://www.bank.example https://shop.example:8443", PolicyOf(page), StringComparison.Ordinal);
        foreach (var page in new[] { await respondent.OpenAsync(), await respondent.OpenAsync("kiosk"), await respondent.Browser.OpenAsync("/sign-in") })
            Assert.EndsWith("frame-ancestors 'self'", PolicyOf(page), StringComparison.Ordinal);
        Assert.Equal("cross-origin", (await respondent.Browser.OpenAsync("/embed.js")).Response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal("embed", Assert.Single(await study.StoredAsync(app)).Response.Channel);
    }

    [Theory]
    [InlineData("kiosk")]
    [InlineData("embed")]
    public async Task Without_being_switched_on_nobody_answers_there(string mode)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var start = await respondent.OpenAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await respondent.OpenAsync(mode)).Status);
        var posted = await respondent.Browser.Client.PostAsync(new Uri(app.Address, $"/s/{study.Slug}/{mode}"), new FormUrlEncodedContent([new("token", Respondent.Hidden(start, "token"))]), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
        Assert.Empty(await study.StoredAsync(app));
    }

    private static string PolicyOf(TestPage page) => page.Response.Headers.GetValues("Content-Security-Policy").Single();

    private static async Task<RespondStudy> PublishAsync(SurveyApp app, SurveyChannels channels, SurveySettings? settings = null)
    {
        var study = await RespondStudy.PublishAsync(app, settings: settings);
        await app.Service<SurveyChannelStore>().SaveAsync(study.Organisation, study.SurveyId, channels, Cancel);
        return study;
    }
}
