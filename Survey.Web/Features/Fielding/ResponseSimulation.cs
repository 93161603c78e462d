using System.Globalization;
using System.Threading.Channels;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Web.Features.Fielding;

/// <summary>
/// Fills a survey with simulated responses, as many as wanted: a known structure of factors, branches that differ, answers left out, people who break off and
/// people who do not read. The same seed gives the same answers. Written in bulk, some ten thousand to a transaction.
/// </summary>
internal sealed class ResponseSimulation(Database database, ResponseStore responses, TimeProvider time)
{
    /// <summary>The share of respondents who break off.</summary>
    public const double PartialShare = 0.08;

    /// <summary>The share of respondents who do not read what they answer.</summary>
    public const double CarelessShare = 0.05;

    private const int ChunkSize = 20_000;
    private const int ChunksAhead = 4;
    private static readonly TimeSpan Fielding = TimeSpan.FromDays(90);

    /// <summary>Simulates responses to the newest version and returns how many are complete.</summary>
    /// <exception cref="System.Data.Common.DbException">The survey has responses of this seed already; what was written before stays.</exception>
    public async Task<long> RunAsync(PublishedSurvey survey, long number, ulong seed, Action<long, long>? progress, CancellationToken cancel)
    {
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var chunks = Channel.CreateBounded<ResponseRow[]>(ChunksAhead);
        var drawing = Task.Run(() => DrawAsync(survey, number, seed, chunks.Writer, stopped.Token), CancellationToken.None);
        long written = 0, complete = 0;
        try
        {
            await foreach (var rows in chunks.Reader.ReadAllAsync(cancel))
            {
                await database.TransactAsync((connection, transaction) => responses.AddManyAsync(connection, transaction, survey.Organisation, survey.SurveyId, rows, cancel), cancel);
                written += rows.Length;
                complete += rows.Count(row => row.IsComplete);
                progress?.Invoke(written, number);
            }
        }
        finally
        {
            await stopped.CancelAsync();
            await drawing.ContinueWith(_ => { }, TaskScheduler.Default);
        }
        return complete;
    }

    private async Task DrawAsync(PublishedSurvey survey, long number, ulong seed, ChannelWriter<ResponseRow[]> chunks, CancellationToken cancel)
    {
        try
        {
            var profile = SampleProfile.For(survey.Questionnaire);
            var now = time.GetUtcNow();
            for (long first = 0; first < number; first += ChunkSize)
            {
                var (start, size) = (first, (int)Math.Min(ChunkSize, number - first));
                var partial = (int)Math.Round(size * PartialShare);
                var drawn = new SampleResponses(unchecked(seed * 0x9E3779B97F4A7C15 + (ulong)(first / ChunkSize)), size - partial, partial, profile)
                {
                    CarelessShare = CarelessShare,
                    IdOf = place => string.Create(CultureInfo.InvariantCulture, $"simulated-{seed}-{start + place:00000000}"),
                    Period = (now - Fielding + Fielding * ((double)first / number), now - Fielding + Fielding * ((double)(first + size) / number)),
                };
                var rows = drawn.For(survey.Questionnaire, now).Select(response => ResponseEncoding.ToRow(
                    response.Response, survey.Questionnaire, survey.Organisation, survey.SurveyId, survey.VersionNumber, isTest: false, response.At) with
                {
                    Pages = ResponseEncoding.Pages(response.Pages),
                }).ToArray();
                await chunks.WriteAsync(rows, cancel);
            }
            chunks.Complete();
        }
#pragma warning disable CA1031 // Whoever reads the chunks gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            chunks.Complete(exception);
        }
    }
}
