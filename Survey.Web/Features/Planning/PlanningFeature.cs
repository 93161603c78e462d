using Survey.Web.Storage;

namespace Survey.Web.Features.Planning;

/// <summary>How many people to ask, and whom the answers stand for.</summary>
internal static class PlanningFeature
{
    public static IServiceCollection AddPlanning(this IServiceCollection services) => services.AddSingleton<SurveyPopulationStore>();
}
