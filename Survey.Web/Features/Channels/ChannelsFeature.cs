using Survey.Web.Features.Channels.Sheets;
using Survey.Web.Storage;

namespace Survey.Web.Features.Channels;

/// <summary>The ways in which people answer beside the survey's own address, and what staff print and enter for them.</summary>
internal static class ChannelsFeature
{
    public static IServiceCollection AddChannels(this IServiceCollection services) => services.AddSingleton<EnteredSheetStore>();

    public static void MapChannels(this IEndpointRouteBuilder routes) => routes.MapSheets();
}
