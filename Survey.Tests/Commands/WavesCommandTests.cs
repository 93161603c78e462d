using System.Text.Json.Nodes;
using Survey.Tests.Instrument;

namespace Survey.Tests.Commands;

public sealed class WavesCommandTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Two_files_are_compared_and_linked_respondents_as_pairs()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (first, second) = (_files["before.csv"], _files["after.csv"]);
        foreach (var file in new[] { first, second }) File.Copy(QuestionnaireFiles.ReferencePath("servqual", "csv"), file);
        string[] files = [first, second, "--questionnaire", QuestionnaireFiles.ReferencePath("servqual", "questionnaire.json")];

        var tables = await CommandRun.OfAsync(["waves", .. files]);
        Assert.Equal(0, tables.Status);
        Assert.Contains("after compared with before", tables.Output, StringComparison.Ordinal);
        Assert.Contains("too few periods for a control chart", tables.Output, StringComparison.Ordinal);

        var written = await CommandRun.OfAsync(["waves", .. files, "--link", "gender", "--out", _files["waves.json"]]);
        Assert.Equal(0, written.Status);
        var comparison = JsonNode.Parse(await File.ReadAllTextAsync(_files["waves.json"], cancel))!["comparisons"]![0]!;
        // Many have the same gender, so nobody can be told from it: no pairs, and everybody who has one is counted.
        Assert.Equal(("paired", 0, 400), ((string?)comparison["design"], (int)comparison["pairs"]!, (int)comparison["first"]!["unpaired"]!));
        Assert.True((int)comparison["first"]!["repeatedLinks"]! > 300);
    }

    [Fact]
    public async Task One_file_is_no_wave()
    {
        var run = await CommandRun.OfAsync("waves", QuestionnaireFiles.ReferencePath("servqual", "csv"), "--questionnaire", "servqual");

        Assert.Equal(2, run.Status);
        Assert.Contains("two or more files", run.Error, StringComparison.Ordinal);
    }
}
