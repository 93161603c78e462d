using System.Text.Json.Nodes;
using Survey.Scoring.Study;

namespace Survey.Tests.Reference;

/// <summary>Studies that nobody has seen before: drawn now, computed by R and by us.</summary>
public sealed class FreshStudyTests
{
    public static TheoryData<string> Kinds => [.. DrawnStudy.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_study_drawn_now_agrees_with_R(string kind)
    {
        if (RProgram.Missing is { } missing) Assert.Skip($"{missing} is not installed");
        var seed = Random.Shared.Next();
        var folder = Directory.CreateTempSubdirectory("fresh-study-").FullName;
        try
        {
            DrawnStudy.Draw(kind, seed).Write(folder, kind);
            RProgram.Expected(folder, kind);

            var actual = ReferenceStudy.Json(Study.Evaluate(ReferenceStudy.Responses(kind, folder)));
            var comparison = ReferenceComparison.Of(actual, JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, kind + ".expected.json"))));

            Assert.True(comparison.Differences.Count == 0, $"seed {seed}: {string.Join(Environment.NewLine, comparison.Differences.Take(20))}");
            Assert.True(comparison.Agreeing > 50, $"only {comparison.Agreeing} values were compared");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Draws the fixed studies anew, computed by R: run it by name (<c>-explicit only</c>) with STUDIES naming the folder.</summary>
    [Fact(Explicit = true)]
    public void Write_the_drawn_studies_that_are_checked_without_R()
    {
        var folder = Environment.GetEnvironmentVariable("STUDIES") ?? throw new InvalidOperationException("Set STUDIES to the folder of the studies.");
        foreach (var kind in DrawnStudy.Kinds)
        {
            DrawnStudy.Draw(kind, seed: 1405).Write(folder, "drawn-" + kind);
            RProgram.Expected(folder, "drawn-" + kind);
        }
    }
}
