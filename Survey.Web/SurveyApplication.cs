using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Survey.Web.Features.Account;
using Survey.Web.Features.Fielding;
using Survey.Web.Features.Import;
using Survey.Web.Features.Respond;
using Survey.Web.Features.Results;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Security;
using Survey.Web.Reports.Pdf;
using Survey.Web.Shell;

namespace Survey.Web;

/// <summary>Puts the web application together: what is added, and in which order a request passes.</summary>
internal static class SurveyApplication
{
    /// <summary>Migrates the database, builds the application and announces the set-up link where one is needed.</summary>
    public static async Task<WebApplication> BuildAsync(ServeOptions options, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(SurveyApplication).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseUrls(options.Urls.Split(';'));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Time);
        builder.Services.AddSingleton(_ => Dialect.Create(options.Database));
        builder.Services.AddSingleton<Database>();
        builder.Services.AddSingleton<Migrations>();
        builder.Services.AddTransient(typeof(Texts<>));
        builder.Services.AddRazorComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<CurrentUser>();
        builder.Services.AddHealth();
        builder.Services.AddPdf();
        builder.Services.AddAccount();
        builder.Services.AddFielding();
        builder.Services.AddRespond();
        builder.Services.AddResults();
        builder.Services.AddImport();

        var application = builder.Build();
        await application.Services.GetRequiredService<Migrations>().ApplyAsync(options.Time, cancel);

        application.UseSecurityHeaders();
        application.UseProblems();
        application.UseRequestLocalization(Localization());
        application.UseAuthentication();
        application.UseAuthorization();
        application.UseAntiforgery();
        application.MapStaticAssets();
        application.MapHealth();
        application.MapAccount();
        application.MapFielding();
        application.MapRespond();
        application.MapResults();
        application.MapImport();
        application.MapRazorComponents<App>();
        await application.AnnounceSetupAsync(cancel);
        return application;
    }

    private static RequestLocalizationOptions Localization() => new()
    {
        DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, Language.English.Culture),
        SupportedCultures = [CultureInfo.InvariantCulture],
        SupportedUICultures = [.. Language.All.Select(language => language.Culture)],
        RequestCultureProviders =
        [
            new QueryStringRequestCultureProvider { QueryStringKey = "ui", UIQueryStringKey = "lang" },
            new CookieRequestCultureProvider { CookieName = LanguageCookie.Name },
            new AcceptLanguageHeaderRequestCultureProvider(),
        ],
    };
}
