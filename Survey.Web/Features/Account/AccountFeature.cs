using Survey.Web.Platform.Security;

namespace Survey.Web.Features.Account;

/// <summary>Sign-in, set-up, people and roles.</summary>
internal static class AccountFeature
{
    public static IServiceCollection AddAccount(this IServiceCollection services)
    {
        services.AddAuthentication("cookie").AddCookie("cookie");
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Administer, policy => policy.RequireRole(Roles.Administrator))
            .AddPolicy(Policies.Manage, policy => policy.RequireRole(Roles.Administrator, Roles.Manager))
            .AddPolicy(Policies.View, policy => policy.RequireRole(Roles.Administrator, Roles.Manager, Roles.Viewer));
        return services;
    }

    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
    }

    /// <summary>Prints the one-time set-up link while there is no administrator.</summary>
    public static Task AnnounceSetupAsync(this WebApplication application, string address, CancellationToken cancel) => Task.CompletedTask;
}
