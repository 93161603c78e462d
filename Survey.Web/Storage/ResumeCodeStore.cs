using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>Codes by which people come back to a response, by their hash, until they expire.</summary>
internal sealed class ResumeCodeStore(Database database, TimeProvider time)
{
    private const string Insert = """
        insert into resume_code (survey_id, code_hash, organisation_id, sealed_token, expires_at)
        values (@SurveyId, @CodeHash, @Organisation, @SealedToken, @ExpiresAt)
        """;

    private const string Select = """
        select sealed_token from resume_code
        where organisation_id = @Organisation and survey_id = @SurveyId and code_hash = @CodeHash and expires_at > @Now
        """;

    private const string DeleteExpired = "delete from resume_code where organisation_id = @Organisation and survey_id = @SurveyId and expires_at <= @Now";

    /// <summary>Keeps a code; those of the survey that have expired go.</summary>
    public Task AddAsync(OrganisationId organisation, string surveyId, string codeHash, byte[] sealedToken, DateTimeOffset expiresAt, CancellationToken cancel) =>
        database.TransactAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(DeleteExpired, new { Organisation = organisation.Value, SurveyId = surveyId, Now = time.GetUtcNow() }, transaction);
            return await connection.ExecuteAsync(
                Insert, new { Organisation = organisation.Value, SurveyId = surveyId, CodeHash = codeHash, SealedToken = sealedToken, ExpiresAt = expiresAt }, transaction);
        }, cancel);

    /// <summary>What was sealed with a code; null when there is no such code or it has expired.</summary>
    public async Task<byte[]?> FindAsync(OrganisationId organisation, string surveyId, string codeHash, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<byte[]>(new CommandDefinition(
            Select, new { Organisation = organisation.Value, SurveyId = surveyId, CodeHash = codeHash, Now = time.GetUtcNow() }, cancellationToken: cancel));
    }
}
