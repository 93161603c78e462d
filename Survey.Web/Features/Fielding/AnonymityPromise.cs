using Survey.Web.Storage;

namespace Survey.Web.Features.Fielding;

/// <summary>Whether people have answered a survey who were promised anonymity: the promise is kept then.</summary>
internal static class AnonymityPromise
{
    public static async Task<bool> IsGivenAsync(SurveyStore surveys, ManagedSurvey survey, CancellationToken cancel)
    {
        if (survey.PublishedVersion is null || (await surveys.FindPublishedAsync(survey.Slug, cancel))?.Settings.KeepsAnonymous != true) return false;
        var counts = await surveys.CountsAsync(survey.Organisation, survey.SurveyId, cancel);
        return counts.Complete + counts.Partial + counts.Excluded > 0;
    }
}
