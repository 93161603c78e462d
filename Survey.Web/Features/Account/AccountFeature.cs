using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Web.Features.Account;

/// <summary>Sign-in, set-up, people and roles.</summary>
internal static class AccountFeature
{
    private const string SignInPath = "/sign-in";

    public static IServiceCollection AddAccount(this IServiceCollection services)
    {
        services.AddAccountStores();
        services.AddSingleton<Sessions>();
        services.AddScoped<SignIn>();
        services.AddKeyRing();
        services.AddAuthentication(Sessions.Scheme).AddCookie(Sessions.Scheme, options =>
        {
            options.Cookie.Name = "session";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = TimeSpan.FromDays(14);
            options.SlidingExpiration = true;
            options.Events = new CookieAuthenticationEvents
            {
                OnValidatePrincipal = context => context.HttpContext.RequestServices.GetRequiredService<Sessions>().ValidateAsync(context),
                OnRedirectToLogin = context =>
                {
                    if (context.Request.Path.StartsWithSegments("/api")) context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    else context.Response.Redirect(SignInAddress(context.Request));
                    return Task.CompletedTask;
                },
                OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                },
            };
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "antiforgery";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Administer, policy => policy.RequireRole(Roles.Administrator))
            .AddPolicy(Policies.Manage, policy => policy.RequireRole(Roles.Administrator, Roles.Manager))
            .AddPolicy(Policies.View, policy => policy.RequireRole([.. Roles.All]))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(context =>
                Roles.All.Any(context.User.IsInRole) || (context.Resource is HttpContext http && IsOpen(http))).Build());
        return services;
    }

    // What says nothing about who may see it is for signed-in people, except the respondents' pages and addresses where there is nothing.
    private static bool IsOpen(HttpContext context) => context.GetEndpoint() is null || context.Request.Path.StartsWithSegments("/s");

    /// <summary>What the commands need as well as the application: organisations, accounts and links.</summary>
    public static IServiceCollection AddAccountStores(this IServiceCollection services)
    {
        services.AddSingleton<OrganisationStore>();
        services.AddSingleton<AccountStore>();
        services.AddSingleton<AccountLinkStore>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<OneTimeLinks>();
        services.AddSingleton<FirstStart>();
        return services;
    }

    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => TypedResults.LocalRedirect("/surveys"));
        routes.MapPost("/sign-out", async (HttpContext context, IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(context);
            await context.SignOutAsync(Sessions.Scheme);
            return TypedResults.LocalRedirect($"{SignInPath}?done=signed-out");
        }).AllowAnonymous();
    }

    /// <summary>Prints the one-time set-up link while there is no administrator.</summary>
    public static async Task AnnounceSetupAsync(this WebApplication application, string address, CancellationToken cancel)
    {
        var services = application.Services;
        var organisation = await services.GetRequiredService<FirstStart>().EnsureOrganisationAsync(cancel);
        if (await services.GetRequiredService<AccountStore>().HasAdministratorAsync(organisation.Id, cancel)) return;
        var path = await services.GetRequiredService<OneTimeLinks>().SetUpAsync(organisation.Id, cancel);
        await services.GetRequiredService<ServeOptions>().Announcements.WriteLineAsync(
            $"Set up the first administrator here (the link works once, for 24 hours): {address}{path}");
    }

    // A post that came too late cannot be repeated by a redirect: the page it came from is shown after signing in.
    private static string SignInAddress(HttpRequest request) =>
        request.Path == "/" || request.Path == "/surveys" && !request.QueryString.HasValue
            ? SignInPath
            : $"{SignInPath}?return={Uri.EscapeDataString(request.Path.ToUriComponent() + request.QueryString.ToUriComponent())}";

    private static void AddKeyRing(this IServiceCollection services)
    {
        services.AddSingleton<KeyRingStore>();
        services.AddDataProtection().SetApplicationName("SurveyPlatform");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = provider.GetRequiredService<KeyRingStore>()));
    }
}
