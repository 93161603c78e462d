using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Survey.Scoring.Instrument;

namespace Survey.Web.Storage;

/// <summary>The documents that stand in text columns: one form, readable in the database, the same for the same content.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new LocalizedTextConverter(), new QuestionnaireConverter() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new InvalidDataException($"A stored {typeof(T).Name} is null.");

    /// <summary>A stored questionnaire; it was checked when it was stored, so an error here is damage.</summary>
    public static Questionnaire ReadQuestionnaire(string json)
    {
        var reading = QuestionnaireFile.Read(Encoding.UTF8.GetBytes(json));
        return reading.Questionnaire ?? throw new InvalidDataException(
            $"A stored questionnaire cannot be read: {string.Join("; ", reading.Problems.Where(problem => problem.IsError).Select(problem => $"{problem.Path} {problem.Code}"))}");
    }

    private sealed class LocalizedTextConverter : JsonConverter<LocalizedText>
    {
        public override LocalizedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, LocalizedText value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (language, text) in value.Texts) writer.WriteString(language, text);
            writer.WriteEndObject();
        }
    }

    private sealed class QuestionnaireConverter : JsonConverter<Questionnaire>
    {
        public override Questionnaire Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return ReadQuestionnaire(document.RootElement.GetRawText());
        }

        public override void Write(Utf8JsonWriter writer, Questionnaire value, JsonSerializerOptions options) =>
            writer.WriteRawValue(QuestionnaireFile.Write(value));
    }
}
