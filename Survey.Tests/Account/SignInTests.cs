using System.Net;
using Survey.Tests.Support;
using Survey.Web.Features.Account;
using Survey.Web.Platform.Security;

namespace Survey.Tests.Account;

public sealed class SignInTests
{
    [Theory, EveryDatabase]
    public async Task Five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour(string provider)
    {
        var clock = new ManualClock();
        await using var app = await SurveyApp.StartAsync(provider, clock);
        await app.AddAccountAsync(Roles.Viewer, "ada@example.org");
        using var browser = app.NewBrowser();
        for (var attempt = 0; attempt < SignIn.AttemptLimit; attempt++)
            Assert.Equal(HttpStatusCode.BadRequest, (await AttemptAsync(browser, "ada@example.org", "wrong password")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await AttemptAsync(browser, "ada@example.org", SurveyApp.Password)).StatusCode);
        clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(HttpStatusCode.BadRequest, (await AttemptAsync(browser, "ada@example.org", SurveyApp.Password)).StatusCode);
        clock.Advance(TimeSpan.FromMinutes(1.1));
        Assert.Equal(HttpStatusCode.BadRequest, (await AttemptAsync(browser, "ada@example.org", "one more wrong")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await AttemptAsync(browser, "ada@example.org", SurveyApp.Password)).StatusCode);
    }

    [Fact]
    public async Task An_unknown_a_locked_and_a_mistyped_account_are_told_the_same()
    {
        await using var app = await SurveyApp.StartAsync();
        await app.AddAccountAsync(Roles.Viewer, "ada@example.org");
        using var browser = app.NewBrowser();
        var mistyped = await MessageAsync(browser, "ada@example.org");
        for (var attempt = 0; attempt < SignIn.AttemptLimit; attempt++) await AttemptAsync(browser, "ada@example.org", "wrong password");
        var locked = await MessageAsync(browser, "ada@example.org");
        var unknown = await MessageAsync(browser, "nobody@example.org");
        Assert.NotEmpty(mistyped);
        Assert.Equal(mistyped, locked);
        Assert.Equal(mistyped, unknown);
    }

    [Fact]
    public async Task The_address_is_matched_in_any_case_and_kept_after_a_refusal()
    {
        await using var app = await SurveyApp.StartAsync();
        await app.AddAccountAsync(Roles.Viewer, "Ada@Example.org");
        using var browser = app.NewBrowser();
        var refused = await TestPage.ReadAsync(await AttemptAsync(browser, " ADA@example.ORG ", "wrong"));
        Assert.Contains("ADA@example.ORG", refused.Document.QuerySelector("#email")!.GetAttribute("value"), StringComparison.Ordinal);
        Assert.Equal("#email", refused.Document.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal(HttpStatusCode.Redirect, (await AttemptAsync(browser, " ADA@example.ORG ", SurveyApp.Password)).StatusCode);
    }

    [Fact]
    public async Task Signing_in_leads_back_to_the_page_that_was_asked_for()
    {
        await using var app = await SurveyApp.StartAsync();
        await app.AddAccountAsync(Roles.Administrator, "ada@example.org");
        using var browser = app.NewBrowser();
        var asked = await browser.OpenAsync("/people?done=revoked");
        Assert.Equal("/sign-in", asked.Address.AbsolutePath);
        var signedIn = await browser.SubmitAsync(asked, "main form", ("Input.Email", "ada@example.org"), ("Input.Password", SurveyApp.Password));
        Assert.Equal("/people?done=revoked", signedIn.Address.PathAndQuery);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task A_return_address_outside_this_site_is_ignored(string address)
    {
        await using var app = await SurveyApp.StartAsync();
        await app.AddAccountAsync(Roles.Viewer, "ada@example.org");
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync("/sign-in?return=" + Uri.EscapeDataString(address));
        var answer = await browser.PostAsync(page, "main form", ("Input.Email", "ada@example.org"), ("Input.Password", SurveyApp.Password));
        Assert.Equal("/", new Uri(app.Address, answer.Headers.Location!).PathAndQuery);
        Assert.Equal(app.Address.Authority, new Uri(app.Address, answer.Headers.Location!).Authority);
        var language = await browser.Client.GetAsync(new Uri(app.Address, "/language/fa?return=" + Uri.EscapeDataString(address)), TestContext.Current.CancellationToken);
        Assert.Equal(app.Address.Authority, new Uri(app.Address, language.Headers.Location!).Authority);
    }

    [Theory, EveryDatabase]
    public async Task A_session_survives_a_restart(string provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        TestBrowser browser;
        await using (var app = await SurveyApp.StartAsync(database)) browser = await app.SignInAsync();
        await using (var app = await SurveyApp.StartAsync(database))
        {
            using var resumed = app.NewBrowser();
            foreach (Cookie cookie in browser.Cookies.GetAllCookies()) resumed.Cookies.Add(app.Address, new Cookie(cookie.Name, cookie.Value));
            Assert.Equal("/people", (await resumed.OpenAsync("/people")).Address.AbsolutePath);
        }

        browser.Dispose();
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_needs_the_form()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync();
        var forged = await browser.Client.PostAsync(new Uri(app.Address, "/sign-out"), new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        var page = await browser.OpenAsync("/account");
        var after = await browser.SubmitAsync(page, "form[action='/sign-out']");
        Assert.Equal("/sign-in", after.Address.AbsolutePath);
        Assert.Equal("/sign-in", (await browser.OpenAsync("/account")).Address.AbsolutePath);
    }

    [Fact]
    public async Task Cookies_are_out_of_reach_of_scripts_and_other_sites()
    {
        await using var app = await SurveyApp.StartAsync();
        await app.AddAccountAsync(Roles.Viewer, "ada@example.org");
        using var browser = app.NewBrowser();
        var answer = await AttemptAsync(browser, "ada@example.org", SurveyApp.Password);
        var session = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("session=", StringComparison.Ordinal));
        Assert.Contains("httponly", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("expires=", session, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Changing_the_password_ends_the_other_sessions_only()
    {
        await using var app = await SurveyApp.StartAsync();
        await app.AddAccountAsync(Roles.Viewer, "ada@example.org");
        using var here = await app.SignInAsAsync("ada@example.org");
        using var elsewhere = await app.SignInAsAsync("ada@example.org");
        var page = await here.OpenAsync("/account");
        var wrong = await here.SubmitAsync(page, "form:has(#current-password)", ("Password.Current", "not it"), ("Password.New.First", "another long password"), ("Password.New.Second", "another long password"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        var changed = await here.SubmitAsync(page, "form:has(#current-password)", ("Password.Current", SurveyApp.Password), ("Password.New.First", "another long password"), ("Password.New.Second", "another long password"));
        Assert.Equal("/account?done=password", changed.Address.PathAndQuery);
        Assert.Equal("/sign-in", (await elsewhere.OpenAsync("/account")).Address.AbsolutePath);
    }

    [Theory]
    [InlineData("", "name@example.org", "PasswordTooShort")]
    [InlineData("elevenchars", "name@example.org", "PasswordTooShort")]
    [InlineData("Name@Example.org", "name@example.org", "PasswordIsEmail")]
    [InlineData("abababababababab", "name@example.org", "PasswordTooUniform")]
    [InlineData("twelve chars", "name@example.org", null)]
    [InlineData("گذرواژه‌ای به فارسی", "name@example.org", null)]
    public void Passwords_are_held_to_length_and_little_else(string password, string email, string? refusal) =>
        Assert.Equal(refusal, Passwords.Refusal(password, email));

    private static async Task<HttpResponseMessage> AttemptAsync(TestBrowser browser, string email, string password) =>
        await browser.PostAsync(await browser.OpenAsync("/sign-in"), "main form", ("Input.Email", email), ("Input.Password", password));

    private static async Task<string> MessageAsync(TestBrowser browser, string email) =>
        (await TestPage.ReadAsync(await AttemptAsync(browser, email, "wrong password"))).Document.QuerySelector(".error-summary")!.TextContent.Trim();
}
