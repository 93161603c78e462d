using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>Published versions. They are inserted and read, never changed; so what was parsed once is kept.</summary>
internal sealed class SurveyVersionStore(Database database)
{
    private const string Select = """
        select version_number, questionnaire, settings, columns, sha256, edits, published_at
        from survey_version
        where organisation_id = @Organisation and survey_id = @SurveyId and version_number = @Number
        """;

    private const string SelectAll = """
        select v.version_number as number, v.sha256, v.published_at, a.display_name as published_by
        from survey_version v
        left join account a on a.account_id = v.published_by and a.organisation_id = v.organisation_id
        where v.organisation_id = @Organisation and v.survey_id = @SurveyId
        order by v.version_number desc
        """;

    private const string SelectNumbers = """
        select version_number from survey_version where organisation_id = @Organisation and survey_id = @SurveyId order by version_number desc
        """;

    private const string Insert = """
        insert into survey_version (survey_id, version_number, organisation_id, questionnaire, settings, columns, sha256, edits, published_by, published_at)
        values (@SurveyId, @Number, @Organisation, @Questionnaire, @Settings, @Columns, @Sha256, @Edits, @PublishedBy, @PublishedAt)
        """;

    /// <summary>More parsed versions than a server meets; when they are reached, parsing starts afresh.</summary>
    private const int MostKept = 2000;

    private readonly ConcurrentDictionary<(OrganisationId Organisation, string SurveyId, int Number), SurveyVersion> _kept = new();

    /// <summary>A version of a survey; null where the organisation has no such survey or version.</summary>
    public async Task<SurveyVersion?> FindVersionAsync(OrganisationId organisation, string surveyId, int number, CancellationToken cancel)
    {
        if (_kept.TryGetValue((organisation, surveyId, number), out var kept)) return kept;
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<VersionRow>(new CommandDefinition(
            Select, new { Organisation = organisation.Value, SurveyId = surveyId, Number = number }, cancellationToken: cancel));
        if (row is null) return null;
        if (_kept.Count >= MostKept) _kept.Clear();
        return _kept.GetOrAdd((organisation, surveyId, number), _ => row.ToVersion(surveyId));
    }

    /// <summary>The versions of a survey, newest first.</summary>
    public async Task<IReadOnlyList<SurveyVersionSummary>> AllAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        var complete = await new ResponseCounting(database).CompleteByVersionAsync(organisation, surveyId, cancel);
        await using var connection = await database.OpenAsync(cancel);
        return [.. (await connection.QueryAsync<SurveyVersionSummary>(new CommandDefinition(
            SelectAll, new { Organisation = organisation.Value, SurveyId = surveyId }, cancellationToken: cancel)))
            .Select(version => version with { Complete = complete.GetValueOrDefault(version.Number) })];
    }

    /// <summary>What each version of a survey asks.</summary>
    public async Task<IReadOnlyDictionary<int, Questionnaire>> QuestionnairesAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        var asked = new SortedDictionary<int, Questionnaire>();
        foreach (var number in await NumbersAsync(organisation, surveyId, cancel))
            asked.Add(number, (await FindVersionAsync(organisation, surveyId, number, cancel))!.Questionnaire);
        return asked;
    }

    /// <summary>The numbers of a survey's versions, newest first.</summary>
    public async Task<IReadOnlyList<int>> NumbersAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. await connection.QueryAsync<int>(new CommandDefinition(
            SelectNumbers, new { Organisation = organisation.Value, SurveyId = surveyId }, cancellationToken: cancel))];
    }

    /// <summary>Inserts a version inside the transaction that publishes it.</summary>
    internal static Task InsertAsync(DbConnection connection, DbTransaction transaction, OrganisationId organisation, string surveyId, int number,
        FrozenDraft frozen, string? publishedBy, DateTimeOffset now) => connection.ExecuteAsync(Insert, new
        {
            SurveyId = surveyId,
            Number = number,
            Organisation = organisation.Value,
            frozen.Questionnaire,
            frozen.Settings,
            frozen.Columns,
            frozen.Sha256,
            frozen.Edits,
            PublishedBy = publishedBy,
            PublishedAt = now,
        }, transaction);

    /// <summary>A draft in the form in which it is published.</summary>
    internal sealed record FrozenDraft(string Questionnaire, string Settings, string Columns, string Sha256, string? Edits)
    {
        /// <param name="draft">The draft.</param>
        /// <param name="newest">What the newest published version asks; null before the first.</param>
        /// <param name="declared">What the author says of the texts that changed since.</param>
        public static FrozenDraft Of(SurveyDraft draft, Questionnaire? newest, IReadOnlyDictionary<string, TextEdit>? declared = null)
        {
            declared ??= ImmutableDictionary<string, TextEdit>.Empty;
            var questionnaire = newest is null ? draft.Asked : VersionEdits.Declare(newest, draft.Asked, declared);
            ImmutableArray<ChangedText> changes = newest is null ? [] : VersionEdits.Between(newest, questionnaire);
            var edits = changes.Where(change => VersionEdits.EditOf(change, declared) is not null)
                .ToImmutableSortedDictionary(change => change.Key, change => VersionEdits.EditOf(change, declared)!.Value.ToString().ToLowerInvariant(), StringComparer.Ordinal);
            var canonical = QuestionnaireFile.Write(questionnaire);
            return new(
                Encoding.UTF8.GetString(canonical),
                StoredJson.Write(draft.Settings),
                StoredJson.Write(new AnswerLayout(questionnaire).Columns),
                Convert.ToHexStringLower(SHA256.HashData(canonical)),
                edits.IsEmpty ? null : StoredJson.Write(edits));
        }
    }

    private sealed record VersionRow
    {
        public int VersionNumber { get; init; }
        public string Questionnaire { get; init; } = "";
        public string Settings { get; init; } = "";
        public string Columns { get; init; } = "";
        public string Sha256 { get; init; } = "";
        public string? Edits { get; init; }
        public DateTimeOffset PublishedAt { get; init; }

        public SurveyVersion ToVersion(string surveyId) => new()
        {
            SurveyId = surveyId,
            Number = VersionNumber,
            Questionnaire = StoredJson.ReadQuestionnaire(Questionnaire),
            Settings = StoredJson.Read<SurveySettings>(Settings),
            Columns = StoredJson.Read<ImmutableArray<AnswerColumn>>(Columns),
            Sha256 = Sha256,
            Edits = Edits is null ? ImmutableSortedDictionary<string, TextEdit>.Empty : StoredJson.Read<Dictionary<string, string>>(Edits)
                .ToImmutableSortedDictionary(edit => edit.Key, edit => Enum.Parse<TextEdit>(edit.Value, ignoreCase: true), StringComparer.Ordinal),
            PublishedAt = PublishedAt,
        };
    }
}
