using System.Collections.Immutable;
using System.Globalization;
using Survey.Web.Platform.Localization;
using Survey.Web.Shell;
using Survey.Web.Storage;

namespace Survey.Web.Features.Channels;

/// <summary>Reads the forms by which channels are switched on; what is wrong is named with its field.</summary>
internal static class ChannelSettings
{
    public const int ShortestIdle = 30;
    public const int LongestIdle = 600;
    public const int ShortestAfter = 5;
    public const int LongestAfter = 300;
    public const int MostSites = 50;

    public static SurveyChannels Kiosk(SurveyChannels before, IFormCollection posted, FormErrors errors, Texts<ChannelsText> texts) => before with
    {
        HasKiosk = posted["has-kiosk"] == "1",
        KioskIdle = Seconds("kiosk-idle", ShortestIdle, LongestIdle, before.KioskIdle, posted, errors, texts),
        KioskAfter = Seconds("kiosk-after", ShortestAfter, LongestAfter, before.KioskAfter, posted, errors, texts),
    };

    public static SurveyChannels Embed(SurveyChannels before, IFormCollection posted, FormErrors errors, Texts<ChannelsText> texts)
    {
        var sites = ImmutableArray.CreateBuilder<string>();
        foreach (var line in posted["embed-sites"].ToString().Split(['\r', '\n', ' ', '،', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (OriginOf(line) is not { } origin) errors.Add("embed-sites", texts["EmbedSiteWrong", line.Length > 100 ? line[..100] : line]);
            else if (!sites.Contains(origin)) sites.Add(origin);
        }
        if (sites.Count > MostSites) errors.Add("embed-sites", texts["EmbedTooMany", MostSites]);
        var isOn = posted["has-embed"] == "1";
        if (isOn && sites.Count == 0 && !errors.Any) errors.Add("embed-sites", texts["EmbedNoSite"]);
        return before with { HasEmbed = isOn, EmbedSites = sites.ToImmutable() };
    }

    /// <summary>The origin of a web address: scheme, host and port; null where it is none. It is written into a header, so nothing else passes.</summary>
    public static string? OriginOf(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0) return null;
        var host = uri.IdnHost;
        if (host.Length == 0 || !host.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or ':')) return null;
        if (host.Contains(':', StringComparison.Ordinal)) host = $"[{host}]";
        return uri.IsDefaultPort ? $"{uri.Scheme}://{host}" : string.Create(CultureInfo.InvariantCulture, $"{uri.Scheme}://{host}:{uri.Port}");
    }

    private static int Seconds(string field, int least, int most, int before, IFormCollection posted, FormErrors errors, Texts<ChannelsText> texts)
    {
        if (int.TryParse(PersianText.LatinDigits(posted[field].ToString().Trim()), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= least && seconds <= most) return seconds;
        errors.Add(field, texts["KioskSeconds", least, most]);
        return before;
    }
}
