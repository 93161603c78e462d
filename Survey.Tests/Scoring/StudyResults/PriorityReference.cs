using System.Text.Json;
using System.Text.Json.Nodes;

namespace Survey.Tests.Scoring.StudyResults;

/// <summary>What R says of the reference studies, from <c>Reference/priorities/studies.R</c>.</summary>
internal static class PriorityReference
{
    public static JsonNode Root { get; } = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "priorities", "studies.json")))!;

    public static JsonNode Case(string name) => Root["cases"]!.AsArray().Single(one => (string?)one!["name"] == name)!;

    /// <summary>Both are least squares on the same sums, R by QR and the engine by Cholesky of correlations: 1e-9 of the value's size.</summary>
    public static void AssertNear(JsonNode? expected, double? actual)
    {
        if (expected is null || expected.GetValueKind() == JsonValueKind.Null)
        {
            Assert.Null(actual);
            return;
        }

        var value = (double)expected;
        Assert.NotNull(actual);
        Assert.InRange(Math.Abs(actual.Value - value), 0, 1e-9 * Math.Max(1, Math.Abs(value)));
    }
}
