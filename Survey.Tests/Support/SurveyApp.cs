using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Survey.Web;
using Survey.Web.Features.Account;
using Survey.Web.Platform;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Tests.Support;

/// <summary>The real application on Kestrel at a free port, with a database of its own unless one is given.</summary>
internal sealed class SurveyApp : IAsyncDisposable
{
    /// <summary>The password of every account that <see cref="AddAccountAsync"/> creates.</summary>
    public const string Password = "correct horse battery";

    private readonly WebApplication application;
    private readonly TestDatabase? owned;

    private SurveyApp(WebApplication application, TestDatabase database, TestDatabase? owned, StringWriter announcements)
    {
        (this.application, Database, this.owned, AnnouncedText) = (application, database, owned, announcements);
        Address = new Uri(SurveyApplication.AddressOf(application));
    }

    public Uri Address { get; }

    public TestDatabase Database { get; }

    public IServiceProvider Services => application.Services;

    /// <summary>What was printed for the person who started the program.</summary>
    public string Announcements => AnnouncedText.ToString();

    private StringWriter AnnouncedText { get; }

    public static async Task<SurveyApp> StartAsync(string provider = "sqlite", TimeProvider? time = null, bool withSample = false)
    {
        var database = await TestDatabase.CreateAsync(provider);
        return await StartAsync(database, database, time, withSample);
    }

    /// <summary>Starts on a database that outlives the application, for instance to start it again.</summary>
    public static Task<SurveyApp> StartAsync(TestDatabase database, TimeProvider? time = null, bool withSample = false) => StartAsync(database, null, time, withSample);

    /// <summary>A browser of its own: keeps cookies, follows no redirect unless asked to.</summary>
    public TestBrowser NewBrowser(string language = "en") => new(Address, language);

    /// <summary>The organisation of this installation.</summary>
    public Task<Organisation> OrganisationAsync() => Service<FirstStart>().EnsureOrganisationAsync(CancellationToken.None);

    /// <summary>A browser in which somebody with the role is signed in; the account is created straight in the store.</summary>
    public async Task<TestBrowser> SignInAsync(string role = Roles.Administrator, string language = "en", OrganisationId? organisation = null)
    {
        var account = await AddAccountAsync(role, $"{role}-{Guid.NewGuid():N}@example.org", organisation);
        return await SignInAsAsync(account.Email, language);
    }

    /// <summary>A browser in which the account with this e-mail and <see cref="Password"/> is signed in.</summary>
    public async Task<TestBrowser> SignInAsAsync(string email, string language = "en")
    {
        var browser = NewBrowser(language);
        var page = await browser.OpenAsync("/sign-in");
        var answer = await browser.PostAsync(page, "main form", ("Input.Email", email), ("Input.Password", Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    public async Task<Survey.Web.Storage.Account> AddAccountAsync(string role, string email, OrganisationId? organisation = null)
    {
        var account = NewAccount.Create(email, $"Test {role}", role, Service<Passwords>(), Password, DateTimeOffset.UtcNow)
            with
        { OrganisationId = (organisation ?? (await OrganisationAsync()).Id).Value };
        await Service<AccountStore>().AddAsync(account, CancellationToken.None);
        return account;
    }

    public T Service<T>() where T : notnull => application.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
        if (owned is not null) await owned.DisposeAsync();
    }

    private static async Task<SurveyApp> StartAsync(TestDatabase database, TestDatabase? owned, TimeProvider? time, bool withSample)
    {
        var announcements = new StringWriter();
        var application = await SurveyApplication.BuildAsync(new ServeOptions
        {
            Database = database.Options,
            Urls = "http://127.0.0.1:0",
            WithSample = withSample,
            Announcements = announcements,
            Time = time ?? TimeProvider.System,
        }, CancellationToken.None);
        await application.StartAsync();
        await SurveyApplication.AnnounceAsync(application, CancellationToken.None);
        return new(application, database, owned, announcements);
    }
}
