using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>
/// Reads single responses. What is asked for while a statement is under way is read together by the next one, so that many respondents
/// at once cost few round trips; a single one waits for nobody.
/// </summary>
internal sealed class ResponseReader(Database database)
{
    private const int MostPerStatement = 256;
    private const int MostStatements = 2;

    private const string SelectSeal = """
        select receipt_seal from response where organisation_id = @Organisation and survey_id = @SurveyId and receipt_hash = @ReceiptHash
        """;

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _queue = new();
    private readonly string _select = SelectSome(database.Dialect);
    private int _statements;

    /// <summary>
    /// The statement that reads the rows of some keys, named by lists of organisations, surveys and responses. Each is looked up by its key: without statistics,
    /// as a new database has none, PostgreSQL would go through another index, with all responses of the survey, for every page that is saved.
    /// </summary>
    public static string SelectSome(Dialect dialect) => dialect.IsSqlite
        ? $"""
            select {ResponseRowColumns.List}
            from response {dialect.AlongKey("response")}
            where {dialect.AnyOf("organisation_id", "Organisations")} and {dialect.AnyOf("survey_id", "Surveys")}
              and {dialect.AnyOf("response_id", "Responses")}
            """
        : $"""
            select found.*
            from unnest(@Surveys) as s (survey_id) cross join unnest(@Responses) as r (response_id)
              cross join lateral (
                select {ResponseRowColumns.List} from response
                where {dialect.AnyOf("organisation_id", "Organisations")} and response.survey_id = s.survey_id and response.response_id = r.response_id limit 1) as found
            """;

    /// <summary>The values of <see cref="SelectSome"/> for some keys. It may find more rows than were named, of other combinations.</summary>
    public static object ValuesOf(IReadOnlyCollection<ResponseKey> keys) => new
    {
        Organisations = keys.Select(key => key.Organisation.Value).Distinct().ToArray(),
        Surveys = keys.Select(key => key.SurveyId).Distinct().ToArray(),
        Responses = keys.Select(key => key.ResponseId).Distinct().ToArray(),
    };

    /// <summary>A response's row as it stands in the database when this is called, or later; null when there is none (any more).</summary>
    public Task<ResponseRow?> FindAsync(ResponseKey key, CancellationToken cancel)
    {
        var waiting = new Waiting(key);
        lock (_gate)
        {
            _queue.Enqueue(waiting);
            if (_statements < MostStatements)
            {
                _statements++;
                _ = Task.Run(WorkAsync, CancellationToken.None);
            }
        }
        return waiting.Found.Task.WaitAsync(cancel);
    }

    /// <summary>The sealed secret of the response whose receipt has a code with this hash; null when there is none, or it was withdrawn.</summary>
    public async Task<byte[]?> FindSealAsync(OrganisationId organisation, string surveyId, string receiptHash, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<byte[]>(new CommandDefinition(
            SelectSeal, new { Organisation = organisation.Value, SurveyId = surveyId, ReceiptHash = receiptHash }, cancellationToken: cancel));
    }

    private async Task WorkAsync()
    {
        var batch = new List<Waiting>();
        while (Take(batch))
        {
            try
            {
                await ReadAsync(batch);
            }
#pragma warning disable CA1031 // Whoever waits gets the failure; whoever comes next gets a new attempt.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                foreach (var waiting in batch) waiting.Found.TrySetException(exception);
            }
        }
    }

    private bool Take(List<Waiting> batch)
    {
        batch.Clear();
        lock (_gate)
        {
            while (batch.Count < MostPerStatement && _queue.TryDequeue(out var waiting)) batch.Add(waiting);
            if (batch.Count == 0) _statements--;
        }
        return batch.Count > 0;
    }

    private async Task ReadAsync(List<Waiting> batch)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        var rows = (await connection.QueryAsync<ResponseRow>(_select, ValuesOf([.. batch.Select(waiting => waiting.Key)]))).ToDictionary(ResponseKey.Of);
        foreach (var waiting in batch) waiting.Found.TrySetResult(rows.GetValueOrDefault(waiting.Key) is { IsWithdrawn: false } row ? row : null);
    }

    private sealed record Waiting(ResponseKey Key)
    {
        public TaskCompletionSource<ResponseRow?> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
