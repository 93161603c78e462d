namespace Survey.Web.Features.Respond;

/// <summary>The respondent's portal.</summary>
internal static class RespondFeature
{
    public static IServiceCollection AddRespond(this IServiceCollection services) => services;

    public static void MapRespond(this IEndpointRouteBuilder routes)
    {
    }
}
