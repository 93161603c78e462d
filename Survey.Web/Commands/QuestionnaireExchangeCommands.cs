using System.CommandLine;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Spreadsheets;

namespace Survey.Web.Commands;

/// <summary>Questionnaires out of and into the formats of other programs.</summary>
internal static class QuestionnaireExchangeCommands
{
    public static Command Import(Option<string> language)
    {
        var file = new Argument<string>("FILE") { Description = "An XLSForm (.xlsx), the JSON of SurveyJS, or the tab-separated structure of LimeSurvey." };
        var output = new Option<string?>("--out") { Description = "Writes the questionnaire there, as a spreadsheet where the name ends in .xlsx; otherwise it is printed." };
        var command = new Command("import", "Makes a questionnaire from a file of another program, and says what in it corresponds to nothing here.") { file, output };
        command.SetAction((parsed, cancel) => Failure.ReportedAsync(async () =>
        {
            var texts = new Texts<CommandText>(LanguageOption.Of(parsed, language));
            var path = parsed.GetRequiredValue(file);
            if (Directory.Exists(path)) throw new Failure(texts["File.IsFolder", path]);
            if (!File.Exists(path)) throw new Failure(texts["File.Missing", path]);
            if (new FileInfo(path).Length > QuestionnaireLimits.FileBytes) throw new Failure(texts["File.TooLarge", path, QuestionnaireLimits.FileBytes / (1024 * 1024)]);
            var reading = QuestionnaireDocument.Read(await File.ReadAllBytesAsync(path, cancel), path);
            QuestionnaireSource.Print(reading, texts, Console.Error);
            if (reading.Questionnaire is not { } questionnaire) throw new Failure(texts["Questionnaire.Refused", path, reading.Problems.Count(problem => problem.IsError)]);
            await WriteAsync(questionnaire, parsed.GetValue(output), texts, reading.Problems.Length);
        }));
        return command;
    }

    public static Command Export(Option<string> language)
    {
        var source = new Argument<string>("QUESTIONNAIRE") { Description = "A questionnaire file, or the id of an instrument." };
        var output = new Option<string?>("--out") { Description = "The file to write: a spreadsheet (XLSForm) where the name ends in .xlsx, otherwise JSON; without it the JSON is printed." };
        var command = new Command("export", "Writes a questionnaire as a spreadsheet (XLSForm) or as JSON.") { source, output };
        command.SetAction((parsed, _) => Failure.ReportedAsync(async () =>
        {
            var texts = new Texts<CommandText>(LanguageOption.Of(parsed, language));
            await WriteAsync(QuestionnaireSource.Load(parsed.GetRequiredValue(source), texts), parsed.GetValue(output), texts, 0);
        }));
        return command;
    }

    private static async Task WriteAsync(Questionnaire questionnaire, string? path, Texts<CommandText> texts, int remarks)
    {
        if (path is null)
        {
            await using var standard = Console.OpenStandardOutput();
            await standard.WriteAsync(QuestionnaireFile.Write(questionnaire));
            return;
        }
        var bytes = Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase) ? QuestionnaireDocument.WriteSpreadsheet(questionnaire) : QuestionnaireFile.Write(questionnaire);
        await WholeFile.WriteAsync(path, stream => stream.WriteAsync(bytes).AsTask());
        Console.WriteLine(texts["Questionnaire.Written", path, questionnaire.Items.Count(), questionnaire.Dimensions.Length, questionnaire.Batteries.Length, remarks]);
    }
}
