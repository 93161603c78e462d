using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>
/// The change log of live results. A change is logged in the transaction that makes it, so one cannot be without the other.
/// </summary>
internal static class ResponseChanges
{
    private const string Insert = """
        insert into response_change (survey_id, change_id, organisation_id, old_version, old_status, new_version, new_status, old_response, new_response)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    /// <summary>Takes note of a change among the statements of its transaction; null is no response (yet, or any more). What no result shows is left out.</summary>
    public static void Add(StatementBatch statements, ResponseRow? before, ResponseRow? after)
    {
        if (!CountedResponse.IsChanged(before, after)) return;
        var row = (after ?? before)!;
        var (old, now) = (CountedResponse.Of(before), CountedResponse.Of(after));
        // A random name: one that grows with time would tell in which order people answered.
        statements.Add(Insert,
        [
            row.SurveyId, Guid.NewGuid().ToString("N"), row.OrganisationId, old?.Version, old?.Status, now?.Version, now?.Status, old?.ToBytes(), now?.ToBytes(),
        ]);
    }
}
