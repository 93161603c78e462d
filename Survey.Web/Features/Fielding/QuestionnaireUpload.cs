using System.Text;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Spreadsheets;
using Survey.Web.Shell;

namespace Survey.Web.Features.Fielding;

/// <summary>A questionnaire that somebody uploads, in any format that the product reads. Where it brings along less than the file holds, people confirm it first.</summary>
public sealed record QuestionnaireUpload(string FileName, QuestionnaireReading Reading)
{
    /// <summary>The field that holds the questionnaire between the report and its confirmation.</summary>
    public const string Confirmed = "questionnaire";

    /// <summary>What the file holds and the questionnaire does not, or what was guessed.</summary>
    public IEnumerable<QuestionnaireProblem> Remarks => Reading.Problems.Where(problem => !problem.IsError && IsOfExchange(problem));

    public IEnumerable<QuestionnaireProblem> Errors => Reading.Problems.Where(problem => problem.IsError);

    /// <summary>Whether somebody should read the remarks before anything is made of it.</summary>
    public bool NeedsConfirmation => Reading.Questionnaire is not null && Remarks.Any();

    /// <summary>Reads the posted file, or the questionnaire that was confirmed; null, with an error, where there is neither.</summary>
    internal static async Task<QuestionnaireUpload?> ReadAsync(IFormCollection posted, Texts<FieldingText> texts, FormErrors errors, CancellationToken cancel)
    {
        if (posted[Confirmed].ToString() is { Length: > 0 } confirmed)
            return new("", QuestionnaireFile.Read(Encoding.UTF8.GetBytes(confirmed)));
        if (posted.Files.GetFile("file") is not { Length: > 0 } file)
        {
            errors.Add("file", texts["FileMissing"]);
            return null;
        }
        if (file.Length > QuestionnaireLimits.FileBytes)
        {
            errors.Add("file", texts["FileTooLarge", QuestionnaireLimits.FileBytes / (1024 * 1024)]);
            return null;
        }
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        var upload = new QuestionnaireUpload(file.FileName, QuestionnaireDocument.Read(bytes.ToArray(), file.FileName));
        if (upload.Reading.Questionnaire is null) errors.Add("file", texts["FileWrong", upload.Errors.Count()]);
        return upload;
    }

    private static bool IsOfExchange(QuestionnaireProblem problem) =>
        problem.Code.StartsWith("import-", StringComparison.Ordinal) || problem.Code.StartsWith("sheet-", StringComparison.Ordinal);
}
