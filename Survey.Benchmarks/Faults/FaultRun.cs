using System.Diagnostics;
using Survey.Benchmarks.Load;
using Survey.Web.Platform;

namespace Survey.Benchmarks.Faults;

/// <summary>What a run of faults has found.</summary>
/// <param name="Acknowledged">The posts that were acknowledged.</param>
/// <param name="Repeated">The requests that got no answer, or that the database was away, and that were sent again until they were answered as they should be.</param>
/// <param name="Completed">The responses that were submitted.</param>
/// <param name="Problems">What is not as it has to be; nothing when all is well.</param>
internal sealed record FaultReport(int Acknowledged, int Repeated, int Completed, IReadOnlyList<string> Problems);

/// <summary>
/// Kills the server or PostgreSQL at random moments while respondents answer, starts it again, and lets each send again what was not acknowledged. In the end
/// every page has to be stored once, with its contents, and nothing else; and the stored moments of live results have to be those of the responses.
/// </summary>
internal static class FaultRun
{
    private const string Survey = "sample-bank";

    // Between two kills some pages are acknowledged at least; then it takes up to so long.
    private const int FewestPosts = 40;
    private const int LongestPause = 1_500;

    // How long a database stays away at most, in milliseconds.
    private const int LongestAbsence = 700;

    /// <summary>Runs the command; 0 when nothing was lost or doubled.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        FaultOptions options;
        try
        {
            options = FaultOptions.Parse(arguments);
        }
        catch (ArgumentException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Message} {FaultOptions.Usage}");
            return 2;
        }
        if (options.OnPostgres && PostgresServer.MissingReason is { } missing)
        {
            await Console.Error.WriteLineAsync(missing);
            return 1;
        }
        var report = await RunAsync(options, Console.Out, CancellationToken.None);
        await Console.Out.WriteLineAsync($"{options.Kills} kills; {report.Acknowledged} posts acknowledged, {report.Completed} responses completed, {report.Repeated} requests sent again");
        foreach (var problem in report.Problems) await Console.Out.WriteLineAsync(problem);
        await Console.Out.WriteLineAsync(report.Problems.Count == 0 ? "Every page is stored once, with its contents, and nothing else." : $"{report.Problems.Count} problems");
        return report.Problems.Count == 0 ? 0 : 1;
    }

    /// <summary>Kills as often as it is asked to and compares.</summary>
    public static async Task<FaultReport> RunAsync(FaultOptions options, TextWriter output, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("survey-faults-").FullName;
        var postgres = options.OnPostgres ? await PostgresServer.CreateAsync() : null;
        try
        {
            var connection = postgres is null ? Path.Combine(folder, "survey.db") : await postgres.NewDatabaseAsync("faults");
            return await RunAsync(options, connection, postgres, Path.Combine(folder, "acknowledged"), output, cancel);
        }
        finally
        {
            postgres?.Stop();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<FaultReport> RunAsync(
        FaultOptions options, string connection, PostgresServer? postgres, string journalFile, TextWriter output, CancellationToken cancel)
    {
        var random = new Random(options.Seed);
        var address = ServerProcess.FreeAddress();
        var server = await ServerProcess.StartAsync(address, connection, withSample: true, cancel);
        try
        {
            HashSet<string> before;
            await using (var database = Open(connection)) before = await (await StoredAnswers.OfAsync(database, Survey, cancel)).IdsAsync(cancel);
            LoadFigures figures;
            await using (var journal = new AcknowledgedJournal(journalFile))
            {
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                var load = new LoadOptions { Url = address, Survey = Survey, Respondents = options.Respondents, Seconds = int.MaxValue, SendsAgain = true };
                var played = LoadDriver.PlayAsync(load, journal.Add, ended.Token);
                try
                {
                    for (var kill = 1; kill <= options.Kills; kill++)
                    {
                        await UnderLoadAsync(journal, played, random, cancel);
                        var at = journal.Count;
                        var what = options.Target == FaultTarget.Server ? "server" : "PostgreSQL";
                        if (options.Target == FaultTarget.Server)
                        {
                            await server.KillAsync();
                            await server.DisposeAsync();
                            server = await ServerProcess.StartAsync(address, connection, withSample: false, cancel);
                        }
                        else
                        {
                            var immediately = random.Next(2) == 0;
                            what += immediately ? " (immediate shutdown)" : " (SIGKILL)";
                            await postgres!.KillAsync(immediately);
                            await Task.Delay(random.Next(LongestAbsence), cancel);
                            await postgres.StartAsync();
                            await server.ReadyAsync(cancel);
                        }
                        await output.WriteLineAsync($"{kill,5}  {what} killed after {at} acknowledged posts and started again");
                    }
                    await UnderLoadAsync(journal, played, random, cancel);
                }
                finally
                {
                    // Nobody begins any more; who has begun answers to the end.
                    await ended.CancelAsync();
                    figures = await played;
                }
            }
            // Over connections of their own: those of before were cut.
            await using var mended = Open(connection);
            var answers = await StoredAnswers.OfAsync(mended, Survey, cancel);
            var problems = figures.Problems.ToList();
            problems.AddRange(await answers.DifferencesAsync(AcknowledgedJournal.Read(journalFile), before, areAll: figures.Errors == 0, cancel));
            if (await answers.DifferentFiguresAsync(cancel) is > 0 and var different) problems.Add($"{different} figures of the stored moments differ from the responses.");
            return new FaultReport(AcknowledgedJournal.Read(journalFile).Count(), figures.Repeated, figures.CompletedResponses, problems);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static Database Open(string connection) => new(Dialect.Create(DatabaseOptions.From(connection)));

    private static async Task UnderLoadAsync(AcknowledgedJournal journal, Task played, Random random, CancellationToken cancel)
    {
        var first = journal.Count;
        for (var waited = Stopwatch.StartNew(); journal.Count < first + FewestPosts && waited.Elapsed < TimeSpan.FromMinutes(1) && !played.IsCompleted;) await Task.Delay(5, cancel);
        await Task.Delay(random.Next(LongestPause), cancel);
    }
}
