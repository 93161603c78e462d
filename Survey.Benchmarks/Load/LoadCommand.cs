using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Survey.Benchmarks.Faults;
using Survey.Web.Platform;

namespace Survey.Benchmarks.Load;

/// <summary>
/// Plays ever more respondents against a server, its own or one that runs, prints how fast it was, and compares everything that was acknowledged with what
/// is stored. Its own server also says how many posts shared a commit.
/// </summary>
internal static partial class LoadCommand
{
    // What a server compiles and caches at its beginning is not measured.
    private const int WarmUpSeconds = 5;

    /// <summary>Runs the command; 0 when every request was answered as it should be and every answer is stored.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        LoadOptions options;
        try
        {
            options = LoadOptions.Parse(arguments);
        }
        catch (ArgumentException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Message} {LoadOptions.Usage}");
            return 2;
        }
        var folder = Directory.CreateTempSubdirectory("survey-load-").FullName;
        try
        {
            return await RunAsync(options, Path.Combine(folder, "acknowledged"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> RunAsync(LoadOptions options, string journalFile)
    {
        await using var server = options.StartsServer
            ? await ServerProcess.StartAsync(ServerProcess.FreeAddress(), options.Database!, withSample: true, CancellationToken.None) : null;
        if (server is not null) options = options with { Url = server.Address };
        await using var database = options.Database is null ? null : new Database(Dialect.Create(DatabaseOptions.From(options.Database)));
        var answers = database is null ? null : await StoredAnswers.OfAsync(database, options.Survey, CancellationToken.None);
        var before = answers is null ? [] : await answers.IdsAsync(CancellationToken.None);
        var errors = 0;
        var measured = new List<(LoadFigures Figures, TimeSpan Time)>();
        await using (var journal = new AcknowledgedJournal(journalFile))
        {
            if (server is not null) errors += (await LoadDriver.PlayAsync(options with { Respondents = options.Levels.Max(), Seconds = WarmUpSeconds, Responses = 0 }, journal.Add, CancellationToken.None)).Errors;
            foreach (var respondents in options.Levels)
            {
                var (began, own, served) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime, server?.ProcessorTime);
                var figures = await LoadDriver.PlayAsync(options with { Respondents = respondents }, journal.Add, CancellationToken.None);
                var time = Stopwatch.GetElapsedTime(began);
                Console.WriteLine($"{respondents} respondents");
                figures.Write(Console.Out, time);
                Console.WriteLine($"of the processors the driver took {Share(Process.GetCurrentProcess().TotalProcessorTime - own, time)}"
                    + (served is null ? "" : $", the server {Share(server!.ProcessorTime - served.Value, time)}"));
                errors += figures.Errors;
                measured.Add((figures, time));
            }
        }
        if (server is not null)
        {
            await server.EndAsync();
            if (server.Lines.Select(line => Saved().Match(line)).LastOrDefault(match => match.Success) is { } saved)
            {
                var together = double.Parse(saved.Groups["posts"].Value, CultureInfo.InvariantCulture) / double.Parse(saved.Groups["commits"].Value, CultureInfo.InvariantCulture);
                var posts = measured.Sum(one => one.Figures.Posts) / measured.Sum(one => one.Time.TotalSeconds);
                Console.WriteLine(FormattableString.Invariant($"{together:0.0} posts to a commit, {posts / together:0} commits per second"));
            }
        }
        if (answers is null) return errors == 0 ? 0 : 1;
        var differences = await answers.DifferencesAsync(AcknowledgedJournal.Read(journalFile), before, areAll: errors == 0, CancellationToken.None);
        foreach (var difference in differences.Take(20)) Console.WriteLine(difference);
        Console.WriteLine(differences.Count == 0 ? "Every acknowledged page is stored once, with its contents." : $"{differences.Count} differences between what was acknowledged and what is stored");
        return errors == 0 && differences.Count == 0 ? 0 : 1;
    }

    private static string Share(TimeSpan used, TimeSpan time) => (used / time / Environment.ProcessorCount).ToString("0 %", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<posts>\d+) posts were saved in (?<commits>\d+) commits")]
    private static partial Regex Saved();
}
