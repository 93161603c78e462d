using System.Net;
using System.Text.RegularExpressions;
using Survey.Tests.Support;
using Survey.Web.Features.Account;
using Survey.Web.Platform.Security;

namespace Survey.Tests.Account;

public sealed partial class SetUpTests
{
    private static readonly (string, string?)[] Filled =
    [
        ("Input.Organisation.Name", "Bank of the North"), ("Input.Organisation.Language", "en"), ("Input.Organisation.TimeZone", "Asia/Tehran"), ("Input.Organisation.Calendar", "jalali"),
        ("Input.DisplayName", "Ada"), ("Input.Email", "Ada@Example.org"), ("Input.Password.First", "a long enough password"), ("Input.Password.Second", "a long enough password"),
    ];

    [Theory, EveryDatabase]
    public async Task The_first_start_prints_a_link_that_creates_the_first_administrator_once(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync(SetUpLink(app));
        Assert.Equal("Set up", page.Title);
        await browser.OpenAsync(SetUpLink(app));

        var answer = await browser.PostAsync(page, "main form", Filled);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("People", (await browser.OpenAsync("/people")).Title);
        var organisation = await app.OrganisationAsync();
        Assert.Equal(("Bank of the North", "Asia/Tehran", "jalali"), (organisation.Name, organisation.TimeZone, organisation.Calendar));

        using var second = app.NewBrowser();
        var again = await second.PostAsync(page, "main form", [.. Filled, ("Input.Email", "eve@example.org")]);
        Assert.False(again.IsSuccessStatusCode && again.Headers.Location is not null);
        Assert.Equal(HttpStatusCode.Gone, (await second.OpenAsync(SetUpLink(app))).Status);
    }

    [Fact]
    public async Task A_refused_set_up_keeps_what_was_typed_and_can_be_sent_again()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync(SetUpLink(app));
        var refused = await browser.SubmitAsync(page, "main form", [.. Filled.Select(field => field.Item1 == "Input.Password.Second" ? (field.Item1, "something else entirely") : field)]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("The two passwords are not the same.", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Ada", refused.Document.QuerySelector("#display-name")!.GetAttribute("value"));
        Assert.DoesNotContain("a long enough password", refused.Html, StringComparison.Ordinal);
        var accepted = await browser.PostAsync(refused, "main form", ("Input.Password.First", "a long enough password"), ("Input.Password.Second", "a long enough password"));
        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
    }

    [Fact]
    public async Task Two_people_with_the_same_link_make_one_administrator()
    {
        await using var app = await SurveyApp.StartAsync("sqlite");
        using var first = app.NewBrowser();
        using var second = app.NewBrowser();
        var (firstPage, secondPage) = (await first.OpenAsync(SetUpLink(app)), await second.OpenAsync(SetUpLink(app)));
        var answers = await Task.WhenAll(
            first.PostAsync(firstPage, "main form", Filled),
            second.PostAsync(secondPage, "main form", [.. Filled.Where(field => field.Item1 != "Input.Email"), ("Input.Email", "eve@example.org")]));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Gone);
        var people = await app.Service<Survey.Web.Storage.AccountStore>().ListAsync((await app.OrganisationAsync()).Id, TestContext.Current.CancellationToken);
        Assert.Single(people);
    }

    [Fact]
    public async Task Every_start_without_an_administrator_prints_a_fresh_link_and_none_afterwards()
    {
        await using var database = await TestDatabase.CreateAsync("sqlite");
        string first;
        await using (var app = await SurveyApp.StartAsync(database)) first = SetUpLink(app);
        await using (var app = await SurveyApp.StartAsync(database))
        {
            Assert.NotEqual(first, SetUpLink(app));
            await app.AddAccountAsync(Roles.Administrator, "ada@example.org");
        }

        await using (var app = await SurveyApp.StartAsync(database))
        {
            Assert.DoesNotContain("token", app.Announcements, StringComparison.Ordinal);
            using var browser = app.NewBrowser();
            Assert.Equal(HttpStatusCode.Gone, (await browser.OpenAsync(first)).Status);
        }
    }

    [Theory]
    [InlineData("/set-up?token=forged")]
    [InlineData("/set-up")]
    [InlineData("/invitation?token=forged")]
    [InlineData("/reset-password?token=forged")]
    public async Task A_forged_link_shows_no_form(string address)
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync(address);
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Null(page.Document.QuerySelector("main form"));
    }

    [Fact]
    public async Task A_set_up_link_ends_after_a_day()
    {
        var clock = new ManualClock();
        await using var app = await SurveyApp.StartAsync(time: clock);
        using var browser = app.NewBrowser();
        clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync(SetUpLink(app))).Status);
        clock.Advance(TimeSpan.FromHours(1.1));
        Assert.Equal(HttpStatusCode.Gone, (await browser.OpenAsync(SetUpLink(app))).Status);
    }

    [Fact]
    public async Task A_persian_machine_starts_with_tehran_time_and_a_week_from_saturday()
    {
        await using var app = await SurveyApp.StartAsync();
        var initial = app.Service<FirstStart>().Initial("fa_IR.UTF-8");
        Assert.Equal(("fa", "Asia/Tehran", (int)DayOfWeek.Saturday), (initial.Language, initial.TimeZone, initial.FirstDayOfWeek));
    }

    private static string SetUpLink(SurveyApp app) => TokenAddress().Match(app.Announcements).Value;

    [GeneratedRegex(@"/set-up\?token=[\w-]+")]
    private static partial Regex TokenAddress();
}
