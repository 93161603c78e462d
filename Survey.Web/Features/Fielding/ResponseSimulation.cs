using System.Globalization;
using Survey.Web.Platform;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Web.Features.Fielding;

/// <summary>
/// Fills a survey with simulated responses, as many as wanted: a known structure of factors, branches that differ, answers left out, people who break off and
/// people who do not read. The same seed gives the same answers. Written in bulk, some ten thousand to a transaction, each of which adds its own moments.
/// </summary>
internal sealed class ResponseSimulation(Database database, ResponseStore responses, MomentsBuilder moments, TimeProvider time)
{
    /// <summary>The share of respondents who break off.</summary>
    public const double PartialShare = 0.08;

    /// <summary>The share of respondents who do not read what they answer.</summary>
    public const double CarelessShare = 0.05;

    private const int ChunkSize = 20_000;
    private static readonly TimeSpan Fielding = TimeSpan.FromDays(90);

    /// <summary>Simulates responses to the newest version and returns how many are complete.</summary>
    /// <exception cref="System.Data.Common.DbException">The survey has responses of this seed already; what was written before stays.</exception>
    public async Task<long> RunAsync(PublishedSurvey survey, long number, ulong seed, Action<long, long>? progress, CancellationToken cancel)
    {
        // Where there are moments already, every transaction changes them, and nothing has to be read again.
        await moments.BuildAsync(survey.Organisation, survey.SurveyId, null, cancel);
        var (profile, now) = (SampleProfile.For(survey.Questionnaire), time.GetUtcNow());
        var firsts = new Queue<long>();
        for (long first = 0; first < number; first += ChunkSize) firsts.Enqueue(first);
        // Chunks are drawn on all processors and written in their order, one after the other.
        var drawn = new Queue<Task<ResponseRow[]>>();
        long written = 0, complete = 0;
        try
        {
            while (true)
            {
                while (drawn.Count <= Environment.ProcessorCount && firsts.TryDequeue(out var first)) drawn.Enqueue(Task.Run(() => Draw(survey, profile, number, seed, first, now), cancel));
                if (!drawn.TryDequeue(out var chunk)) return complete;
                var rows = await chunk;
                await database.TransactAsync((connection, transaction) => responses.AddManyAsync(connection, transaction, survey.Organisation, survey.SurveyId, rows, cancel), cancel);
                written += rows.Length;
                complete += rows.Count(row => row.IsComplete);
                progress?.Invoke(written, number);
            }
        }
        finally
        {
            await Task.WhenAll(drawn).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static ResponseRow[] Draw(PublishedSurvey survey, SampleProfile profile, long number, ulong seed, long first, DateTimeOffset now)
    {
        var size = (int)Math.Min(ChunkSize, number - first);
        var partial = (int)Math.Round(size * PartialShare);
        var drawn = new SampleResponses(unchecked(seed * 0x9E3779B97F4A7C15 + (ulong)(first / ChunkSize)), size - partial, partial, profile)
        {
            CarelessShare = CarelessShare,
            IdOf = place => string.Create(CultureInfo.InvariantCulture, $"simulated-{seed}-{first + place:00000000}"),
            Period = (now - Fielding + Fielding * ((double)first / number), now - Fielding + Fielding * ((double)(first + size) / number)),
        };
        return [.. drawn.For(survey.Questionnaire, now).Select(response => ResponseEncoding.ToRow(
            response.Response, survey.Questionnaire, survey.Organisation, survey.SurveyId, survey.VersionNumber, isTest: false, response.At) with
        {
            Pages = ResponseEncoding.Pages(response.Pages),
        })];
    }
}
