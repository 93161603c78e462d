using System.Collections.Concurrent;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>
/// Keeps the stored moments near the responses: folds the change log when it has grown or has come to rest, makes moments that are missing, and once a night
/// holds all of them against the responses. Several servers may do so at once; they take turns at each survey.
/// </summary>
internal sealed partial class MomentsKeeper(MomentsStore store, MomentsBuilder builder, TimeProvider time, ILogger<MomentsKeeper> log) : BackgroundService
{
    /// <summary>The log is folded at once when it has this many entries.</summary>
    private const long ManyEntries = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan NightlyAt = TimeSpan.FromHours(3);

    // The servers of a night are not agreed on when it is.
    private static readonly TimeSpan Day = TimeSpan.FromHours(20);
    private static readonly TimeSpan LongestVerification = TimeSpan.FromHours(2);

    private readonly ConcurrentDictionary<string, Building> _building = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private Dictionary<string, PendingSurvey> _seen = new(StringComparer.Ordinal);

    /// <summary>Makes the moments of a survey in the background, once for all who wait.</summary>
    public Task BuildAsync(OrganisationId organisation, string surveyId)
    {
        // Removed by whoever made it, after the end: who comes later begins anew, and finds at once that there is nothing to do.
        var building = _building.GetOrAdd(surveyId, _ => new Building());
        return building.Run(async () =>
        {
            try
            {
                await builder.BuildAsync(organisation, surveyId, (done, all) => building.Progress = new(done, all), _stopping.Token);
            }
            finally
            {
                _building.TryRemove(surveyId, out _);
            }
        });
    }

    /// <summary>How far the making of a survey's moments is; null where this server is not at it, or has not begun to read.</summary>
    public ReadingProgress? ProgressOf(string surveyId) => _building.TryGetValue(surveyId, out var building) ? building.Progress : null;

    /// <summary>Ends what is under way; nothing of it is lost but the time.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await base.StopAsync(cancellationToken);
        foreach (var building in _building.Values) await building.EndAsync();
    }

    public override void Dispose()
    {
        _stopping.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var night = NextNight();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
                if (time.GetUtcNow() >= night)
                {
                    await VerifyAllAsync(stoppingToken);
                    night = NextNight();
                }
                await Task.Delay(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The next round tries again; results are right meanwhile, because nothing is taken from the log.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.Failed(log, exception);
                await Task.Delay(Pause * 5, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WorkAsync(CancellationToken cancel)
    {
        var pending = await store.PendingAsync(cancel);
        foreach (var survey in pending)
        {
            var seen = _seen.GetValueOrDefault(survey.SurveyId);
            if (!survey.IsBuilt)
            {
                // Not in the middle of a bulk import of several transactions, each of which would make it begin again.
                if (seen?.Generation == survey.Generation) await BuildAsync(survey.Organisation, survey.SurveyId).WaitAsync(cancel);
            }
            else if (survey.Entries >= ManyEntries || seen == survey)
            {
                await FoldAsync(survey, cancel);
            }
        }
        _seen = pending.ToDictionary(survey => survey.SurveyId, StringComparer.Ordinal);
    }

    private async Task FoldAsync(PendingSurvey survey, CancellationToken cancel)
    {
        try
        {
            await store.FoldAsync(survey.Organisation, survey.SurveyId, cancel);
        }
        catch (InvalidDataException exception)
        {
            Log.Unreadable(log, survey.SurveyId, exception);
            await store.DiscardAsync(survey.Organisation, survey.SurveyId, cancel);
        }
    }

    private async Task VerifyAllAsync(CancellationToken cancel)
    {
        foreach (var survey in await store.BuiltAsync(cancel))
        {
            if (await store.TakeVerificationAsync(survey.Organisation, survey.SurveyId, time.GetUtcNow(), LongestVerification, Day, cancel)) await VerifyAsync(survey, cancel);
        }
    }

    private async Task VerifyAsync(PendingSurvey survey, CancellationToken cancel)
    {
        if (await builder.VerifyAsync(survey.Organisation, survey.SurveyId, null, cancel) is { Count: > 0 } differences)
        {
            Log.Different(log, survey.SurveyId, differences.Count);
            await store.DiscardAsync(survey.Organisation, survey.SurveyId, cancel);
            await BuildAsync(survey.Organisation, survey.SurveyId).WaitAsync(cancel);
            Log.Repaired(log, survey.SurveyId);
        }
        await store.FinishVerificationAsync(survey.Organisation, survey.SurveyId, time.GetUtcNow(), cancel);
    }

    private DateTimeOffset NextNight()
    {
        var now = time.GetLocalNow();
        var tonight = new DateTimeOffset(now.Date, now.Offset) + NightlyAt;
        return tonight > now ? tonight : tonight.AddDays(1);
    }

    private sealed class Building
    {
        private readonly Lock _lock = new();
        private Task? _task;

        public ReadingProgress? Progress { get; set; }

        public Task Run(Func<Task> work)
        {
            lock (_lock) return _task ??= Task.Run(work);
        }

        public Task EndAsync() => (_task ?? Task.CompletedTask).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static partial class Log
    {
        [LoggerMessage(3201, LogLevel.Error, "Live results were not brought up to date; the next round tries again.")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(3202, LogLevel.Warning, "The stored moments of survey {SurveyId} cannot be read by this program; they are made anew from the responses.")]
        public static partial void Unreadable(ILogger logger, string surveyId, Exception exception);

        [LoggerMessage(3203, LogLevel.Error, "The stored moments of survey {SurveyId} differ from its responses in {Count} places; they are made anew.")]
        public static partial void Different(ILogger logger, string surveyId, int count);

        [LoggerMessage(3204, LogLevel.Warning, "The stored moments of survey {SurveyId} were made anew.")]
        public static partial void Repaired(ILogger logger, string surveyId);
    }
}
