using System.Globalization;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.WebUtilities;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Features.Respond;
using Survey.Web.Platform;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Benchmarks.Load;

/// <summary>Holds what a survey stores against the bodies that were acknowledged: every page once, with its contents, and nothing else.</summary>
internal sealed class StoredAnswers(Database database, PublishedSurvey survey)
{
    private const string SelectPages = """
        select response_id as Id, pages as Pages from response where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private readonly SurveyVersionStore _versions = new(database);

    /// <summary>The answers of the survey at an address.</summary>
    /// <exception cref="InvalidOperationException">No such survey is published.</exception>
    public static async Task<StoredAnswers> OfAsync(Database database, string slug, CancellationToken cancel) => new(database,
        await new SurveyStore(database, new SurveyVersionStore(database), TimeProvider.System).FindPublishedAsync(slug, cancel)
            ?? throw new InvalidOperationException($"There is no published survey {slug}."));

    /// <summary>The ids of all responses that are stored.</summary>
    public async Task<HashSet<string>> IdsAsync(CancellationToken cancel) => [.. (await PagesAsync(cancel)).Keys];

    /// <summary>What differs, in words; nothing when all is well.</summary>
    /// <param name="acknowledged">The posts that the server acknowledged, each once.</param>
    /// <param name="before">The responses that had been there before.</param>
    /// <param name="areAll">Whether every post that was sent was acknowledged in the end, so that nothing else may be stored.</param>
    /// <param name="cancel">Stops comparing.</param>
    public async Task<IReadOnlyList<string>> DifferencesAsync(IEnumerable<AcknowledgedPost> acknowledged, IReadOnlySet<string> before, bool areAll, CancellationToken cancel)
    {
        var differences = new List<string>();
        var posts = acknowledged.ToLookup(post => ResponseToken.ResponseIdOf(post.Token));
        var pages = await PagesAsync(cancel);
        if (areAll) differences.AddRange(pages.Keys.Where(id => !before.Contains(id) && !posts.Contains(id)).Select(id => $"{id} is stored and nobody was told so."));
        var filter = new ResponseFilter { IncludePartial = true, IncludeTests = true };
        var found = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var stored in new ResponseStore(database, _versions).ReadAsync(survey.Organisation, survey.SurveyId, filter, cancel))
        {
            var id = stored.Response.Id;
            if (!found.Add(id)) differences.Add($"{id} is stored twice.");
            foreach (var post in posts[id]) differences.AddRange(Compare(stored, pages[id], post));
            if (areAll && posts.Contains(id) && stored.IsComplete != posts[id].Any(IsSubmission)) differences.Add($"{id} is {(stored.IsComplete ? "" : "not ")}complete.");
        }
        differences.AddRange(posts.Where(post => !found.Contains(post.Key)).Select(post => $"{post.Key} was acknowledged and is not stored."));
        return differences;
    }

    /// <summary>How many figures of the stored moments differ from the responses; null when there are no moments yet.</summary>
    public async Task<int?> DifferentFiguresAsync(CancellationToken cancel) =>
        (await new MomentsBuilder(database, _versions, new MomentsStore(database, _versions)).VerifyAsync(survey.Organisation, survey.SurveyId, null, cancel))?.Count;

    private static bool IsSubmission(AcknowledgedPost post) => post.Body.EndsWith("go=submit", StringComparison.Ordinal);

    // Every page was answered once: it was saved once, however often it had to be sent, and no later post can have replaced it.
    private IEnumerable<string> Compare(StoredResponse stored, string? pages, AcknowledgedPost post)
    {
        var id = stored.Response.Id;
        var page = post.Page[(post.Page.LastIndexOf('/') + 1)..];
        if (RevisionOf(pages, page) is > 1 and var revision) yield return $"{id}: {page} was saved {revision} times.";
        foreach (var (name, value) in QueryHelpers.ParseQuery(post.Body))
            if (!Holds(stored, name, value.ToString())) yield return $"{id}: {page} was sent with {name}={value}, which is not stored.";
    }

    private bool Holds(StoredResponse stored, string name, string value)
    {
        var (asked, given) = (survey.Questionnaire, stored.Response);
        if (name == FieldNames.Comment) return (given.Comment ?? "") == value;
        if (name == FieldNames.Go) return value != "submit" || stored.IsComplete;
        if (name.Length < 2 || !int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var place)) return true;
        return name[0] switch
        {
            'a' => given.Answers[place] == Code(value, asked.Scale),
            'o' => given.Outcomes[place] == Code(value, asked.Outcomes[place].Scale),
            't' => (given.Attributes[place] ?? "") == value,
            'w' => given.ImportancePoints[place] == double.Parse(value, CultureInfo.InvariantCulture),
            _ => true,
        };
    }

    private static byte Code(string value, RatingScale scale) =>
        value == "NA" ? AnswerCode.NotApplicable : (byte)(int.Parse(value, CultureInfo.InvariantCulture) - scale.From + 1);

    private static int RevisionOf(string? pages, string page)
    {
        using var marks = JsonDocument.Parse(pages ?? "{}");
        return !marks.RootElement.TryGetProperty(page, out var mark) ? 0 : mark.ValueKind == JsonValueKind.Array ? mark[0].GetInt32() : mark.GetInt32();
    }

    private async Task<Dictionary<string, string?>> PagesAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<PagesRow>(new CommandDefinition(
            SelectPages, new { Organisation = survey.Organisation.Value, survey.SurveyId }, commandTimeout: 0, cancellationToken: cancel));
        return rows.ToDictionary(row => row.Id, row => row.Pages, StringComparer.Ordinal);
    }

    private sealed record PagesRow
    {
        public string Id { get; init; } = "";
        public string? Pages { get; init; }
    }
}
