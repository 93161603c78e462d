using System.Diagnostics;

namespace Survey.Benchmarks.Load;

/// <summary>Plays many respondents at once against a running server for a bounded time and reports how fast it was.</summary>
internal static class LoadDriver
{
    /// <summary>Runs the command; 0 when every request was answered as it should be.</summary>
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
        var began = Stopwatch.GetTimestamp();
        var figures = await PlayAsync(options, null, CancellationToken.None);
        figures.Write(Console.Out, Stopwatch.GetElapsedTime(began));
        return figures.Errors == 0 ? 0 : 1;
    }

    /// <summary>Plays until the time or the number of responses is reached. Responses that were begun by then are finished.</summary>
    public static async Task<LoadFigures> PlayAsync(LoadOptions options, Action<AcknowledgedPost>? acknowledged, CancellationToken cancel)
    {
        var figures = new LoadFigures();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, MaxConnectionsPerServer = options.Respondents };
        using var http = new HttpClient(handler) { BaseAddress = options.Url, Timeout = TimeSpan.FromSeconds(30) };
        var began = Stopwatch.GetTimestamp();
        var begun = 0;
        await Task.WhenAll(Enumerable.Range(0, options.Respondents).Select(seed => Task.Run(async () =>
        {
            var respondent = new PlayedRespondent(http, options, figures, new Random(seed)) { Acknowledged = acknowledged };
            while (Stopwatch.GetElapsedTime(began).TotalSeconds < options.Seconds && !cancel.IsCancellationRequested
                && (options.Responses == 0 || Interlocked.Increment(ref begun) <= options.Responses))
            {
                try
                {
                    await respondent.AnswerAsync(cancel);
                }
                catch (Exception exception) when (exception is InvalidDataException or HttpRequestException or IOException or TaskCanceledException)
                {
                    figures.Failed(exception.Message);
                    if (exception is not InvalidDataException) await Task.Delay(50, CancellationToken.None);
                }
            }
        }, CancellationToken.None)));
        return figures;
    }
}
