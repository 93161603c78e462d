using System.Text.Json.Nodes;
using Survey.Scoring.Study;

namespace Survey.Tests.Reference;

public sealed class ReferenceTests
{
    public static TheoryData<string> Studies => [.. ReferenceStudy.Names];

    [Theory]
    [MemberData(nameof(Studies))]
    public void Every_figure_agrees_with_R(string study)
    {
        var actual = ReferenceStudy.Json(Study.Evaluate(ReferenceStudy.Responses(study)));
        var expected = JsonNode.Parse(File.ReadAllBytes(Path.Combine(ReferenceStudy.Folder, study + ".expected.json")));

        var comparison = ReferenceComparison.Of(actual, expected);

        Assert.Empty(comparison.Differences);
        Assert.True(comparison.Agreeing > 100, $"only {comparison.Agreeing} values were compared");
    }
}
