using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Platform;

namespace Survey.Web.Storage;

/// <summary>How a response is written into its row and read from it.</summary>
internal static partial class ResponseEncoding
{
    private static readonly ResponseJson Json = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The row of a response to a published version of <paramref name="questionnaire"/>. A response without a status is complete.</summary>
    public static ResponseRow ToRow(
        Response response, Questionnaire questionnaire, OrganisationId organisation, string surveyId, int version, bool isTest, DateTimeOffset now) => new()
        {
            SurveyId = surveyId,
            ResponseId = response.Id,
            OrganisationId = organisation.Value,
            VersionNumber = version,
            Status = response.Status is ResponseRow.Partial or ResponseRow.Excluded ? response.Status : ResponseRow.Complete,
            IsTest = isTest,
            Answers = [.. response.Answers],
            Importance = Importance(response.ImportancePoints.AsSpan()),
            Outcomes = response.Outcomes.Length == 0 ? null : [.. response.Outcomes],
            Attributes = Attributes(questionnaire.Attributes.Select((attribute, k) => KeyValuePair.Create(attribute.Id, response.Attributes[k]))),
            Comment = response.Comment,
            Further = Further(response.Further),
            Language = response.Language,
            Channel = response.Channel,
            Revision = 1,
            StartedAt = response.Started,
            SubmittedAt = response.Submitted,
            UpdatedAt = now,
        };

    /// <summary>The response of a row. What the row does not hold (yet) is empty: not seen, not given.</summary>
    public static Response ToResponse(ResponseRow row, Questionnaire questionnaire)
    {
        var attributes = Attributes(row.Attributes);
        return new Response
        {
            Id = row.ResponseId,
            Answers = ImmutableArray.Create(row.Answers),
            ImportancePoints = questionnaire.Importance is null ? [] : Importance(row.Importance, questionnaire.Dimensions.Length),
            Outcomes = row.Outcomes is null ? ImmutableArray.CreateRange(new byte[questionnaire.Outcomes.Length]) : ImmutableArray.Create(row.Outcomes),
            Attributes = [.. questionnaire.Attributes.Select(attribute => attributes.GetValueOrDefault(attribute.Id))],
            Comment = row.Comment,
            Further = Further(row.Further),
            Language = row.Language,
            Channel = row.Channel,
            Status = row.Status,
            Version = row.VersionNumber,
            Started = row.StartedAt,
            Submitted = row.SubmittedAt,
        };
    }

    /// <summary>Eight bytes per dimension; null when none was given.</summary>
    public static byte[]? Importance(ReadOnlySpan<double?> points)
    {
        if (points.IndexOfAnyExcept((double?)null) < 0) return null;
        var bytes = new byte[points.Length * sizeof(double)];
        for (var k = 0; k < points.Length; k++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(k * sizeof(double)), points[k] ?? double.NaN);
        return bytes;
    }

    public static ImmutableArray<double?> Importance(byte[]? bytes, int dimensions)
    {
        var points = ImmutableArray.CreateBuilder<double?>(dimensions);
        for (var k = 0; k < dimensions; k++)
        {
            var value = bytes is null ? double.NaN : BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(k * sizeof(double)));
            points.Add(double.IsNaN(value) ? null : value);
        }
        return points.MoveToImmutable();
    }

    /// <summary>The values that were given, by attribute id; null when there is none.</summary>
    public static string? Attributes(IEnumerable<KeyValuePair<string, string?>> values)
    {
        var given = values.Where(value => !string.IsNullOrEmpty(value.Value)).ToDictionary(value => value.Key, value => value.Value!);
        return given.Count == 0 ? null : JsonSerializer.Serialize(given, Json.DictionaryStringString);
    }

    public static Dictionary<string, string> Attributes(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, Json.DictionaryStringString) ?? [];

    /// <summary>The pages that were saved.</summary>
    public static Dictionary<string, PageMark> Pages(string? json) => json is null ? [] : JsonSerializer.Deserialize(json, Json.DictionaryStringPageMark) ?? [];

    public static string? Pages(Dictionary<string, PageMark> pages) => pages.Count == 0 ? null : JsonSerializer.Serialize(pages, Json.DictionaryStringPageMark);

    /// <summary>What was entered on the pages and is no answer yet.</summary>
    public static Dictionary<string, UnsettledPage> Unsettled(string? json) => json is null ? [] : JsonSerializer.Deserialize(json, Json.DictionaryStringUnsettledPage) ?? [];

    public static string? Unsettled(Dictionary<string, UnsettledPage> pages) => pages.Count == 0 ? null : JsonSerializer.Serialize(pages, Json.DictionaryStringUnsettledPage);

    /// <summary>Pairs, not an object: columns that the questionnaire does not know keep their order.</summary>
    public static string? Further(ImmutableArray<KeyValuePair<string, string>> further) => further.IsDefaultOrEmpty ? null
        : JsonSerializer.Serialize([.. further.Select(pair => new[] { pair.Key, pair.Value })], Json.StringArrayArray);

    public static ImmutableArray<KeyValuePair<string, string>> Further(string? json) => json is null ? []
        : [.. (JsonSerializer.Deserialize(json, Json.StringArrayArray) ?? []).Select(pair => KeyValuePair.Create(pair[0], pair[1]))];

    [JsonSerializable(typeof(Dictionary<string, string>))]
    [JsonSerializable(typeof(Dictionary<string, PageMark>))]
    [JsonSerializable(typeof(Dictionary<string, UnsettledPage>))]
    [JsonSerializable(typeof(string[][]))]
    private sealed partial class ResponseJson : JsonSerializerContext;
}
