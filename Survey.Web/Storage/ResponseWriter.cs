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

    // Whoever finds another row than the change was made from, or one where there was none, has changed nothing, and starts again from what stands there now.
    // That a revision could be the same by chance, of a row that was deleted and imported again, is excluded by the time of its writing.
    private static readonly string Insert = $"""
        insert into response (organisation_id, {string.Join(", ", ResponseRowColumns.Names.Except(["organisation_id"]))})
        values ({PlaceOf("organisation_id")}, {string.Join(", ", ResponseRowColumns.Names.Except(["organisation_id"]).Select(PlaceOf))})
        on conflict (survey_id, response_id) do nothing
        """;

    private static readonly string Update = $"""
        update response set {string.Join(", ", ResponseRowColumns.Names.Except(NeverChanged).Select(name => $"{name} = {PlaceOf(name)}"))}
        where organisation_id = {PlaceOf("organisation_id")} and survey_id = {PlaceOf("survey_id")} and response_id = {PlaceOf("response_id")}
          and version_number = {PlaceOf("version_number")} and is_test = {PlaceOf("is_test")}
          and revision = {PlaceOf("revision")} - 1 and updated_at = ${ResponseRowColumns.Names.Count + 1}
        """;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait });
    private readonly List<Task> _writers = [];
    private readonly RecentRows _recent = new();
    private long _posts;
    private long _commits;
    private readonly string _select = ResponseReader.SelectSome(database.Dialect);

    /// <summary>Changes one response and returns its row once it is durable.</summary>
    /// <param name="key">The response, which need not exist yet.</param>
    /// <param name="change">
    /// Gives the new row from the present one (null: none yet); the present one itself when nothing changes. May be called again when another writer came between.
    /// </param>
    /// <param name="cancel">Stops waiting; what is already queued is written all the same.</param>
    /// <param name="move">What becomes of the invitation in the same commit; null where there is none.</param>
    /// <param name="at">When the row is said to have been written; null for now.</param>
    /// <exception cref="ResponseWriterBusyException">Too many posts are waiting, or the server is stopping.</exception>
    /// <exception cref="InvitationTakenException">The invitation could not be claimed; nothing was written.</exception>
    public async Task<ResponseRow?> SaveAsync(ResponseKey key, Func<ResponseRow?, ResponseRow?> change, CancellationToken cancel, InvitationMove? move = null, DateTimeOffset? at = null)
    {
        var waiting = new Waiting(key, change, move, at);
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
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_writers).WaitAsync(cancellationToken);
        if (_commits > 0) Log.Saved(log, _posts, _commits);
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
            database.Dialect.RenewConnections();
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
        Applied applied;
        try
        {
            connection ??= database.OpenAsync(CancellationToken.None).GetAwaiter().GetResult();
            using var transaction = connection.BeginTransaction();
            applied = Apply(batch, connection, transaction);
            if (applied.Changed.Count > 0)
            {
                Store(applied, connection, transaction);
                transaction.Commit();
                Interlocked.Add(ref _posts, batch.Count);
                Interlocked.Increment(ref _commits);
            }
        }
        catch (Exception exception)
        {
            foreach (var waiting in batch) _recent.Forget(waiting.Key);
            if (exception is RevisionConflictException or InvitationTakenException) throw;
            connection?.Dispose();
            connection = null;
            throw;
        }
        foreach (var (key, row) in applied.Changed) _recent.Remember(key, row);
        foreach (var (waiting, row, failure) in applied.Done)
        {
            if (failure is null)
            {
                waiting.Written.TrySetResult(row);
                continue;
            }
            Log.Refused(log, failure);
            waiting.Written.TrySetException(failure);
        }
    }

    /// <summary>
    /// What the changes make of the rows. A change may begin from a row that this process wrote before, since storing what it gives finds out whether that
    /// still stands; where there would be nothing to store, the row is read first.
    /// </summary>
    private Applied Apply(IReadOnlyList<Waiting> batch, DbConnection connection, DbTransaction transaction)
    {
        var present = new Dictionary<ResponseKey, ResponseRow>();
        var recalled = new HashSet<ResponseKey>();
        foreach (var key in batch.Select(waiting => waiting.Key))
            if (_recent.Recall(key) is { } row && recalled.Add(key)) present.Add(key, row);
        Read([.. batch.Select(waiting => waiting.Key).Where(key => !recalled.Contains(key)).Distinct()]);
        while (true)
        {
            var (done, changed, doubtful) = (new List<(Waiting, ResponseRow?, Exception?)>(batch.Count), new Dictionary<ResponseKey, ResponseRow>(), new HashSet<ResponseKey>());
            var (moves, now) = (new List<InvitationMove>(), Now());
            foreach (var waiting in batch)
            {
                var before = changed.GetValueOrDefault(waiting.Key) ?? present.GetValueOrDefault(waiting.Key);
                var failure = waiting.Try(before, out var after);
                if (failure is null && after is not null && !ReferenceEquals(after, before))
                {
                    after = after with { Revision = (present.GetValueOrDefault(waiting.Key)?.Revision ?? 0) + 1, UpdatedAt = waiting.At ?? now };
                    changed[waiting.Key] = after;
                    if (waiting.Move?.Concerns(before, after) == true) moves.Add(waiting.Move);
                }
                else if (recalled.Contains(waiting.Key))
                {
                    doubtful.Add(waiting.Key);
                }
                done.Add((waiting, after, failure));
            }
            if (doubtful.Count == 0) return new Applied(present, changed, moves, done);
            foreach (var key in doubtful) present.Remove(key);
            recalled.ExceptWith(doubtful);
            Read(doubtful);
        }

        void Read(IReadOnlyCollection<ResponseKey> keys)
        {
            if (keys.Count == 0) return;
            foreach (var row in connection.Query<ResponseRow>(_select, ResponseReader.ValuesOf(keys), transaction))
                if (keys.Contains(ResponseKey.Of(row))) present[ResponseKey.Of(row)] = row;
        }
    }

    private static void Store(Applied applied, DbConnection connection, DbTransaction transaction)
    {
        var statements = new StatementBatch();
        // In one order everywhere, so that two servers never wait for each other.
        foreach (var (key, row) in applied.Changed.OrderBy(pair => pair.Key.SurveyId, StringComparer.Ordinal).ThenBy(pair => pair.Key.ResponseId, StringComparer.Ordinal))
        {
            if (applied.Present.GetValueOrDefault(key) is { } before) statements.Add(Update, [.. ResponseRowColumns.ValuesOf(row), before.UpdatedAt]);
            else statements.Add(Insert, ResponseRowColumns.ValuesOf(row));
        }
        foreach (var (key, row) in applied.Changed) ResponseChanges.Add(statements, applied.Present.GetValueOrDefault(key), row);
        if (statements.Execute(connection, transaction).Any(affected => affected != 1)) throw new RevisionConflictException();
        foreach (var move in applied.Moves.OrderBy(move => move.Order, StringComparer.Ordinal)) move.Apply(connection, transaction);
    }

    // As exact as databases keep it, so that a row that was written and the same row read are equal.
    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static string PlaceOf(string column) => $"${ResponseRowColumns.Names.ToList().IndexOf(column) + 1}";

    private sealed record Applied(
        Dictionary<ResponseKey, ResponseRow> Present, Dictionary<ResponseKey, ResponseRow> Changed, List<InvitationMove> Moves,
        List<(Waiting Waiting, ResponseRow? Row, Exception? Failure)> Done);

    private sealed record Waiting(ResponseKey Key, Func<ResponseRow?, ResponseRow?> Change, InvitationMove? Move, DateTimeOffset? At)
    {
        public TaskCompletionSource<ResponseRow?> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Applies the change to a row; gives what went wrong.</summary>
        public Exception? Try(ResponseRow? before, out ResponseRow? after)
        {
            try
            {
                after = Change(before);
                return null;
            }
#pragma warning disable CA1031 // Whatever is wrong with one post must not touch the others of its commit.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                after = null;
                return exception;
            }
        }
    }

    private sealed class RevisionConflictException() : Exception("Another writer changed the response.");

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Error, "The database is not available; {Count} posts were not saved and said so.")]
        public static partial void Unavailable(ILogger logger, Exception exception, int count);

        [LoggerMessage(3102, LogLevel.Error, "A post could not be saved.")]
        public static partial void Refused(ILogger logger, Exception exception);

        [LoggerMessage(3103, LogLevel.Information, "{Posts} posts were saved in {Commits} commits.")]
        public static partial void Saved(ILogger logger, long posts, long commits);
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
