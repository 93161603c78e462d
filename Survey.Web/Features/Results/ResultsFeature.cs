using Survey.Web.Platform.Security;

namespace Survey.Web.Features.Results;

/// <summary>Results, model comparison and the report.</summary>
internal static class ResultsFeature
{
    public static IServiceCollection AddResults(this IServiceCollection services) => services
        .AddSingleton<ResultsCache>()
        .AddScoped<ResultsReader>();

    public static void MapResults(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/surveys/{slug}/results.json", ResultsEndpoints.JsonAsync).RequireAuthorization(Policies.View);
        routes.MapGet("/surveys/{slug}/report.pdf", ResultsEndpoints.PdfAsync).RequireAuthorization(Policies.View);
    }
}
