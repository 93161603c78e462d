using System.Text.Json.Nodes;

namespace Survey.Tests.Reference;

/// <summary>The comparison finds what compare.py finds.</summary>
public sealed class ReferenceComparisonTests
{
    private const string Expected = """{ "items": [{ "id": "1", "mean": 2.5, "p": 0.01, "none": null }, { "id": "2", "mean": 3 }], "cfa": { "loading": 0.7, "df": 4 } }""";

    [Theory]
    [InlineData("2.5", "2.50001", 1)]
    [InlineData("2.5", "2.5000001", 0)]
    [InlineData("0.01", "0.0100005", 0)]
    [InlineData("0.01", "0.01001", 1)]
    [InlineData("0.7", "0.70009", 0)]
    [InlineData("0.7", "0.7002", 1)]
    [InlineData("\"df\": 4", "\"df\": 4.0001", 1)]
    [InlineData("null", "0", 1)]
    [InlineData("2.5", "null", 1)]
    [InlineData("\"mean\": 3", "\"average\": 3", 1)]
    [InlineData("\"id\": \"2\"", "\"id\": \"3\"", 1)]
    [InlineData("\"id\": \"2\"", "\"id\": \"1\"", 2)]
    [InlineData("\"df\": 4", "\"df\": 4, \"more\": 1", 0)]
    public void A_change_is_a_difference_beyond_the_tolerance(string before, string after, int differences) => Assert.Equal(
        differences, ReferenceComparison.Of(JsonNode.Parse(Expected.Replace(before, after, StringComparison.Ordinal)), JsonNode.Parse(Expected)).Differences.Count);
}
