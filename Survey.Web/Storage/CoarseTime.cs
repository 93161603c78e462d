namespace Survey.Web.Storage;

/// <summary>Times of anonymous responses: the day and no more, so that nobody finds a response by when somebody answered.</summary>
internal static class CoarseTime
{
    /// <summary>What is added to a submission that came faster than anybody reads: that it did stays known, by how much does not.</summary>
    public static readonly TimeSpan TooFast = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);

    /// <summary>Noon of the day in the organisation's zone, whenever on that day it was.</summary>
    public static DateTimeOffset DayOf(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var noon = TimeZoneInfo.ConvertTime(instant, zone).Date + Noon;
        return new DateTimeOffset(noon, zone.GetUtcOffset(noon)).ToUniversalTime();
    }

    /// <summary>The instant as a survey stores it: itself, or its day.</summary>
    public static DateTimeOffset In(PublishedSurvey survey, DateTimeOffset instant) => survey.Settings.KeepsAnonymous ? DayOf(instant, survey.Zone) : instant;

    /// <summary>How much later than stored something may have happened.</summary>
    public static TimeSpan SlackOf(PublishedSurvey survey) => survey.Settings.KeepsAnonymous ? TimeSpan.FromHours(13) : TimeSpan.Zero;
}
