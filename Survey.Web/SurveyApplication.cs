using System.IO.Compression;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.ResponseCompression;
using Survey.Web.Features.Account;
using Survey.Web.Features.Channels;
using Survey.Web.Features.Designer;
using Survey.Web.Features.Fielding;
using Survey.Web.Features.Import;
using Survey.Web.Features.Planning;
using Survey.Web.Features.Respond;
using Survey.Web.Features.Results;
using Survey.Web.Features.Waves;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Security;
using Survey.Web.Reports.Pdf;
using Survey.Web.Shell;

namespace Survey.Web;

/// <summary>Puts the web application together: what is added, and in which order a request passes.</summary>
internal static class SurveyApplication
{
    /// <summary>Migrates the database and builds the application; <see cref="AnnounceAsync"/> follows once it has started.</summary>
    /// <exception cref="DatabaseNewerException">The database was migrated by a newer program.</exception>
    public static async Task<WebApplication> BuildAsync(ServeOptions options, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(SurveyApplication).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.AddStaticFiles();
        builder.WebHost.UseUrls(options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var isServing = false;
        builder.Logging.AddConsoleLog(() => isServing);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Time);
        builder.Services.AddSingleton(_ => Dialect.Create(options.Database));
        builder.Services.AddSingleton<Database>();
        builder.Services.AddSingleton<Migrations>();
        builder.Services.AddTransient(typeof(Texts<>));
        // Persian stays Persian in the page instead of seven bytes of entity for each letter.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddCompression();
        builder.Services.AddRateLimits();
        builder.Services.AddRazorComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<CurrentUser>();
        builder.Services.AddPdf();
        builder.Services.AddAccount();
        builder.Services.AddFielding();
        builder.Services.AddDesigner();
        builder.Services.AddChannels();
        builder.Services.AddRespond();
        builder.Services.AddResults();
        builder.Services.AddImport();
        builder.Services.AddPlanning();
        builder.Services.AddWaves();

        var application = builder.Build();
        application.Lifetime.ApplicationStarted.Register(() => isServing = true);
        try
        {
            await application.Services.GetRequiredService<Migrations>().ApplyAsync(options.Time, cancel);
            if (options.WithSample) await application.Services.GetRequiredService<SampleStudy>().CreateAsync(cancel);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        application.UseSecurityHeaders();
        application.UseReverseProxies(options.Proxies);
        application.UseHeadRequests();
        application.UseFontCaching();
        application.UseRequestLanguage();
        application.UseProblems();
        application.UseResponseCompression();
        application.UseRouting();
        application.UseRateLimiter();
        application.UseAuthentication();
        application.UseAuthorization();
        application.UseAntiforgery();
        application.MapStaticAssets().AllowAnonymous();
        application.MapHealth();
        application.MapProblems();
        application.MapLanguageChoice();
        application.MapAccount();
        application.MapFielding();
        application.MapChannels();
        application.MapRespond();
        application.MapResults();
        application.MapImport();
        application.MapRazorComponents<App>().WithStaticAssets();
        return application;
    }

    /// <summary>Tells the person who started the program where it serves and, while there is no administrator, the one-time set-up link.</summary>
    public static async Task AnnounceAsync(WebApplication application, CancellationToken cancel)
    {
        var options = application.Services.GetRequiredService<ServeOptions>();
        await options.Announcements.WriteLineAsync($"Serving at {AddressOf(application)}");
        await application.AnnounceSetupAsync(AddressOf(application), cancel);
        if (options.WithSample) await SampleStudy.AnnounceAsync(AddressOf(application), options.Announcements);
        await options.Announcements.FlushAsync(cancel);
    }

    /// <summary>The address that a browser on this machine reaches a started application at, without a slash at its end.</summary>
    public static string AddressOf(WebApplication application)
    {
        var addresses = ((IApplicationBuilder)application).ServerFeatures.Get<IServerAddressesFeature>()?.Addresses;
        var address = new UriBuilder(addresses?.FirstOrDefault() ?? "http://localhost");
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var host) && (host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any))) address.Host = "localhost";
        return address.Uri.GetLeftPart(UriPartial.Authority);
    }

    // Pages carry no secret beside antiforgery tokens, which are masked anew in every answer; pages that show a one-time link switch compression off.
    private static void AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }
}
