using System.Data.Common;
using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>
/// The change log of live results. A change is logged in the transaction that makes it, so one cannot be without the other; so many at once that reading the
/// responses anew is quicker only mark the stored moments as to be rebuilt.
/// </summary>
internal sealed class ResponseChanges
{
    /// <summary>Changes of one piece of work that are logged one by one.</summary>
    public const int MostLogged = 2_000;

    private const string Insert = """
        insert into response_change (survey_id, change_id, organisation_id, old_response, new_response) values ($1, $2, $3, $4, $5)
        """;

    // Waits for whoever folds or rebuilds, who then finds another generation.
    private const string MarkStale = """
        insert into moments_state (survey_id, organisation_id, is_built, generation, stamp) values (@SurveyId, @Organisation, false, 1, 0)
        on conflict (survey_id) do update set is_built = false, generation = moments_state.generation + 1
        where moments_state.organisation_id = excluded.organisation_id
        """;

    private readonly List<object?[]> _entries = [];
    private readonly HashSet<(string Organisation, string SurveyId)> _many = [];

    /// <summary>Takes note of a change; null is no response (yet, or any more). What no result shows is left out.</summary>
    public void Add(ResponseRow? before, ResponseRow? after)
    {
        if (!CountedResponse.IsChanged(before, after)) return;
        var row = (after ?? before)!;
        if (_entries.Count >= MostLogged) _many.Add((row.OrganisationId, row.SurveyId));
        else _entries.Add([row.SurveyId, Guid.CreateVersion7().ToString("N"), row.OrganisationId, CountedResponse.Of(before)?.ToBytes(), CountedResponse.Of(after)?.ToBytes()]);
    }

    /// <summary>Writes what was noted into the transaction of the changes, at its end: from then on whoever folds may have to wait.</summary>
    public void Write(DbConnection connection, DbTransaction transaction)
    {
        var entries = _many.Count == 0 ? _entries : [.. _entries.Where(entry => !_many.Contains(((string)entry[2]!, (string)entry[0]!)))];
        if (entries.Count > 0) StatementBatch.Execute(connection, transaction, Insert, entries);
        foreach (var (organisation, surveyId) in _many.Order())
            connection.Execute(MarkStale, new { SurveyId = surveyId, Organisation = organisation }, transaction);
    }
}
