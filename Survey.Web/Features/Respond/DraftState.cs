using System.Buffers.Text;
using System.Text.Json;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>The answers in the preview of a draft: a row that travels in the form instead of being stored.</summary>
internal static class DraftState
{
    public static string Write(ResponseRow row) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(row));

    /// <summary>The answers that a form carried; null when they do not fit the draft as it is now.</summary>
    public static ResponseRow? Read(string text, Visit visit)
    {
        try
        {
            var row = JsonSerializer.Deserialize<ResponseRow>(Base64Url.DecodeFromChars(text));
            var blank = AnswerSheet.Empty(visit.Survey.Questionnaire);
            if (row is null || row.Answers.Length != blank.Answers.Length || (row.Outcomes?.Length ?? 0) != blank.Outcomes.Length) return null;
            return AnswerSheet.Of(row, visit.Survey.Questionnaire) is not null ? row : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or ArgumentException)
        {
            return null;
        }
    }

    public static ResponseRow Blank(Visit visit, string token) => AnswerSheet.Empty(visit.Survey.Questionnaire).On(new ResponseRow
    {
        SurveyId = visit.Survey.SurveyId,
        ResponseId = ResponseToken.ResponseIdOf(token),
        OrganisationId = visit.Survey.Organisation.Value,
        VersionNumber = visit.Survey.VersionNumber,
        Status = ResponseRow.Partial,
        IsTest = true,
        Answers = [],
    }, visit.Survey.Questionnaire);
}
