using System.CommandLine;
using System.Data.Common;
using Survey.Web.Features.Import;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Commands;

/// <summary>Imports responses into a survey: all or nothing.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var responses = new Argument<string>("RESPONSES.csv") { Description = "The responses: CSV." };
        var survey = new Option<string>("--survey") { Description = "The survey's address, the part after /s/.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Checks the file and imports nothing." };
        var yes = new Option<bool>("--yes") { Description = "Does not ask on a terminal." };
        var onDuplicate = new Option<string>("--on-duplicate")
        {
            Description = "What to do with ids that the survey has already: refuse the file, skip the row, or replace the stored response.",
            DefaultValueFactory = _ => "refuse",
        };
        onDuplicate.AcceptOnlyFromAmong("refuse", "skip", "replace");
        var database = DatabaseOption.Create();
        var language = LanguageOption.Create();
        var command = new Command("import", "Imports responses into a survey: all or nothing.") { responses, survey, dryRun, yes, onDuplicate, database, language };
        command.SetAction((parsed, cancel) => Failure.ReportedAsync(() => ImportAsync(
            new Request(
                parsed.GetRequiredValue(responses), parsed.GetRequiredValue(survey), parsed.GetValue(dryRun), parsed.GetValue(yes),
                Enum.Parse<OnDuplicate>(parsed.GetRequiredValue(onDuplicate), ignoreCase: true)),
            parsed.GetValue(database), new Texts<CommandText>(LanguageOption.Of(parsed, language)), cancel)));
        return command;
    }

    private static async Task ImportAsync(Request request, string? connection, Texts<CommandText> texts, CancellationToken cancel)
    {
        await using var file = ResponsesSource.Open(request.File, texts);
        await using var files = await SurveyFiles.OpenAsync(connection, cancel);
        var survey = await files.FindAsync(request.Survey, texts, cancel);
        var target = FieldedSurvey.Of(survey);
        ImportCheck check;
        using (var progress = new TerminalProgress(texts["Progress.Reading"], texts.Language))
            check = await files.Import.CheckAsync(target, file, progress.Report, cancel);

        ResponsesSource.Tell(request.File, check.Problems, check.ErrorCount, check.BadRows, check.Assumptions, check.ColumnsUnknown, texts);
        Console.WriteLine(texts["Import.Rows", request.File, check.Rows, survey.Questionnaire.Title.In(texts.Language.Tag)]);
        if (check.RowsByVersion.Length > 1)
            foreach (var (version, rows) in check.RowsByVersion) Console.WriteLine(texts["Import.Versions", version, rows]);
        if (check.Existing > 0)
        {
            Console.WriteLine(texts["Import.Existing", check.Existing, check.ExistingIds[0]]);
            if (request.OnDuplicate == OnDuplicate.Refuse) throw new Failure(texts["Import.ExistingRefused", check.Existing]);
        }
        if (check.Rows == 0) throw new Failure(texts["Import.Empty"]);
        if (request.IsDryRun)
        {
            Console.WriteLine(texts["Import.DryRun"]);
            return;
        }
        if (!request.IsAgreed && !Console.IsInputRedirected && !Console.IsOutputRedirected && !Agrees(texts)) throw new Failure(texts["Import.Declined"]);

        var result = await RunAsync(files.Import, target, file, request.OnDuplicate, texts, cancel);
        Console.WriteLine(texts["Import.Done", result.Added, result.Replaced, result.Skipped]);
    }

    private static async Task<ImportResult> RunAsync(
        ResponseImport import, FieldedSurvey target, Stream file, OnDuplicate onDuplicate, Texts<CommandText> texts, CancellationToken cancel)
    {
        using var progress = new TerminalProgress(texts["Progress.Importing"], texts.Language);
        try
        {
            return await import.RunAsync(target, file, onDuplicate, progress.Report, cancel);
        }
        catch (Exception exception) when (exception is ImportRefusedException || (exception is DbException refused && Dialect.IsDuplicate(refused)))
        {
            throw new Failure(texts["Import.Changed"]);
        }
    }

    private static bool Agrees(Texts<CommandText> texts)
    {
        Console.Write(texts["Import.Question"]);
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes" or "بله";
    }

    private sealed record Request(string File, string Survey, bool IsDryRun, bool IsAgreed, OnDuplicate OnDuplicate);
}
