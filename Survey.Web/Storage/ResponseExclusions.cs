using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>
/// Takes responses out of the results and back in, and lets people withdraw theirs. Each is one change of a row through the response writer, so live results
/// follow; all may be repeated.
/// </summary>
internal sealed class ResponseExclusions(Database database, ResponseWriter writer, TimeProvider time)
{
    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 500;

    private const int AtATime = 1_000;

    private const string SelectExcluded = """
        select r.response_id, r.submitted_at, r.excluded_reason as reason, a.display_name as excluded_by, r.excluded_at
        from response r
        left join account a on a.account_id = r.excluded_by and a.organisation_id = r.organisation_id
        where r.organisation_id = @Organisation and r.survey_id = @SurveyId and r.status = 'excluded'
        order by r.excluded_at desc, r.response_id
        limit @Most offset @Offset
        """;

    private const string SelectNumber = """
        select count(*) from response where organisation_id = @Organisation and survey_id = @SurveyId and status = 'excluded'
        """;

    /// <summary>
    /// Leaves complete responses out of every figure, with the reason, who and when; their answers are kept and exported with the status <c>excluded</c>.
    /// Returns how many were counted until now.
    /// </summary>
    /// <exception cref="ArgumentException">No reason, or a longer one than <see cref="LongestReason"/>.</exception>
    public Task<int> ExcludeAsync(
        OrganisationId organisation, string surveyId, IReadOnlyCollection<string> responseIds, string reason, string? accountId, CancellationToken cancel)
    {
        reason = reason.Trim();
        if (reason.Length is 0 or > LongestReason) throw new ArgumentException("Say why, in a few words.", nameof(reason));
        var now = time.GetUtcNow();
        return ChangeAsync(organisation, surveyId, responseIds, row => row.IsComplete ? row with
        {
            Status = ResponseRow.Excluded,
            ExcludedReason = reason,
            ExcludedBy = accountId,
            ExcludedAt = now,
        } : row, cancel);
    }

    /// <summary>Lets excluded responses count again. Returns how many did not until now.</summary>
    public Task<int> RestoreAsync(OrganisationId organisation, string surveyId, IReadOnlyCollection<string> responseIds, CancellationToken cancel) =>
        ChangeAsync(organisation, surveyId, responseIds, row => row.Status == ResponseRow.Excluded ? row with
        {
            Status = ResponseRow.Complete,
            ExcludedReason = null,
            ExcludedBy = null,
            ExcludedAt = null,
        } : row, cancel);

    /// <summary>
    /// Erases what a person answered and everything about the person, at the person's or a manager's wish. Nothing but the id remains, so that it is not used
    /// again; there is no way back. Returns whether there was such a response.
    /// </summary>
    public async Task<bool> WithdrawAsync(OrganisationId organisation, string surveyId, string responseId, CancellationToken cancel) =>
        await ChangeAsync(organisation, surveyId, [responseId], row => row.IsWithdrawn ? row : row.Erased(), cancel) > 0;

    /// <summary>The excluded responses, last excluded first, a page at a time.</summary>
    public async Task<IReadOnlyList<ExcludedResponse>> ExcludedAsync(OrganisationId organisation, string surveyId, int offset, int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. await connection.QueryAsync<ExcludedResponse>(new CommandDefinition(
            SelectExcluded, new { Organisation = organisation.Value, SurveyId = surveyId, Offset = offset, Most = most }, cancellationToken: cancel))];
    }

    /// <summary>How many responses are excluded.</summary>
    public async Task<long> CountAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            SelectNumber, new { Organisation = organisation.Value, SurveyId = surveyId }, cancellationToken: cancel));
    }

    private async Task<int> ChangeAsync(
        OrganisationId organisation, string surveyId, IReadOnlyCollection<string> responseIds, Func<ResponseRow, ResponseRow> change, CancellationToken cancel)
    {
        var changed = 0;
        foreach (var some in responseIds.Distinct(StringComparer.Ordinal).Chunk(AtATime))
        {
            // The writer may ask again when somebody came between; what it was given last is what stands there.
            var outcomes = await Task.WhenAll(some.Select(async responseId =>
            {
                var isChange = false;
                await writer.SaveAsync(new ResponseKey(organisation, surveyId, responseId), row =>
                {
                    var after = row is null ? null : change(row);
                    isChange = !ReferenceEquals(row, after);
                    return after;
                }, cancel);
                return isChange;
            }));
            changed += outcomes.Count(isChange => isChange);
        }
        return changed;
    }
}

/// <summary>A response that a manager left out.</summary>
internal sealed record ExcludedResponse
{
    public required string ResponseId { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public required string Reason { get; init; }

    /// <summary>The display name of who left it out; null when the account is gone.</summary>
    public string? ExcludedBy { get; init; }

    public DateTimeOffset ExcludedAt { get; init; }
}
