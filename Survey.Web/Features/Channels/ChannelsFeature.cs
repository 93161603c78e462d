using Survey.Web.Features.Channels.Sheets;

namespace Survey.Web.Features.Channels;

/// <summary>The ways in which people answer beside the survey's own address, and what staff print and enter for them.</summary>
internal static class ChannelsFeature
{
    public static void MapChannels(this IEndpointRouteBuilder routes) => routes.MapSheets();
}
