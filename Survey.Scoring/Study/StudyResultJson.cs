using Survey.Scoring.Study.Json;

namespace Survey.Scoring.Study;

/// <summary>The result as JSON in the shape of the reference results.</summary>
public static class StudyResultJson
{
    /// <summary>Writes the result as UTF-8 JSON: numbers round-trip, an undefined figure is null, <c>reasons</c> maps its JSON Pointer to code, en and fa.</summary>
    public static void Write(StudyResult result, Stream output)
    {
        using var json = new ReasonedJson(output);
        json.Root(() => new StudyJson(json).Of(result));
    }
}
