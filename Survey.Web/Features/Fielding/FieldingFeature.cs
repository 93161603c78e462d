using Survey.Web.Storage;

namespace Survey.Web.Features.Fielding;

/// <summary>Surveys: create, publish, preview, pause, archive, delete with undo.</summary>
internal static class FieldingFeature
{
    public static IServiceCollection AddFielding(this IServiceCollection services) => services
        .AddSingleton<SurveyVersionStore>()
        .AddSingleton<SurveyStore>();

    public static void MapFielding(this IEndpointRouteBuilder routes)
    {
    }
}
