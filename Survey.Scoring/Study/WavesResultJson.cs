using Survey.Scoring.Study.Json;

namespace Survey.Scoring.Study;

/// <summary>The comparison of waves as JSON.</summary>
public static class WavesResultJson
{
    /// <summary>Writes the result as UTF-8 JSON: numbers round-trip, an undefined figure is null, <c>reasons</c> maps its JSON Pointer to code, en and fa.</summary>
    public static void Write(WavesResult result, Stream output)
    {
        using var json = new ReasonedJson(output);
        json.Root(() => new StudyJson(json).Of(result));
    }
}
