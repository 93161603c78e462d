using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>Until when people may change what they have submitted.</summary>
internal static class CorrectionTime
{
    /// <summary>
    /// The end of the time for corrections of a submitted response: as many days as its version of the survey gives, but no longer than a closing survey lets
    /// people finish. Where only the day is known it is counted in favour of the person. Null when nothing was submitted, or the survey takes no corrections.
    /// </summary>
    public static DateTimeOffset? EndOf(ResponseRow? row, PublishedSurvey survey)
    {
        if (row is not { IsSubmitted: true, SubmittedAt: { } submittedAt } || survey.Settings.CorrectionDays <= 0) return null;
        var end = submittedAt.AddDays(survey.Settings.CorrectionDays) + CoarseTime.SlackOf(survey);
        return survey.ClosesAt + Acceptance.Grace < end ? survey.ClosesAt + Acceptance.Grace : end;
    }
}
