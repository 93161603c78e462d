using System.Diagnostics;

namespace Survey.Benchmarks.Load;

/// <summary>Plays many respondents at once against a running server for a bounded time and measures how fast it was.</summary>
internal static class LoadDriver
{
    /// <summary>Plays until the time or the number of responses is reached. Responses that were begun by then are finished; when it is cancelled, only where what fails is sent again.</summary>
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
                    await respondent.AnswerAsync(options.SendsAgain ? CancellationToken.None : cancel);
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
