using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>Where the pages are shown. A guest's pages keep no cookie: the secret of the response stands in the form alone, and nobody comes back to it.</summary>
internal enum RespondMode
{
    /// <summary>In the respondent's own browser.</summary>
    Own,

    /// <summary>On a device for everybody, as a guest.</summary>
    Kiosk,

    /// <summary>In the page of somebody else, as a guest.</summary>
    Embed,
}

/// <summary>How the addresses of pages say their mode, and how a guest's request names its response.</summary>
internal static class RespondModes
{
    /// <summary>The header by which the module asks for a page of a response without a cookie.</summary>
    public const string TokenHeader = "Respond-Token";

    private const string Query = "mode";
    private static readonly object TokenKey = new();
    private static readonly object ChannelsKey = new();

    /// <summary>The mode of a request: by the address of the start, <c>/s/bank/kiosk</c>, or by <c>mode=kiosk</c> on every other page.</summary>
    public static RespondMode Of(HttpContext http)
    {
        var parts = http.Request.Path.Value!.Split('/');
        return parts is [_, "s", _, var page] && Read(page) is { } start ? start : Read(http.Request.Query[Query]) ?? RespondMode.Own;
    }

    public static bool IsGuest(HttpContext http) => Of(http) != RespondMode.Own;

    public static string NameOf(RespondMode mode) => mode == RespondMode.Kiosk ? ResponseChannel.Kiosk : ResponseChannel.Embed;

    /// <summary>What the address of a page carries; null for the respondent's own browser.</summary>
    public static string? QueryOf(RespondMode mode) => mode == RespondMode.Own ? null : $"{Query}={NameOf(mode)}";

    /// <summary>The secret that a guest's request brings, since no cookie does.</summary>
    public static string? TokenOf(HttpContext http) => http.Items[TokenKey] as string ?? http.Request.Headers[TokenHeader];

    /// <summary>What was posted is followed to the next page within the same request.</summary>
    public static void Bring(HttpContext http, string token) => http.Items[TokenKey] = token;

    /// <summary>The channels of the survey that the request is about; all off until they are known.</summary>
    public static SurveyChannels ChannelsOf(HttpContext http) => http.Items[ChannelsKey] as SurveyChannels ?? SurveyChannels.Off;

    public static void Remember(HttpContext http, SurveyChannels channels) => http.Items[ChannelsKey] = channels;

    private static RespondMode? Read(string? name) => name switch
    {
        ResponseChannel.Kiosk => RespondMode.Kiosk,
        ResponseChannel.Embed => RespondMode.Embed,
        _ => null,
    };
}
