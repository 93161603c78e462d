using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Survey.Scoring.Instrument;

namespace Survey.Tests.Instrument;

/// <summary>Questionnaire files for tests: the reference studies, and a small valid one to change.</summary>
internal static class QuestionnaireFiles
{
    public static string[] References { get; } = ["servqual", "normed-quality", "zone-of-tolerance", "awkward"];

    public static byte[] Reference(string study) => File.ReadAllBytes(ReferencePath(study, "questionnaire.json"));

    public static Questionnaire ReadReference(string study) => QuestionnaireFile.Read(Reference(study)).Questionnaire!;

    public static string ReferencePath(string study, string extension) => Path.Combine(AppContext.BaseDirectory, "Reference", "studies", $"{study}.{extension}");

    public static QuestionnaireReading Read(JsonNode file) => QuestionnaireFile.Read(Encoding.UTF8.GetBytes(file.ToJsonString()));

    /// <summary>A complete questionnaire in English: two batteries, two dimensions with three items, everything optional there.</summary>
    public static JsonObject Small() => JsonNode.Parse("""
        {
          "id": "small", "version": 1, "title": { "en": "Small" }, "field": { "en": "Clinics" }, "source": "none",
          "batteries": [
            { "id": "expectation", "prefix": "E", "title": { "en": "Expectation" }, "instruction": { "en": "What do you expect?" } },
            { "id": "perception", "prefix": "P", "title": { "en": "Perception" } }
          ],
          "scale": { "from": 1, "to": 3, "labels": { "1": { "en": "No" }, "2": { "en": "So-so" }, "3": { "en": "Yes" } } },
          "notApplicable": { "en": "Cannot say" },
          "dimensions": [
            { "id": "care", "title": { "en": "Care" }, "description": { "en": "About care." },
              "subdimensions": [ { "id": "warmth", "title": { "en": "Warmth" } }, { "id": "manners", "title": { "en": "Manners" } } ],
              "items": [
              { "id": "1", "subdimension": "warmth", "text": { "expectation": { "en": "They should care" }, "perception": { "en": "They care" } } },
              { "id": "2", "subdimension": "manners", "text": { "en": "They are rude" }, "reversed": true, "meaning": 2,
                "mirrors": { "questionnaire": "other-small", "item": "b.2" } } ] },
            { "id": "speed", "title": { "en": "Speed" }, "items": [ { "id": "3", "text": { "en": "They are fast" } } ] }
          ],
          "importance": { "prefix": "W", "total": 100, "instruction": { "en": "Share 100 points." } },
          "outcomes": [ { "id": "overall", "text": { "en": "Overall?" }, "scale": { "from": 0, "to": 10, "labels": { "0": { "en": "Bad" }, "10": { "en": "Good" } } } } ],
          "attributes": [
            { "id": "branch", "text": { "en": "Branch" }, "options": [ { "id": "01", "text": { "en": "North" } }, { "id": "جنوب", "text": { "en": "South" } } ] },
            { "id": "gender", "text": { "en": "Gender" } } ],
          "comment": { "text": { "en": "Anything else?" } },
          "models": [ "servqual", "weighted-servqual", "servperf" ],
          "x-note": { "anything": [ 1 ] }
        }
        """)!.AsObject();

    /// <summary>The small questionnaire with the value at a path (<c>dimensions/0/items/1/id</c>) replaced, added or, for null, removed.</summary>
    public static JsonObject SmallWith(string path, string? json) => Small().With(path, json);

    public static JsonObject With(this JsonObject file, string path, string? json)
    {
        var steps = path.Split('/');
        JsonNode parent = file;
        foreach (var step in steps[..^1]) parent = parent is JsonArray array ? array[int.Parse(step, CultureInfo.InvariantCulture)]! : parent[step]!;
        var value = json is null ? null : JsonNode.Parse(json);
        if (parent is JsonArray list && steps[^1] == "+") list.Add(value);
        else if (parent is JsonArray entries) entries[int.Parse(steps[^1], CultureInfo.InvariantCulture)] = value;
        else if (json is null) parent.AsObject().Remove(steps[^1]);
        else parent.AsObject()[steps[^1]] = value;
        return file;
    }
}
