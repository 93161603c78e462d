using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Commands;

/// <summary>The responses of a CSV file that a command is told; a file with bad rows is refused, and they are named.</summary>
internal static class ResponsesSource
{
    private const int NamedProblems = 20;

    public static ResponseTable Load(string path, Questionnaire questionnaire, Texts<CommandText> texts, CancellationToken cancel)
    {
        var reading = Read(path, questionnaire, texts, cancel);
        Tell(path, reading.Report, texts);
        return reading.Responses;
    }

    private static CsvReading Read(string path, Questionnaire questionnaire, Texts<CommandText> texts, CancellationToken cancel)
    {
        using var file = Open(path, texts);
        using var progress = new TerminalProgress(texts["Progress.Reading"], texts.Language);
        var options = new CsvOptions { MaximumProblems = NamedProblems, TakesExcludedRows = false };
        return ResponseCsvReader.ReadAll(questionnaire, file, options, read => progress.Report(read, file.Length), cancel);
    }

    /// <summary>Opens a file, or says clearly that it is not there.</summary>
    public static FileStream Open(string path, Texts<CommandText> texts)
    {
        if (Directory.Exists(path)) throw new Failure(texts["File.IsFolder", path]);
        if (!File.Exists(path)) throw new Failure(texts["File.Missing", path]);
        return new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
    }

    /// <summary>Names problems and what was assumed on standard error.</summary>
    /// <exception cref="Failure">There are errors.</exception>
    public static void Tell(string path, CsvReport report, Texts<CommandText> texts) =>
        Tell(path, report.Problems, report.ErrorCount, report.BadRows, report.Assumptions, report.ColumnsUnknown, texts);

    /// <inheritdoc cref="Tell(string, CsvReport, Texts{CommandText})"/>
    public static void Tell(
        string path, ImmutableArray<CsvProblem> problems, long errors, long badRows, ImmutableArray<CsvAssumption> assumptions, ImmutableArray<string> unknown, Texts<CommandText> texts)
    {
        var language = texts.Language.Tag;
        var named = problems.Where(problem => problem.IsError).Take(NamedProblems).ToList();
        foreach (var problem in named) Console.Error.WriteLine(problem.Message(language));
        if (errors > named.Count) Console.Error.WriteLine(texts["Csv.More", errors - named.Count]);
        if (errors > 0) throw new Failure(texts["Csv.Refused", path, badRows, errors]);

        foreach (var warning in problems) Console.Error.WriteLine(texts["Csv.Warning", warning.Message(language)]);
        foreach (var assumption in assumptions.Where(IsUnusual)) Console.Error.WriteLine(texts["Csv.Warning", assumption.Message(language)]);
        if (unknown.Length > 0) Console.Error.WriteLine(texts["Csv.Warning", texts["Csv.Unknown", string.Join(", ", unknown)]]);
    }

    /// <summary>A comma and UTF-8 are what the format says; all else is worth a line.</summary>
    private static bool IsUnusual(CsvAssumption assumption) => assumption is not ({ Code: "assumed-comma" } or { Code: "assumed-encoding", Arguments: ["UTF-8"] });
}
