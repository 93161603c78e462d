using System.Data.Common;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>
/// The change log of live results. A change is logged in the transaction that makes it, so one cannot be without the other.
/// </summary>
internal sealed class ResponseChanges
{
    private const string Insert = """
        insert into response_change (survey_id, change_id, organisation_id, old_version, old_status, new_version, new_status, old_response, new_response)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private readonly List<object?[]> _entries = [];

    /// <summary>How many changes were noted.</summary>
    public int Count => _entries.Count;

    /// <summary>Takes note of a change; null is no response (yet, or any more). What no result shows is left out.</summary>
    public void Add(ResponseRow? before, ResponseRow? after)
    {
        if (!CountedResponse.IsChanged(before, after)) return;
        var row = (after ?? before)!;
        var (old, now) = (CountedResponse.Of(before), CountedResponse.Of(after));
        _entries.Add(
        [
            row.SurveyId, Guid.CreateVersion7().ToString("N"), row.OrganisationId, old?.Version, old?.Status, now?.Version, now?.Status, old?.ToBytes(), now?.ToBytes(),
        ]);
    }

    /// <summary>Writes what was noted into the transaction of the changes.</summary>
    public void Write(DbConnection connection, DbTransaction transaction)
    {
        if (_entries.Count > 0) StatementBatch.Execute(connection, transaction, Insert, _entries);
    }
}
