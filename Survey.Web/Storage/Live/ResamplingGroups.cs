using System.Data.Common;
using Dapper;
using Survey.Scoring.Instrument;
using Survey.Scoring.Study.Resampling;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>
/// The stored moments of the groups of respondents that the bootstrap draws from, of all responses of a version and status. Some neighbouring groups are a
/// row, so that few changes write few of them.
/// </summary>
internal static class ResamplingGroups
{
    /// <summary>The table.</summary>
    public const string Table = "group_moments";

    /// <summary>Groups that stand in a row together: 50 rows of some ten kilobytes each.</summary>
    private const int GroupsOfPart = 20;

    private const string SelectAll = """
        select version_number, status, part, moments from group_moments where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string SelectPart = $"{SelectAll} and version_number = @Version and status = @Status and part = @Part";

    private const string PutPart = """
        insert into group_moments (survey_id, version_number, status, part, organisation_id, moments)
        values (@SurveyId, @Version, @Status, @Part, @Organisation, @Moments)
        on conflict (survey_id, version_number, status, part) do update set moments = excluded.moments
        where group_moments.organisation_id = excluded.organisation_id
        """;

    private const string DeletePart = """
        delete from group_moments
        where organisation_id = @Organisation and survey_id = @SurveyId and version_number = @Version and status = @Status and part = @Part
        """;

    private const string DeleteAll = "delete from group_moments where organisation_id = @Organisation and survey_id = @SurveyId";

    private static readonly string[] Columns = ["survey_id", "version_number", "status", "part", "organisation_id", "moments"];

    /// <summary>The parts that have groups with moments.</summary>
    public static IEnumerable<(GroupsPart Part, GroupedMoments Moments)> PartsOf(int version, string status, GroupedMoments moments) =>
        moments.Parts(GroupsOfPart).Select(part => (new GroupsPart(version, status, part),
            moments.Part(part * GroupsOfPart, Math.Min(GroupsOfPart, moments.Count - part * GroupsOfPart))));

    /// <summary>What is stored after a change, part by part; null where nothing is left. Nothing is written.</summary>
    /// <exception cref="InvalidDataException">The stored moments are damaged, or of another version of the program.</exception>
    public static async Task<IReadOnlyDictionary<GroupsPart, byte[]?>> UpdatedAsync(DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId,
        IMomentsChange change, IReadOnlyDictionary<int, Questionnaire> questionnaires, CancellationToken cancel)
    {
        var updated = new Dictionary<GroupsPart, byte[]?>();
        foreach (var ((version, status), changed) in change.Groups)
        {
            foreach (var (part, moments) in PartsOf(version, status, changed))
            {
                var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
                    SelectPart, new { Organisation = organisation.Value, SurveyId = surveyId, Version = version, Status = status, part.Part }, transaction, cancellationToken: cancel));
                if (row is not null) moments.Add(row.Read(questionnaires[version]));
                updated.Add(part, moments.IsEmpty ? null : Bytes(moments));
            }
        }

        return updated;
    }

    /// <summary>Puts updated parts in place.</summary>
    public static async Task PutAsync(DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId, IReadOnlyDictionary<GroupsPart, byte[]?> updated)
    {
        foreach (var (part, moments) in updated)
        {
            await connection.ExecuteAsync(moments is null ? DeletePart : PutPart, new
            {
                Organisation = organisation.Value,
                SurveyId = surveyId,
                part.Version,
                part.Status,
                part.Part,
                Moments = moments,
            }, transaction);
        }
    }

    /// <summary>Puts moments in the place of all that is stored of a survey.</summary>
    public static async Task ReplaceAsync(DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId,
        IReadOnlyDictionary<(int Version, string Status), GroupedMoments> groups, CancellationToken cancel)
    {
        await connection.ExecuteAsync(DeleteAll, new { Organisation = organisation.Value, SurveyId = surveyId }, transaction);
        await BulkInsert.WriteAsync(connection, transaction, Table, Columns, groups.SelectMany(one => PartsOf(one.Key.Version, one.Key.Status, one.Value)).Select(one => new object?[]
        {
            surveyId, one.Part.Version, one.Part.Status, one.Part.Part, organisation.Value, Bytes(one.Moments),
        }), cancel);
    }

    /// <summary>All that is stored of a survey, or what is meant of it, by version and status.</summary>
    /// <exception cref="InvalidDataException">The stored moments are damaged, or of another version of the program.</exception>
    public static async Task<Dictionary<(int Version, string Status), GroupedMoments>> ReadAsync(DbConnection connection, DbTransaction transaction, OrganisationId organisation,
        string surveyId, Func<int, string, bool> isMeant, Func<int, Questionnaire> questionnaireOf, CancellationToken cancel)
    {
        var groups = new Dictionary<(int, string), GroupedMoments>();
        foreach (var row in await connection.QueryAsync<Row>(new CommandDefinition(
            SelectAll, new { Organisation = organisation.Value, SurveyId = surveyId }, transaction, cancellationToken: cancel)))
        {
            if (!isMeant(row.VersionNumber, row.Status)) continue;
            var questionnaire = questionnaireOf(row.VersionNumber);
            if (!groups.TryGetValue((row.VersionNumber, row.Status), out var sum)) groups.Add((row.VersionNumber, row.Status), sum = GroupedMoments.Empty(questionnaire));
            sum.Add(row.Read(questionnaire));
        }

        return groups;
    }

    private static byte[] Bytes(GroupedMoments moments)
    {
        var bytes = new MemoryStream();
        moments.Write(bytes);
        return bytes.ToArray();
    }

    private sealed record Row
    {
        public int VersionNumber { get; init; }
        public string Status { get; init; } = "";
        public int Part { get; init; }
        public byte[] Moments { get; init; } = [];

        public GroupedMoments Read(Questionnaire questionnaire) => GroupedMoments.Read(new MemoryStream(Moments), questionnaire);
    }
}

/// <summary>Names some neighbouring groups of the respondents of a version and status.</summary>
internal readonly record struct GroupsPart(int Version, string Status, int Part);
