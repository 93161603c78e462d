using System.CommandLine;
using Survey.Scoring.Study;
using Survey.Web.Features.Import;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Commands;

/// <summary>Exports the responses or results of a survey.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var survey = new Argument<string>("SLUG") { Description = "The survey's address, the part after /s/." };
        var format = new Option<string>("--format") { Description = "csv: the responses. json: the result.", Required = true };
        format.AcceptOnlyFromAmong("csv", "json");
        var output = new Option<string>("--out") { Description = "The file to write.", Required = true };
        var partial = new Option<bool>("--include-partial") { Description = "csv: also the responses that are not submitted, and those that were left out (status excluded)." };
        var database = DatabaseOption.Create();
        var language = LanguageOption.Create();
        var command = new Command("export", "Exports the responses or results of a survey.") { survey, format, output, partial, database, language };
        command.SetAction((parsed, cancel) => Failure.ReportedAsync(async () =>
        {
            var texts = new Texts<CommandText>(LanguageOption.Of(parsed, language));
            await using var files = await SurveyFiles.OpenAsync(parsed.GetValue(database), cancel);
            var found = await files.FindAsync(parsed.GetRequiredValue(survey), texts, cancel);
            var path = parsed.GetRequiredValue(output);
            var target = FieldedSurvey.Of(found);
            Console.WriteLine(parsed.GetRequiredValue(format) == "csv"
                ? await WriteCsvAsync(files.Export, target, parsed.GetValue(partial), path, texts, cancel)
                : await WriteJsonAsync(files.Export, target, found.Slug, path, texts, cancel));
        }));
        return command;
    }

    private static async Task<string> WriteCsvAsync(
        ResponseExport export, FieldedSurvey survey, bool includePartial, string path, Texts<CommandText> texts, CancellationToken cancel)
    {
        long written = 0;
        using var progress = new TerminalProgress(texts["Progress.Exporting"], texts.Language);
        try
        {
            await WholeFile.WriteAsync(path, async stream => written = await export.WriteCsvAsync(survey, includePartial, stream, progress.Report, cancel));
        }
        catch (ArgumentException)
        {
            throw new Failure(texts["Export.Changed"]);
        }
        return texts["Export.Done", written, path];
    }

    private static async Task<string> WriteJsonAsync(
        ResponseExport export, FieldedSurvey survey, string slug, string path, Texts<CommandText> texts, CancellationToken cancel)
    {
        var result = await export.EvaluateAsync(survey, survey.NewestVersion, cancel)
            ?? throw new Failure(texts["Export.Nothing", slug, survey.NewestVersion]);
        await WholeFile.WriteAsync(path, stream =>
        {
            StudyResultJson.Write(result, stream);
            return Task.CompletedTask;
        });
        return texts["Export.Evaluated", result.Responses, survey.NewestVersion, path];
    }
}
