using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>What staff have entered from paper and by telephone, with the second pass that checks it.</summary>
internal sealed class EnteredSheetStore(Database database, ResponseStore responses)
{
    private const string Columns = """
        s.sheet, s.version_number, s.channel, s.response_id, s.entered, f.display_name as entered_by, s.entered_at,
        s.second, t.display_name as second_by, s.second_at, s.settled_at
        """;

    private const string From = """
        entered_sheet s
        left join account f on f.account_id = s.entered_by and f.organisation_id = s.organisation_id
        left join account t on t.account_id = s.second_by and t.organisation_id = s.organisation_id
        where s.organisation_id = @Organisation and s.survey_id = @SurveyId
        """;

    private const string SelectOne = $"select {Columns} from {From} and s.sheet = @Sheet";

    private const string SelectLatest = $"select {Columns} from {From} order by s.entered_at desc, s.sheet desc limit @Number";

    // What differs and waits for somebody comes before everything else.
    private const string SelectDiffering = $"select {Columns} from {From} and s.second is not null and s.settled_at is null order by s.sheet limit @Number";

    private const string Insert = """
        insert into entered_sheet (survey_id, sheet, organisation_id, version_number, channel, response_id, entered, entered_by, entered_at)
        values (@SurveyId, @Sheet, @Organisation, @VersionNumber, @Channel, @ResponseId, @Entered, @By, @Now)
        """;

    private const string UpdateSecond = """
        update entered_sheet set second = @Second, second_by = @By, second_at = @Now, settled_at = @SettledAt, settled_by = @SettledBy
        where organisation_id = @Organisation and survey_id = @SurveyId and sheet = @Sheet and second is null
        """;

    private const string UpdateSettled = """
        update entered_sheet set entered = @Settled, settled_by = @By, settled_at = @Now
        where organisation_id = @Organisation and survey_id = @SurveyId and sheet = @Sheet and second is not null and settled_at is null
        """;

    public async Task<EnteredSheet?> FindAsync(OrganisationId organisation, string surveyId, string sheet, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            SelectOne, new { Organisation = organisation.Value, SurveyId = surveyId, Sheet = sheet }, cancellationToken: cancel)))?.ToSheet();
    }

    /// <summary>The newest sheets, newest first.</summary>
    public Task<IReadOnlyList<EnteredSheet>> LatestAsync(OrganisationId organisation, string surveyId, int number, CancellationToken cancel) =>
        ListAsync(SelectLatest, organisation, surveyId, number, cancel);

    /// <summary>Sheets whose two passes differ and that nobody has settled, by number.</summary>
    public Task<IReadOnlyList<EnteredSheet>> DifferingAsync(OrganisationId organisation, string surveyId, int number, CancellationToken cancel) =>
        ListAsync(SelectDiffering, organisation, surveyId, number, cancel);

    /// <summary>Stores a sheet with its response, both or neither; false when the sheet was entered before.</summary>
    public async Task<bool> AddAsync(OrganisationId organisation, string surveyId, EnteredSheet sheet, ResponseRow response, string accountId, CancellationToken cancel)
    {
        try
        {
            return await database.TransactAsync(async (connection, transaction) =>
            {
                await connection.ExecuteAsync(new CommandDefinition(Insert, new
                {
                    SurveyId = surveyId,
                    sheet.Sheet,
                    Organisation = organisation.Value,
                    sheet.VersionNumber,
                    sheet.Channel,
                    sheet.ResponseId,
                    Entered = StoredJson.Write(sheet.Entered),
                    By = accountId,
                    Now = sheet.EnteredAt,
                }, transaction, cancellationToken: cancel));
                await responses.AddManyAsync(connection, transaction, organisation, surveyId, [response], cancel);
                return true;
            }, cancel);
        }
        catch (DbException exception) when (Dialect.IsDuplicate(exception))
        {
            return false;
        }
    }

    /// <summary>Stores the second pass, and that it agrees if it does; false when somebody has stored one before.</summary>
    public async Task<bool> CompareAsync(
        OrganisationId organisation, string surveyId, EnteredSheet sheet, ImmutableSortedDictionary<string, string> second, string accountId, DateTimeOffset now, CancellationToken cancel)
    {
        var agrees = (sheet with { Second = second }).Differences.IsEmpty;
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteAsync(new CommandDefinition(UpdateSecond, new
        {
            Second = StoredJson.Write(second),
            By = accountId,
            Now = now,
            SettledAt = agrees ? now : (DateTimeOffset?)null,
            SettledBy = agrees ? accountId : null,
            Organisation = organisation.Value,
            SurveyId = surveyId,
            sheet.Sheet,
        }, cancellationToken: cancel)) > 0;
    }

    /// <summary>Stores what the sheet really says; false when somebody has settled it before.</summary>
    public async Task<bool> SettleAsync(
        OrganisationId organisation, string surveyId, string sheet, ImmutableSortedDictionary<string, string> settled, string accountId, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteAsync(new CommandDefinition(UpdateSettled, new
        {
            Settled = StoredJson.Write(settled),
            By = accountId,
            Now = now,
            Organisation = organisation.Value,
            SurveyId = surveyId,
            Sheet = sheet,
        }, cancellationToken: cancel)) > 0;
    }

    private async Task<IReadOnlyList<EnteredSheet>> ListAsync(string sql, OrganisationId organisation, string surveyId, int number, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. (await connection.QueryAsync<Row>(new CommandDefinition(
            sql, new { Organisation = organisation.Value, SurveyId = surveyId, Number = number }, cancellationToken: cancel))).Select(row => row.ToSheet())];
    }

    private sealed record Row
    {
        public string Sheet { get; init; } = "";
        public int VersionNumber { get; init; }
        public string Channel { get; init; } = "";
        public string ResponseId { get; init; } = "";
        public string Entered { get; init; } = "";
        public string? EnteredBy { get; init; }
        public DateTimeOffset EnteredAt { get; init; }
        public string? Second { get; init; }
        public string? SecondBy { get; init; }
        public DateTimeOffset? SecondAt { get; init; }
        public DateTimeOffset? SettledAt { get; init; }

        public EnteredSheet ToSheet() => new()
        {
            Sheet = Sheet,
            VersionNumber = VersionNumber,
            Channel = Channel,
            ResponseId = ResponseId,
            Entered = Values(Entered),
            EnteredBy = EnteredBy,
            EnteredAt = EnteredAt,
            Second = Second is null ? null : Values(Second),
            SecondBy = SecondBy,
            SecondAt = SecondAt,
            SettledAt = SettledAt,
        };

        private static ImmutableSortedDictionary<string, string> Values(string json) => StoredJson.Read<Dictionary<string, string>>(json).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
