using System.Collections.Concurrent;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>
/// Takes from the database's own bookkeeping what ties an invitation to a response: both are written in one transaction, and PostgreSQL notes at each row which one
/// wrote it. So the invitations of a survey are rewritten together, in the order of their hashes, soon after some have moved.
/// </summary>
internal sealed class InvitationMixing(InvitationStore invitations, TimeProvider time, ILogger<InvitationMixing> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private static readonly Action<ILogger, Exception?> Failed =
        LoggerMessage.Define(LogLevel.Warning, new EventId(3111), "Invitations could not be mixed; they will be with the next.");

    private readonly ConcurrentDictionary<string, PublishedSurvey> _moved = new(StringComparer.Ordinal);

    /// <summary>Notes that an invitation of a survey may have moved.</summary>
    public void Note(PublishedSurvey survey)
    {
        if (survey.Settings.Duplicates == DuplicateControl.Token) _moved[survey.SurveyId] = survey;
    }

    /// <summary>Mixes the invitations of all surveys that were noted.</summary>
    public async Task MixAsync(CancellationToken cancel)
    {
        foreach (var id in _moved.Keys)
            if (_moved.TryRemove(id, out var survey)) await invitations.MixAsync(survey.Organisation, survey.SurveyId, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await MixAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is System.Data.Common.DbException || Platform.Dialect.IsUnavailable(exception))
            {
                Failed(log, exception);
            }
        }
    }
}
