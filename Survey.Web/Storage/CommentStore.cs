using System.Collections.Immutable;
using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>Which counted responses of a survey a page is about.</summary>
/// <param name="Versions">The versions.</param>
/// <param name="IncludePartial">Whether unfinished ones count.</param>
/// <param name="Attributes">Attribute id and value that they have.</param>
internal sealed record ResponseChoice(ImmutableArray<int> Versions, bool IncludePartial, ImmutableSortedDictionary<string, string> Attributes);

/// <summary>What a page shows of responses beside their figures, a page at a time by index: comments, and when people answered.</summary>
internal sealed class CommentStore(Database database)
{
    private const string SelectFirst = """
        select min(submitted_at) from response
        where organisation_id = @Organisation and survey_id = @SurveyId and status = 'complete' and is_test = false and version_number = @Version
        """;

    private const string SelectLast = """
        select max(submitted_at) from response
        where organisation_id = @Organisation and survey_id = @SurveyId and status = 'complete' and is_test = false and version_number = @Version
        """;

    /// <summary>Comments, newest first.</summary>
    public async Task<IReadOnlyList<Comment>> ReadAsync(
        OrganisationId organisation, string surveyId, ResponseChoice choice, long offset, int most, CancellationToken cancel)
    {
        var (chosen, parameters) = Chosen(organisation, surveyId, choice, offset, most);
        var sql = $"""
            select comment as text, coalesce(submitted_at, updated_at) as at
            from response {database.Dialect.Along("response_with_comment")}
            where organisation_id = @Organisation and survey_id = @SurveyId and {chosen} and comment is not null
            order by submitted_at desc, response_id limit @Most offset @Offset
            """;
        await using var connection = await database.OpenAsync(cancel);
        return [.. await connection.QueryAsync<Comment>(new CommandDefinition(sql, parameters, cancellationToken: cancel))];
    }

    /// <summary>What was written in answer to a further question, newest first.</summary>
    public async Task<IReadOnlyList<Comment>> AnswersAsync(
        OrganisationId organisation, string surveyId, ResponseChoice choice, string question, long offset, int most, CancellationToken cancel)
    {
        var (chosen, parameters) = Chosen(organisation, surveyId, choice, offset, most);
        // Within a text the quotation marks of JSON are escaped, so that only the name of a column looks like this.
        parameters.Add("Column", $"%[\"{question.Replace("_", @"\_", StringComparison.Ordinal)}\",%");
        var sql = $"""
            select further as text, coalesce(submitted_at, updated_at) as at
            from response
            where organisation_id = @Organisation and survey_id = @SurveyId and {chosen} and further like @Column escape '\'
            order by submitted_at desc, response_id limit @Most offset @Offset
            """;
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Comment>(new CommandDefinition(sql, parameters, cancellationToken: cancel));
        return [.. rows.Select(row => row with { Text = ResponseEncoding.Further(row.Text).First(column => column.Key == question).Value })];
    }

    /// <summary>When the first and the last complete response to some versions were submitted; null where none says when.</summary>
    public async Task<(DateTimeOffset? First, DateTimeOffset? Last)> TimesAsync(
        OrganisationId organisation, string surveyId, ImmutableArray<int> versions, CancellationToken cancel)
    {
        DateTimeOffset? first = null, last = null;
        await using var connection = await database.OpenAsync(cancel);
        foreach (var version in versions)
        {
            var scope = new { Organisation = organisation.Value, SurveyId = surveyId, Version = version };
            var from = await connection.ExecuteScalarAsync<DateTimeOffset?>(new CommandDefinition(SelectFirst, scope, cancellationToken: cancel));
            var to = await connection.ExecuteScalarAsync<DateTimeOffset?>(new CommandDefinition(SelectLast, scope, cancellationToken: cancel));
            if (first is null || from < first) first = from;
            if (last is null || to > last) last = to;
        }
        return (first, last);
    }

    private (string Chosen, DynamicParameters Parameters) Chosen(OrganisationId organisation, string surveyId, ResponseChoice choice, long offset, int most)
    {
        var parameters = new DynamicParameters(new { Organisation = organisation.Value, SurveyId = surveyId, Versions = choice.Versions.ToArray(), Offset = offset, Most = most });
        var chosen = $"{(choice.IncludePartial ? "status in ('complete', 'partial')" : "status = 'complete'")} and is_test = false and {database.Dialect.AnyOf("version_number", "Versions")}";
        foreach (var ((attribute, value), place) in choice.Attributes.Select((pair, place) => (pair, place)))
        {
            chosen += $" and {database.Dialect.JsonMember("attributes", $"Attribute{place}")} = @Value{place}";
            parameters.Add($"Attribute{place}", database.Dialect.JsonMemberName(attribute));
            parameters.Add($"Value{place}", value);
        }
        return (chosen, parameters);
    }
}

/// <summary>An answer to the open question, as written.</summary>
internal sealed record Comment
{
    public required string Text { get; init; }

    /// <summary>When it was submitted, or last saved.</summary>
    public DateTimeOffset? At { get; init; }
}
