using Survey.Scoring.Instrument;
using Survey.Web.Platform.Security;
using Survey.Web.Platform.Spreadsheets;
using Survey.Web.Storage;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Survey.Web.Features.Fielding;

/// <summary>Questionnaires as files: of an instrument, and of a survey's draft; JSON or spreadsheet.</summary>
internal static class QuestionnaireFileEndpoints
{
    public static void MapQuestionnaireFiles(this IEndpointRouteBuilder routes)
    {
        var manage = routes.MapGroup("/surveys").RequireAuthorization(Policies.Manage);
        manage.MapGet("/new/{id}/questionnaire.{format:regex(^(json|xlsx)$)}", (string id, string format, InstrumentLibrary library) => FileOf(library.Find(id)?.Questionnaire, id, format));
        manage.MapGet("/{slug}/questionnaire.{format:regex(^(json|xlsx)$)}", async (string slug, string format, SurveyStore surveys, CurrentUser user, CancellationToken cancel) =>
            FileOf((await surveys.FindAsync(user.Organisation, slug, cancel))?.Draft.Questionnaire, slug, format));
    }

    private static IResult FileOf(Questionnaire? questionnaire, string name, string format) => questionnaire is null ? HttpResults.NotFound()
        : format == "json" ? HttpResults.File(QuestionnaireFile.Write(questionnaire), "application/json", name + ".json")
        : HttpResults.File(QuestionnaireDocument.WriteSpreadsheet(questionnaire), QuestionnaireDocument.SpreadsheetType, name + ".xlsx");
}
