using System.Text.Json.Nodes;
using Survey.Scoring.Instrument;

namespace Survey.Tests.Instrument;

/// <summary>The small questionnaire with further questions of every kind, conditions, a random order and piped texts.</summary>
internal static class QuestionFiles
{
    public static JsonObject All() => QuestionnaireFiles.Small()
        .With("dimensions/1/when", """{ "all": [ { "column": "visits", "from": 2 }, { "column": "branch", "is": [ "01" ] } ] }""")
        .With("dimensions/0/randomOrder", "true")
        .With("comment/text/en", "\"Anything else about {branch|us}?\"")
        .With("questions", """
            [
              { "id": "visits", "kind": "number", "text": { "en": "How often?" }, "hint": { "en": "A guess will do." }, "least": 0, "most": 366, "place": "start", "required": "soft" },
              { "id": "kinds", "kind": "multiple", "text": { "en": "Which?" }, "place": "care", "required": "hard",
                "options": [ { "id": "lab", "text": { "en": "Laboratory" } }, { "id": "xray", "text": { "en": "X-ray" } }, { "id": "other", "text": { "en": "Other" } } ] },
              { "id": "way", "kind": "single", "text": { "en": "How did you come?" },
                "options": [ { "id": "bus", "text": { "en": "By bus" } }, { "id": "car", "text": { "en": "By car" } } ] },
              { "id": "order", "kind": "ranking", "text": { "en": "What matters most?" },
                "options": [ { "id": "price", "text": { "en": "Price" } }, { "id": "time", "text": { "en": "Time" } }, { "id": "care", "text": { "en": "Care" } } ],
                "when": { "any": [ { "column": "kinds", "is": [ "lab", "xray" ] }, { "column": "P1", "to": 2, "not": true } ] } },
              { "id": "last", "kind": "date", "text": { "en": "When were you here last?" } },
              { "id": "who", "kind": "short-text", "text": { "en": "Who helped you?" } },
              { "id": "why", "kind": "long-text", "text": { "en": "Why?" }, "when": { "all": [ { "column": "overall", "to": 6 } ] } },
              { "id": "recommend", "kind": "nps", "text": { "en": "Would you recommend us?" } }
            ]
            """);

    public static Questionnaire Read() => QuestionnaireFiles.Read(All()).Questionnaire!;
}
