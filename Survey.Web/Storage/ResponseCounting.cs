using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>
/// How many responses surveys have, without going through the responses: from the stored moments and the changes since. Only a survey whose moments are still to
/// be made has its rows counted.
/// </summary>
internal sealed class ResponseCounting(Database database)
{
    // The tables name what is counted; "scope" is a condition on organisation and survey.
    private const string SelectCounted = """
        select counted.survey_id, counted.version_number, counted.status, cast(sum(counted.number) as bigint) as number
        from (
            select survey_id, version_number, status, responses as number from study_moments
            where organisation_id = @Organisation and {0} and attribute = ''
            union all
            select survey_id, new_version, new_status, 1 from response_change
            where organisation_id = @Organisation and {0} and new_status is not null
            union all
            select survey_id, old_version, old_status, -1 from response_change
            where organisation_id = @Organisation and {0} and old_status is not null
        ) counted
        group by counted.survey_id, counted.version_number, counted.status
        """;

    private const string SelectBuilt = """
        select survey_id from moments_state where organisation_id = @Organisation and {0} and is_built = true
        """;

    private const string SelectRows = """
        select survey_id, version_number, status, count(*) as number from response
        where organisation_id = @Organisation and {0} and status in ('complete', 'partial') and is_test = false
        group by survey_id, version_number, status
        """;

    // Few, or none.
    private const string SelectBeside = """
        select survey_id, status, is_test, count(*) as number, max(submitted_at) as last_submitted_at from response
        where organisation_id = @Organisation and {0} and status in ('complete', 'partial', 'excluded', 'withdrawn') and is_test = true
        group by survey_id, status, is_test
        union all
        select survey_id, status, is_test, count(*), max(submitted_at) from response
        where organisation_id = @Organisation and {0} and status = 'excluded' and is_test = false
        group by survey_id, status, is_test
        """;

    // One step along the index for each version.
    private const string SelectLast = """
        select v.survey_id, (
            select max(r.submitted_at) from response r
            where r.organisation_id = v.organisation_id and r.survey_id = v.survey_id and r.status = 'complete' and r.is_test = false
              and r.version_number = v.version_number) as last_submitted_at
        from survey_version v
        where v.organisation_id = @Organisation and {0}
        """;

    /// <summary>The counts of one survey.</summary>
    public async Task<ResponseCounts> OfAsync(OrganisationId organisation, string surveyId, CancellationToken cancel) =>
        (await OfAsync(organisation, [surveyId], cancel))[surveyId];

    /// <summary>The counts of some surveys, by survey.</summary>
    public async Task<IReadOnlyDictionary<string, ResponseCounts>> OfAsync(OrganisationId organisation, IReadOnlyCollection<string> surveys, CancellationToken cancel)
    {
        if (surveys.Count == 0) return new Dictionary<string, ResponseCounts>();
        await using var snapshot = await database.SnapshotAsync(cancel);
        var counted = (await CountedAsync(snapshot, organisation, surveys, cancel)).ToLookup(row => row.SurveyId);
        var beside = (await QueryAsync(snapshot, SelectBeside, organisation, surveys, cancel)).ToLookup(row => row.SurveyId);
        var last = (await QueryAsync(snapshot, SelectLast, organisation, surveys, cancel)).ToLookup(row => row.SurveyId, row => row.LastSubmittedAt);
        return surveys.ToDictionary(surveyId => surveyId, surveyId => new ResponseCounts
        {
            Complete = counted[surveyId].Where(row => row.Status == ResponseRow.Complete).Sum(row => row.Number),
            Partial = counted[surveyId].Where(row => row.Status == ResponseRow.Partial).Sum(row => row.Number),
            Excluded = beside[surveyId].Where(row => !row.IsTest).Sum(row => row.Number),
            Tests = beside[surveyId].Where(row => row.IsTest).Sum(row => row.Number),
            LastSubmittedAt = beside[surveyId].Where(row => !row.IsTest).Select(row => row.LastSubmittedAt).Concat(last[surveyId]).Max(),
        });
    }

    /// <summary>The complete responses of a survey by version.</summary>
    public async Task<IReadOnlyDictionary<int, long>> CompleteByVersionAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var snapshot = await database.SnapshotAsync(cancel);
        return (await CountedAsync(snapshot, organisation, [surveyId], cancel)).Where(row => row.Status == ResponseRow.Complete)
            .ToDictionary(row => row.VersionNumber, row => row.Number);
    }

    private async Task<IEnumerable<CountRow>> CountedAsync(Snapshot snapshot, OrganisationId organisation, IReadOnlyCollection<string> surveys, CancellationToken cancel)
    {
        string[] built = [.. (await QueryAsync(snapshot, SelectBuilt, organisation, surveys, cancel)).Select(row => row.SurveyId)];
        string[] others = [.. surveys.Except(built)];
        var counted = built.Length == 0 ? [] : await QueryAsync(snapshot, SelectCounted, organisation, built, cancel);
        return others.Length == 0 ? counted : counted.Concat(await QueryAsync(snapshot, SelectRows, organisation, others, cancel));
    }

    private async Task<IEnumerable<CountRow>> QueryAsync(Snapshot snapshot, string sql, OrganisationId organisation, IReadOnlyCollection<string> surveys, CancellationToken cancel) =>
        await snapshot.Connection.QueryAsync<CountRow>(new CommandDefinition(
            sql.Replace("{0}", database.Dialect.AnyOf("survey_id", "Surveys"), StringComparison.Ordinal),
            new { Organisation = organisation.Value, Surveys = surveys.ToArray() }, snapshot.Transaction, cancellationToken: cancel));

    private sealed record CountRow
    {
        public string SurveyId { get; init; } = "";
        public int VersionNumber { get; init; }
        public string Status { get; init; } = "";
        public bool IsTest { get; init; }
        public long Number { get; init; }
        public DateTimeOffset? LastSubmittedAt { get; init; }
    }
}
