using Survey.Web.Platform.Security;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Web.Features.Results;

/// <summary>Results, model comparison and the report.</summary>
internal static class ResultsFeature
{
    public static IServiceCollection AddResults(this IServiceCollection services) => services
        .AddSingleton<MomentsStore>()
        .AddSingleton<MomentsBuilder>()
        .AddSingleton<MomentsKeeper>()
        .AddHostedService(provider => provider.GetRequiredService<MomentsKeeper>())
        .AddSingleton<CommentStore>()
        .AddSingleton<ResultsCache>()
        .AddSingleton<GroupsCache>()
        .AddSingleton<LargeStudies>()
        .AddSingleton<LiveMoments>()
        .AddSingleton<RowStudies>()
        .AddSingleton<FlaggedResponses>()
        .AddScoped<SurveyReport>()
        .AddScoped<ResultsReader>();

    public static void MapResults(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/surveys/{slug}/results.json", ResultsEndpoints.JsonAsync).RequireAuthorization(Policies.View);
        routes.MapQualityActions();
        routes.MapGet("/surveys/{slug}/report.pdf", ResultsEndpoints.PdfAsync).RequireAuthorization(Policies.View);
    }
}
