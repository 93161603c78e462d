using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Scoring.Instrument.Exchange;

namespace Survey.Web.Platform.Spreadsheets;

/// <summary>A questionnaire as a file of any format that the product knows: its own JSON, XLSForm, SurveyJS, LimeSurvey.</summary>
internal static class QuestionnaireDocument
{
    /// <summary>The media type of a spreadsheet.</summary>
    public const string SpreadsheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static ReadOnlySpan<byte> Zip => "PK\u0003\u0004"u8;

    /// <summary>Reads a file, whichever format it is in.</summary>
    /// <param name="bytes">The content.</param>
    /// <param name="fileName">The name, from which an id is made where the file has none.</param>
    public static QuestionnaireReading Read(byte[] bytes, string fileName)
    {
        var name = Path.GetFileNameWithoutExtension(fileName);
        if (!bytes.AsSpan().StartsWith(Zip)) return QuestionnaireExchange.Read(bytes, name);
        try
        {
            using var file = new MemoryStream(bytes, writable: false);
            return QuestionnaireExchange.Read(WorkbookFile.Read(file), name);
        }
        catch (WorkbookException exception)
        {
            return new(null, [exception.IsTooLarge
                ? new QuestionnaireProblem("", "workbook-too-large", [WorkbookFile.MostCells.ToString(CultureInfo.InvariantCulture)], IsError: true)
                : new QuestionnaireProblem("", "workbook-malformed", [], IsError: true)]);
        }
    }

    /// <summary>The questionnaire as a spreadsheet.</summary>
    public static byte[] WriteSpreadsheet(Questionnaire questionnaire) => WorkbookFile.Write(QuestionnaireExchange.WriteSheets(questionnaire));
}
