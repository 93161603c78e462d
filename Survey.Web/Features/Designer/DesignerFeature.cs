using Survey.Web.Storage;

namespace Survey.Web.Features.Designer;

/// <summary>What a survey asks: dimensions, items, ratings, scale and questions, edited by several people.</summary>
internal static class DesignerFeature
{
    public static IServiceCollection AddDesigner(this IServiceCollection services) => services.AddSingleton<DraftHistory>();
}
