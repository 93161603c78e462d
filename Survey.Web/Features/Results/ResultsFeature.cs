namespace Survey.Web.Features.Results;

/// <summary>Results, model comparison and the report.</summary>
internal static class ResultsFeature
{
    public static IServiceCollection AddResults(this IServiceCollection services) => services;

    public static void MapResults(this IEndpointRouteBuilder routes)
    {
    }
}
