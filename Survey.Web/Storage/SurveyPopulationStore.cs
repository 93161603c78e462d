using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>The populations of surveys, and how many of them answered.</summary>
internal sealed class SurveyPopulationStore(Database database)
{
    private const string Select = """
        select attribute, value, people, invited from survey_population
        where organisation_id = @Organisation and survey_id = @SurveyId
        order by attribute, value
        """;

    private const string Delete = "delete from survey_population where organisation_id = @Organisation and survey_id = @SurveyId";

    private const string Insert = """
        insert into survey_population (survey_id, attribute, value, organisation_id, people, invited)
        values (@SurveyId, @Attribute, @Value, @Organisation, @People, @Invited)
        """;

    private const string SelectRespondents = """
        select attributes, count(*) as number from response
        where organisation_id = @Organisation and survey_id = @SurveyId and status = 'complete' and is_test = false
        group by attributes
        """;

    public async Task<SurveyPopulation> FindAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return new SurveyPopulation([.. await connection.QueryAsync<PopulationCount>(new CommandDefinition(Select, Scope(organisation, surveyId), cancellationToken: cancel))]);
    }

    /// <summary>Puts counts in the place of what was stored.</summary>
    public Task<int> SaveAsync(OrganisationId organisation, string surveyId, SurveyPopulation population, CancellationToken cancel) =>
        database.TransactAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(new CommandDefinition(Delete, Scope(organisation, surveyId), transaction, cancellationToken: cancel));
            return await connection.ExecuteAsync(new CommandDefinition(Insert, population.Counts.Where(count => count.People is not null || count.Invited is not null).Select(count => new
            {
                SurveyId = surveyId,
                count.Attribute,
                count.Value,
                Organisation = organisation.Value,
                count.People,
                count.Invited,
            }), transaction, cancellationToken: cancel));
        }, cancel);

    /// <summary>The complete responses, in all (attribute and value empty) and by attribute value.</summary>
    public async Task<IReadOnlyDictionary<(string Attribute, string Value), long>> RespondentsAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var counts = new Dictionary<(string, string), long> { [("", "")] = 0 };
        foreach (var row in await connection.QueryAsync<RespondentsRow>(new CommandDefinition(SelectRespondents, Scope(organisation, surveyId), cancellationToken: cancel)))
        {
            counts[("", "")] += row.Number;
            foreach (var (attribute, value) in ResponseEncoding.Attributes(row.Attributes))
                if (value.Length > 0) counts[(attribute, value)] = counts.GetValueOrDefault((attribute, value)) + row.Number;
        }

        return counts;
    }

    private static object Scope(OrganisationId organisation, string surveyId) => new { Organisation = organisation.Value, SurveyId = surveyId };

    private sealed record RespondentsRow
    {
        public string? Attributes { get; init; }

        public long Number { get; init; }
    }
}
