using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Dapper;
using Survey.Tests.Support;
using Survey.Web.Platform.Security;

namespace Survey.Tests.Shell;

public sealed class ProblemPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/nowhere", "en", "Page not found")]
    [InlineData("/nowhere", "fa", "صفحه پیدا نشد")]
    [InlineData("/nowhere?lang=fa", "en", "صفحه پیدا نشد")]
    [InlineData("/nowhere?lang=en", "fa", "Page not found")]
    public async Task An_unknown_address_is_explained_in_the_visitors_language(string address, string accepted, string title)
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = app.NewBrowser(accepted);
        var page = await browser.OpenAsync(address);
        Assert.Equal((HttpStatusCode.NotFound, title), (page.Status, page.Title));
        Assert.Equal(title.StartsWith('P') ? ("en", "ltr") : ("fa", "rtl"), (page.Language, page.Document.DocumentElement.GetAttribute("dir")));
        Assert.True(page.Response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task The_chosen_language_is_remembered_and_leads_back()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = app.NewBrowser("en");
        var page = await browser.OpenAsync("/language/fa?return=" + Uri.EscapeDataString("/sign-in?lang=en&return=%2Fpeople"));
        Assert.Equal("/sign-in?return=%2Fpeople", page.Address.PathAndQuery);
        Assert.Equal(("fa", "ورود"), (page.Language, page.Title));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/language/xx")).Status);
    }

    [Theory]
    [InlineData("en", "The form could not be accepted")]
    [InlineData("fa", "فرم پذیرفته نشد")]
    public async Task A_post_without_its_token_is_refused_with_a_way_back_and_changes_nothing(string language, string title)
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(Roles.Administrator, language);
        var settings = await browser.OpenAsync("/settings");
        var page = await browser.SubmitAsync(settings, "main form", ("__RequestVerificationToken", null), ("Input.Name", "Hijacked"));
        Assert.Equal((HttpStatusCode.BadRequest, title), (page.Status, page.Title));
        Assert.NotNull(page.Document.QuerySelector("main a[href='/settings']"));
        Assert.NotEqual("Hijacked", (await app.OrganisationAsync()).Name);
    }

    [Fact]
    public async Task Programs_get_problem_details()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = app.NewBrowser();
        browser.Client.DefaultRequestHeaders.Accept.Clear();
        foreach (var (address, accept) in new[] { ("/api/nowhere", "*/*"), ("/nowhere", "application/json") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, address)) { Headers = { Accept = { MediaTypeWithQualityHeaderValue.Parse(accept) } } };
            var answer = await browser.Client.SendAsync(request, Cancel);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
            Assert.Equal(404, problem.RootElement.GetProperty("status").GetInt32());
            var explanation = await browser.OpenAsync(problem.RootElement.GetProperty("type").GetString()!);
            Assert.Equal((HttpStatusCode.OK, "Page not found"), (explanation.Status, explanation.Title));
        }
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    [InlineData("/health/ready")]
    [InlineData("/fonts/vazirmatn-33.0.3.woff2")]
    [InlineData("/language/fa")]
    [InlineData("/people")]
    [InlineData("/api/nowhere")]
    public async Task Every_kind_of_answer_carries_the_security_headers_and_answers_head(string address)
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = app.NewBrowser();
        var get = await browser.Client.GetAsync(new Uri(app.Address, address), Cancel);
        var policy = Assert.Single(get.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(get.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(get.Headers.Contains("Referrer-Policy"));
        Assert.False(get.Headers.Contains("Server"));
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(app.Address, address));
        var head = await browser.Client.SendAsync(request, Cancel);
        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task The_style_sheet_is_kept_for_good_under_its_fingerprint_and_pages_hold_nothing_inline()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = app.NewBrowser("fa");
        foreach (var address in new[] { "/sign-in", "/nowhere" })
        {
            var page = await browser.OpenAsync(address);
            var style = page.Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
            var answer = await browser.Client.GetAsync(new Uri(app.Address, style), Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll("script, style, [style]"));
            Assert.Contains("نظرسنجی", page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_are_compressed()
    {
        await using var app = await SurveyApp.StartAsync();
        using var client = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = app.Address };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        var answer = await client.GetAsync(new Uri(app.Address, "/sign-in"), Cancel);
        Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
    }

    [Theory]
    [InlineData("en", "The database cannot be reached")]
    [InlineData("fa", "دسترسی به پایگاه داده ممکن نیست")]
    public async Task A_database_that_is_away_is_said_on_any_page(string language, string title)
    {
        if (PostgresCluster.MissingReason is { } missing) Assert.Skip(missing);
        await using var database = await TestDatabase.CreateAsync("postgresql");
        await using var app = await SurveyApp.StartAsync(database);
        using var browser = await app.SignInAsync(Roles.Administrator, language);
        await browser.OpenAsync("/people");
        await PostgresCluster.DropDatabaseAsync(database.Options.ConnectionString);
        using var visitor = app.NewBrowser(language);
        var form = await visitor.OpenAsync("/sign-in");
        var signIn = await visitor.SubmitAsync(form, "main form", ("Input.Email", "ada@example.org"), ("Input.Password", "whatever it is"));
        foreach (var page in new[] { await browser.OpenAsync("/people"), signIn })
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, title), (page.Status, page.Title));
            Assert.NotNull(page.Response.Headers.RetryAfter);
        }

        var health = await browser.Client.GetAsync(new Uri(app.Address, "/health/ready"), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.Client.GetAsync(new Uri(app.Address, "/health/live"), Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_failure_of_the_program_shows_a_number_and_no_stack()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync();
        await using (var connection = await app.Database.Database.OpenAsync(Cancel)) await connection.ExecuteAsync("alter table account_link rename to elsewhere");
        var page = await browser.OpenAsync("/people");
        Assert.Equal((HttpStatusCode.InternalServerError, "Something went wrong"), (page.Status, page.Title));
        Assert.NotNull(page.Document.QuerySelector("main .mono"));
        Assert.DoesNotContain("account_link", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_sign_ins_from_one_address_are_asked_to_wait()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = app.NewBrowser("fa");
        HttpResponseMessage answer;
        var posts = 0;
        do answer = await browser.Client.PostAsync(new Uri(app.Address, "/sign-in"), new FormUrlEncodedContent([]), Cancel);
        while (answer.StatusCode != HttpStatusCode.TooManyRequests && ++posts < 1000);
        Assert.InRange(posts, 60, 500);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal("درخواست‌ها بیش از حد بود", (await TestPage.ReadAsync(answer)).Title);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/sign-in")).Status);
    }

    [Fact]
    public async Task A_post_that_is_too_large_is_refused()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync("/sign-in");
        var answer = await browser.PostAsync(page, "main form", ("Input.Email", new string('a', 5_000_000)), ("Input.Password", "x"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("Too much was sent at once", (await TestPage.ReadAsync(answer)).Title);
    }
}
