using System.Data.Common;
using Survey.Scoring.Instrument;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>
/// The changes of an import or the like to one survey. Few are logged one by one; many are added up, and the sum goes into the stored moments in the
/// transaction of the changes, so that nothing has to be read again.
/// </summary>
internal sealed class BulkChanges(OrganisationId organisation, string surveyId, IReadOnlyDictionary<int, Questionnaire> questionnaires)
{
    /// <summary>Changes that are logged one by one.</summary>
    public const int MostLogged = 2_000;

    private readonly List<(ResponseRow? Before, ResponseRow? After)> _few = [];
    private MomentsSum? _many;

    /// <summary>Takes note of a change; null is no response (yet, or any more).</summary>
    public void Add(ResponseRow? before, ResponseRow? after)
    {
        if (_many is null)
        {
            _few.Add((before, after));
            if (_few.Count <= MostLogged) return;
            _many = new MomentsSum(version => questionnaires[version]);
            foreach (var (old, now) in _few) Count(old, now);
            _few.Clear();
            return;
        }
        Count(before, after);
    }

    /// <summary>Writes what was noted into the transaction of the changes, at its end: from then on whoever folds may have to wait.</summary>
    public async Task WriteAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        if (_many is not null)
        {
            await MomentsStore.ChangeAsync(connection, transaction, organisation, surveyId, _many, questionnaires, cancel);
            return;
        }
        var changes = new StatementBatch();
        foreach (var (before, after) in _few) ResponseChanges.Add(changes, before, after);
        changes.Execute(connection, transaction);
    }

    private void Count(ResponseRow? before, ResponseRow? after)
    {
        if (CountedResponse.Of(before) is { } old) _many!.Remove(old);
        if (CountedResponse.Of(after) is { } now) _many!.Add(now);
    }
}
