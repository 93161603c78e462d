using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>Which channels are switched on for surveys.</summary>
internal sealed class SurveyChannelStore(Database database)
{
    private const string Select = """
        select has_kiosk, kiosk_idle, kiosk_after, has_embed, embed_sites from survey_channel
        where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string Delete = "delete from survey_channel where organisation_id = @Organisation and survey_id = @SurveyId";

    private const string Insert = """
        insert into survey_channel (survey_id, organisation_id, has_kiosk, kiosk_idle, kiosk_after, has_embed, embed_sites)
        values (@SurveyId, @Organisation, @HasKiosk, @KioskIdle, @KioskAfter, @HasEmbed, @EmbedSites)
        """;

    /// <summary>More surveys than a server meets; when they are reached, remembering starts afresh.</summary>
    private const int MostKept = 4000;

    private readonly ConcurrentDictionary<(OrganisationId Organisation, string SurveyId), SurveyChannels> _known = new();

    /// <summary>The channels of a survey; all off where nobody has switched any on.</summary>
    public async Task<SurveyChannels> FindAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            Select, new { Organisation = organisation.Value, SurveyId = surveyId }, cancellationToken: cancel));
        if (_known.Count >= MostKept) _known.Clear();
        return _known[(organisation, surveyId)] = row?.ToChannels() ?? SurveyChannels.Off;
    }

    /// <summary>What this process knew last, for pages that must be shown while the database is away.</summary>
    public SurveyChannels LastKnown(OrganisationId organisation, string surveyId) => _known.GetValueOrDefault((organisation, surveyId)) ?? SurveyChannels.Off;

    public Task<int> SaveAsync(OrganisationId organisation, string surveyId, SurveyChannels channels, CancellationToken cancel) =>
        database.TransactAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(new CommandDefinition(Delete, new { Organisation = organisation.Value, SurveyId = surveyId }, transaction, cancellationToken: cancel));
            return await connection.ExecuteAsync(new CommandDefinition(Insert, new
            {
                SurveyId = surveyId,
                Organisation = organisation.Value,
                channels.HasKiosk,
                channels.KioskIdle,
                channels.KioskAfter,
                channels.HasEmbed,
                EmbedSites = StoredJson.Write(channels.EmbedSites),
            }, transaction, cancellationToken: cancel));
        }, cancel);

    private sealed record Row
    {
        public bool HasKiosk { get; init; }
        public int KioskIdle { get; init; }
        public int KioskAfter { get; init; }
        public bool HasEmbed { get; init; }
        public string EmbedSites { get; init; } = "[]";

        public SurveyChannels ToChannels() => new()
        {
            HasKiosk = HasKiosk,
            KioskIdle = KioskIdle,
            KioskAfter = KioskAfter,
            HasEmbed = HasEmbed,
            EmbedSites = [.. StoredJson.Read<string[]>(EmbedSites)],
        };
    }
}
