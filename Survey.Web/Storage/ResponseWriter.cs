using System.Data.Common;
using System.Threading.Channels;
using Dapper;
using Survey.Web.Platform;
using Survey.Web.Storage.Live;

namespace Survey.Web.Storage;

/// <summary>
/// Saves posts durably, many to a commit: one wait for the disk per post would cap the server at a few hundred posts a second.
/// A post is answered after the commit that holds it, never before; one that cannot be written fails alone.
/// </summary>
internal sealed partial class ResponseWriter(Database database, TimeProvider time, ILogger<ResponseWriter> log) : IHostedService, IDisposable
{
    private const int MostWaiting = 8192;
    private const int MostPerCommit = 256;
    private const int Attempts = 5;

    private static readonly string[] NeverChanged = ["survey_id", "response_id", "organisation_id", "version_number", "is_test"];

    // Whoever finds another revision than was read has changed nothing, and starts again from what stands there now.
    private static readonly string Upsert = $"""
        insert into response ({ResponseRowColumns.List})
        values ({string.Join(", ", ResponseRowColumns.Names.Select((_, place) => $"${place + 1}"))})
        on conflict (survey_id, response_id) do update set {string.Join(", ", ResponseRowColumns.Names.Except(NeverChanged).Select(name => $"{name} = excluded.{name}"))}
        where response.organisation_id = excluded.organisation_id and response.revision = excluded.revision - 1
        """;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait });
    private readonly List<Task> _writers = [];
    private readonly string _select = ResponseReader.SelectSome(database.Dialect);

    /// <summary>Changes one response and returns its row once it is durable.</summary>
    /// <param name="key">The response, which need not exist yet.</param>
    /// <param name="change">
    /// Gives the new row from the present one (null: none yet); the present one itself when nothing changes. May be called again when another writer came between.
    /// </param>
    /// <param name="cancel">Stops waiting; what is already queued is written all the same.</param>
    /// <param name="move">What becomes of the invitation in the same commit; null where there is none.</param>
    /// <exception cref="ResponseWriterBusyException">Too many posts are waiting, or the server is stopping.</exception>
    /// <exception cref="InvitationTakenException">The invitation could not be claimed; nothing was written.</exception>
    public async Task<ResponseRow?> SaveAsync(ResponseKey key, Func<ResponseRow?, ResponseRow?> change, CancellationToken cancel, InvitationMove? move = null)
    {
        var waiting = new Waiting(key, change, move);
        if (!_queue.Writer.TryWrite(waiting)) throw new ResponseWriterBusyException();
        return await waiting.Written.Task.WaitAsync(cancel);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Commits wait for the disk, so each writer has a thread of its own. SQLite has one writer; on PostgreSQL the second collects while the first commits.
        for (var k = 0; k < (database.Dialect.IsSqlite ? 1 : 2); k++)
            _writers.Add(Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        return Task.CompletedTask;
    }

    /// <summary>Takes no more posts and writes those that wait.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        return Task.WhenAll(_writers).WaitAsync(cancellationToken);
    }

    public void Dispose() => _queue.Writer.TryComplete();

    private static bool IsLost(Exception exception) => exception is DbException { IsTransient: true } && Dialect.IsUnavailable(exception);

    private void Run()
    {
        DbConnection? connection = null;
        var batch = new List<Waiting>(MostPerCommit);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < MostPerCommit && _queue.Reader.TryRead(out var waiting)) batch.Add(waiting);
            if (batch.Count > 0) Commit(batch, ref connection);
        }
        connection?.Dispose();
    }

    private void Commit(List<Waiting> batch, ref DbConnection? connection)
    {
        try
        {
            try
            {
                Write(batch, ref connection);
            }
            catch (Exception exception) when (IsLost(exception))
            {
                // The connection was kept from before and the database has restarted since. Applying a post twice is the same as once.
                Write(batch, ref connection);
            }
        }
        catch (Exception exception) when (Dialect.IsUnavailable(exception))
        {
            Log.Unavailable(log, exception, batch.Count);
            foreach (var waiting in batch) waiting.Written.TrySetException(exception);
        }
        catch (Exception exception) when (exception is DbException or RevisionConflictException or InvitationTakenException)
        {
            // One of them cannot be written as it is; alone, each succeeds or fails by itself.
            foreach (var waiting in batch) CommitAlone(waiting, ref connection);
        }
    }

    private void CommitAlone(Waiting waiting, ref DbConnection? connection)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Write([waiting], ref connection);
                return;
            }
            catch (Exception exception) when (attempt < Attempts && (exception is RevisionConflictException || (exception is DbException refused && Dialect.IsDuplicate(refused))))
            {
                // Another process wrote the same response, once more, from what stands there now.
            }
            catch (InvitationTakenException exception)
            {
                waiting.Written.TrySetException(exception);
                return;
            }
            catch (Exception exception) when (exception is DbException or RevisionConflictException || Dialect.IsUnavailable(exception))
            {
                Log.Refused(log, exception);
                waiting.Written.TrySetException(exception);
                return;
            }
        }
    }

    /// <summary>Applies the changes in the order of their arrival, several to one response included, and commits them together.</summary>
    private void Write(IReadOnlyList<Waiting> batch, ref DbConnection? connection)
    {
        var done = new List<(Waiting Waiting, ResponseRow? Row)>(batch.Count);
        try
        {
            connection ??= database.OpenAsync(CancellationToken.None).GetAwaiter().GetResult();
            using var transaction = connection.BeginTransaction();
            var present = connection.Query<ResponseRow>(_select, ResponseReader.ValuesOf([.. batch.Select(waiting => waiting.Key)]), transaction).ToDictionary(ResponseKey.Of);
            var changed = new Dictionary<ResponseKey, ResponseRow>();
            var moves = new List<InvitationMove>();
            var now = time.GetUtcNow();
            foreach (var waiting in batch)
            {
                var before = changed.GetValueOrDefault(waiting.Key) ?? present.GetValueOrDefault(waiting.Key);
                if (!TryApply(waiting, before, out var after)) continue;
                if (after is not null && !ReferenceEquals(after, before))
                {
                    after = after with { Revision = (present.GetValueOrDefault(waiting.Key)?.Revision ?? 0) + 1, UpdatedAt = now };
                    changed[waiting.Key] = after;
                    if (waiting.Move?.Concerns(before, after) == true) moves.Add(waiting.Move);
                }
                done.Add((waiting, after));
            }
            if (changed.Count > 0)
            {
                // In one order everywhere, so that two servers never wait for each other.
                var rows = changed.Values.OrderBy(row => row.SurveyId, StringComparer.Ordinal).ThenBy(row => row.ResponseId, StringComparer.Ordinal).Select(ResponseRowColumns.ValuesOf).ToList();
                if (StatementBatch.Execute(connection, transaction, Upsert, rows).Any(affected => affected != 1)) throw new RevisionConflictException();
                var changes = new ResponseChanges();
                foreach (var (key, row) in changed) changes.Add(present.GetValueOrDefault(key), row);
                changes.Write(connection, transaction);
                foreach (var move in moves.OrderBy(move => move.Order, StringComparer.Ordinal)) move.Apply(connection, transaction);
                transaction.Commit();
            }
        }
        catch (Exception exception) when (exception is not (RevisionConflictException or InvitationTakenException))
        {
            connection?.Dispose();
            connection = null;
            throw;
        }
        foreach (var (waiting, row) in done) waiting.Written.TrySetResult(row);
    }

    private bool TryApply(Waiting waiting, ResponseRow? before, out ResponseRow? after)
    {
        try
        {
            after = waiting.Change(before);
            return true;
        }
#pragma warning disable CA1031 // Whatever is wrong with one post must not touch the others of its commit.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Refused(log, exception);
            waiting.Written.TrySetException(exception);
            after = null;
            return false;
        }
    }

    private sealed record Waiting(ResponseKey Key, Func<ResponseRow?, ResponseRow?> Change, InvitationMove? Move)
    {
        public TaskCompletionSource<ResponseRow?> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class RevisionConflictException() : Exception("Another writer changed the response.");

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Error, "The database is not available; {Count} posts were not saved and said so.")]
        public static partial void Unavailable(ILogger logger, Exception exception, int count);

        [LoggerMessage(3102, LogLevel.Error, "A post could not be saved.")]
        public static partial void Refused(ILogger logger, Exception exception);
    }
}

/// <summary>Names one response.</summary>
internal readonly record struct ResponseKey(OrganisationId Organisation, string SurveyId, string ResponseId)
{
    /// <summary>The name of a row.</summary>
    public static ResponseKey Of(ResponseRow row) => new(new OrganisationId(row.OrganisationId), row.SurveyId, row.ResponseId);
}

/// <summary>Too many posts are waiting to be saved, or the server is stopping; the post was not saved.</summary>
internal sealed class ResponseWriterBusyException() : Exception("Too many posts are waiting to be saved.");
