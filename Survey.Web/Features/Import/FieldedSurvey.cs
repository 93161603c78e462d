using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Web.Features.Import;

/// <summary>A published survey that responses are brought into or taken out of. Rows that name no version answer the newest one.</summary>
internal sealed record FieldedSurvey(OrganisationId Organisation, string SurveyId, int NewestVersion)
{
    public static FieldedSurvey Of(PublishedSurvey survey) => new(survey.Organisation, survey.SurveyId, survey.VersionNumber);
}
