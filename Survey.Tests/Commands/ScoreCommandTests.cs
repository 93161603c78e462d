using System.Diagnostics;
using System.Text.Json.Nodes;
using Survey.Tests.Instrument;
using Survey.Tests.Reference;

namespace Survey.Tests.Commands;

public sealed class ScoreCommandTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public static TheoryData<string> References => [.. QuestionnaireFiles.References];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(References))]
    public async Task The_commands_JSON_is_the_reference_result_by_our_comparison_and_by_compare_py(string study)
    {
        var cancel = TestContext.Current.CancellationToken;
        var run = await ScoreAsync(study, "--out", _files["result.json"]);
        Assert.Equal((0, ""), (run.Status, run.Error.Replace("Note: Columns that the questionnaire does not know: gender.", "", StringComparison.Ordinal).Trim()));

        var expected = QuestionnaireFiles.ReferencePath(study, "expected.json");
        var comparison = ReferenceComparison.Of(JsonNode.Parse(await File.ReadAllTextAsync(_files["result.json"], cancel)), JsonNode.Parse(await File.ReadAllTextAsync(expected, cancel)));
        Assert.Empty(comparison.Differences);
        Assert.InRange(comparison.Agreeing, 1_000, int.MaxValue);
        Assert.Equal([_files["result.json"]], Directory.GetFiles(_files.Folder));

        if (Python() is not { } python) return;
        using (python)
        {
            foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Reference", "compare.py"), _files["result.json"], expected }) python.StartInfo.ArgumentList.Add(argument);
            python.Start();
            var told = await python.StandardOutput.ReadToEndAsync(cancel);
            await python.WaitForExitAsync(cancel);
            Assert.True(python.ExitCode == 0, told);
        }
    }

    [Fact]
    public async Task Tables_show_models_dimensions_items_and_comparisons()
    {
        var run = await ScoreAsync("servqual");

        Assert.Equal((0, ""), (run.Status, run.Error));
        foreach (var text in new[] { "SERVQUAL reference study — 400 responses", "Weighted SERVPERF", "Responsiveness", "−1.07", "−1.22 to −0.99", "< 0.001", "not distinguishable", "tehran-north", "Item 22" })
            Assert.Contains(text, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task Tables_come_in_Persian_when_asked_or_when_the_environment_says_so()
    {
        var asked = await ScoreAsync("servqual", "--language", "fa");
        var environment = await CommandRun.OfAsync(new Dictionary<string, string> { ["LANG"] = "fa_IR.UTF-8" }, Arguments("servqual"));

        Assert.Contains("۴۰۰ پاسخ", asked.Output, StringComparison.Ordinal);
        Assert.Equal(asked.Output, environment.Output);
    }

    [Fact]
    public async Task Small_groups_are_hidden_only_when_told_to()
    {
        Assert.DoesNotContain("too few", (await ScoreAsync("servqual")).Output, StringComparison.Ordinal);
        Assert.Contains("too few to show", (await ScoreAsync("servqual", "--minimum-group", "100")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signs_of_careless_answering_of_every_response_go_to_a_file()
    {
        var run = await ScoreAsync("servqual", "--flags", _files["flags.csv"], "--out", _files["result.json"]);

        Assert.Equal((0, ""), (run.Status, run.Error));
        using var csv = CsvHelper.CsvReader.FromFile(_files["flags.csv"]);
        var rows = new List<(string Id, string Flags, string Distance)>();
        while (csv.Read()) rows.Add((csv.GetString("id"), csv.GetString("flags"), csv.GetString("mahalanobis")));
        var quality = JsonNode.Parse(await File.ReadAllTextAsync(_files["result.json"], TestContext.Current.CancellationToken))!["dataQuality"]!;
        Assert.Equal(400, rows.Select(row => row.Id).Distinct().Count());
        Assert.Equal((long)quality["flagged"]!, rows.Count(row => row.Flags.Length > 0));
        Assert.All(quality["flags"]!.AsArray(), flag => Assert.Equal((long)flag!["responses"]!, rows.Count(row => row.Flags.Split(' ').Contains((string?)flag["flag"]))));
        Assert.Equal((long)quality["mahalanobis"]!["n"]!, rows.Count(row => row.Distance.Length > 0));
    }

    [Fact]
    public async Task What_does_not_exist_is_a_dash_with_its_reason()
    {
        var csv = _files.With("one.csv", "id,E1,E2,E3,P1,P2,P3\na,1,2,3,3,2,1\n");
        var questionnaire = _files.With("small.json", QuestionnaireFiles.Small().ToJsonString());
        var run = await CommandRun.OfAsync("score", csv, "--questionnaire", questionnaire);

        Assert.Equal(0, run.Status);
        Assert.Contains("— [1]", run.Output, StringComparison.Ordinal);
        Assert.Contains("[1] ", run.Output.Split("— [1]")[^1], StringComparison.Ordinal);
        Assert.Contains("Columns of the questionnaire that the file does not have (5)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_bad_rows_is_refused_and_the_first_twenty_problems_are_named()
    {
        var rows = string.Join('\n', Enumerable.Range(1, 30).Select(i => $"r{i},9,2,3,3,2,1"));
        var csv = _files.With("bad.csv", $"id,E1,E2,E3,P1,P2,P3\n{rows}\n");
        var questionnaire = _files.With("small.json", QuestionnaireFiles.Small().ToJsonString());
        var run = await CommandRun.OfAsync("score", csv, "--questionnaire", questionnaire, "--out", _files["none.json"]);
        var lines = run.Error.TrimEnd().Split('\n');

        Assert.Equal((1, ""), (run.Status, run.Output));
        Assert.Equal(22, lines.Length);
        Assert.Equal("Line 2, column E1 (cell 2): The value is not on the scale from 1 to 3.", lines[0].TrimEnd());
        Assert.Equal($"{csv} was refused: bad rows 30, errors 30.", lines[^1].TrimEnd());
        Assert.False(File.Exists(_files["none.json"]));
    }

    [Fact]
    public async Task What_is_not_there_is_one_clear_line()
    {
        var noFile = await CommandRun.OfAsync("score", "nowhere.csv", "--questionnaire", "servqual");
        var noQuestionnaire = await CommandRun.OfAsync("score", "nowhere.csv", "--questionnaire", "nothing");

        Assert.Equal((1, "There is no file nowhere.csv."), (noFile.Status, noFile.Error.Trim()));
        Assert.Equal(1, noQuestionnaire.Status);
        Assert.StartsWith("There is neither a file nor an instrument called nothing. Instruments: airline, bank, ", noQuestionnaire.Error, StringComparison.Ordinal);
        Assert.EndsWith(", servperf, servqual, zone-of-tolerance.", noQuestionnaire.Error.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("score")]
    [InlineData("score", "x.csv")]
    [InlineData("score", "x.csv", "--questionnaire", "servqual", "--minimum-group", "0")]
    [InlineData("score", "x.csv", "--questionnaire", "servqual", "--colour")]
    [InlineData("score", "x.csv", "--questionnaire", "servqual", "--language", "de")]
    [InlineData("questionnaires", "validate")]
    public async Task Wrong_usage_is_status_2(params string[] arguments) => Assert.Equal(2, (await CommandRun.OfAsync(arguments)).Status);

    private static string[] Arguments(string study, params string[] more) =>
        ["score", QuestionnaireFiles.ReferencePath(study, "csv"), "--questionnaire", QuestionnaireFiles.ReferencePath(study, "questionnaire.json"), .. more];

    private static Task<CommandRun> ScoreAsync(string study, params string[] more) => CommandRun.OfAsync(Arguments(study, more));

    private static Process? Python()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Any(folder => File.Exists(Path.Combine(folder, "python3"))) ? new() { StartInfo = new("python3") { RedirectStandardOutput = true } } : null;
    }
}
