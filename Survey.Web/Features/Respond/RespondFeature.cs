using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>The respondent's portal.</summary>
internal static class RespondFeature
{
    public static IServiceCollection AddRespond(this IServiceCollection services) 
    {
        services.AddSingleton<ResponseStore>();
        return services;
    }

    public static void MapRespond(this IEndpointRouteBuilder routes)
    {
    }
}
