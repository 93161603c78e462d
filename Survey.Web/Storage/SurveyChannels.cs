using System.Collections.Immutable;

namespace Survey.Web.Storage;

/// <summary>The channels of a survey that somebody has switched on.</summary>
internal sealed record SurveyChannels
{
    public static SurveyChannels Off { get; } = new();

    public bool HasKiosk { get; init; }

    /// <summary>After how many seconds without a touch a kiosk asks whether anybody is there.</summary>
    public int KioskIdle { get; init; } = 90;

    /// <summary>After how many seconds the thanks make place for the next person.</summary>
    public int KioskAfter { get; init; } = 20;

    public bool HasEmbed { get; init; }

    /// <summary>The origins of the pages that may hold the survey: <c>https://www.bank.example</c>.</summary>
    public ImmutableArray<string> EmbedSites { get; init; } = [];
}
