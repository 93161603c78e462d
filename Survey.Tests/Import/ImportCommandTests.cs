using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Survey.Tests.Commands;
using Survey.Tests.Instrument;
using Survey.Tests.Reference;
using Survey.Tests.Support;

namespace Survey.Tests.Import;

public sealed class ImportCommandTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Theory, EveryDatabase]
    public async Task Import_then_export_gives_the_reference_result_from_the_database(string provider)
    {
        await using var study = await ImportStudy.CreateAsync(provider);
        var csv = QuestionnaireFiles.ReferencePath("servqual", "csv");

        var dry = await CommandRun.OfAsync("import", csv, "--survey", "bank", "--dry-run", "--database", study.Connection);
        Assert.Equal((0, ""), (dry.Status, dry.Error));
        Assert.Contains("this was a dry run", dry.Output, StringComparison.Ordinal);
        Assert.Empty(await study.StoredAsync());

        var import = await CommandRun.OfAsync("import", csv, "--survey", "bank", "--yes", "--database", study.Connection);
        Assert.Equal((0, ""), (import.Status, import.Error));
        Assert.Contains("Imported: 400 new, 0 replaced, 0 left out.", import.Output, StringComparison.Ordinal);

        var json = await CommandRun.OfAsync("export", "bank", "--format", "json", "--out", _files["result.json"], "--database", study.Connection);
        Assert.Equal((0, ""), (json.Status, json.Error));
        var comparison = ReferenceComparison.Of(await JsonAsync(_files["result.json"]), await JsonAsync(QuestionnaireFiles.ReferencePath("servqual", "expected.json")));
        Assert.Empty(comparison.Differences);

        var table = await CommandRun.OfAsync("export", "bank", "--format", "csv", "--out", _files["responses.csv"], "--database", study.Connection);
        Assert.Equal((0, ""), (table.Status, table.Error));
        var scored = await CommandRun.OfAsync("score", _files["responses.csv"], "--questionnaire", QuestionnaireFiles.ReferencePath("servqual", "questionnaire.json"), "--out", _files["again.json"]);
        Assert.Equal(0, scored.Status);
        Assert.Equal((await JsonAsync(_files["result.json"]))!["dataHash"]!.ToString(), (await JsonAsync(_files["again.json"]))!["dataHash"]!.ToString());

        var twice = await CommandRun.OfAsync("import", csv, "--survey", "bank", "--yes", "--database", study.Connection);
        Assert.Equal(1, twice.Status);
        Assert.Equal("Nothing was imported: the survey has 400 of the ids already. Choose --on-duplicate skip or --on-duplicate replace.", twice.Error.Trim());
    }

    [Fact]
    public async Task Bad_rows_are_named_in_the_language_asked_for_and_nothing_is_imported()
    {
        await using var study = await ImportStudy.CreateAsync("sqlite");
        var lines = await File.ReadAllLinesAsync(QuestionnaireFiles.ReferencePath("servqual", "csv"), TestContext.Current.CancellationToken);
        lines[1] = lines[1].Replace("r00001,5,", "r00001,8,", StringComparison.Ordinal);
        var run = await CommandRun.OfAsync("import", _files.With("bad.csv", string.Join('\n', lines)), "--survey", "bank", "--yes", "--language", "fa", "--database", study.Connection);

        Assert.Equal(1, run.Status);
        Assert.StartsWith("سطر ۲، ستون E1 (خانهٔ ۲): این مقدار در مقیاس ۱ تا ۷ نیست.", run.Error, StringComparison.Ordinal);
        Assert.Empty(await study.StoredAsync());
    }

    [Fact]
    public async Task An_unknown_survey_is_one_clear_line_and_an_unknown_format_wrong_usage()
    {
        await using var study = await ImportStudy.CreateAsync("sqlite");
        var csv = QuestionnaireFiles.ReferencePath("servqual", "csv");
        var unknown = await CommandRun.OfAsync("import", csv, "--survey", "nothing", "--database", study.Connection);
        var format = await CommandRun.OfAsync("export", "bank", "--format", "xlsx", "--out", _files["x"], "--database", study.Connection);
        var empty = await CommandRun.OfAsync("export", "bank", "--format", "json", "--out", _files["x"], "--database", study.Connection);

        Assert.Equal((1, "There is no published survey with the address nothing."), (unknown.Status, unknown.Error.Trim()));
        Assert.Equal(2, format.Status);
        Assert.Equal((1, "The survey “bank” has no complete responses to version 1 yet."), (empty.Status, empty.Error.Trim()));
        Assert.False(File.Exists(_files["x"]));
    }

    [Theory, EveryDatabase]
    public async Task A_kill_in_the_middle_of_an_import_leaves_all_or_nothing(string provider)
    {
        await using var study = await ImportStudy.CreateAsync(provider);
        var csv = _files.With("many.csv", Many(30_000));
        var seen = new List<int>();
        foreach (var delay in new[] { 900, 1_300, 1_800, 2_400 })
        {
            using var import = CommandRun.Start(new Dictionary<string, string>(), "import", csv, "--survey", "bank", "--yes", "--on-duplicate", "replace", "--database", study.Connection);
            await Task.Delay(delay, TestContext.Current.CancellationToken);
            import.Kill();
            await import.WaitForExitAsync(TestContext.Current.CancellationToken);
            seen.Add((await study.StoredAsync()).Count);
        }
        Assert.All(seen, count => Assert.True(count is 0 or 30_000, $"{count} responses were left."));

        var complete = await CommandRun.OfAsync("import", csv, "--survey", "bank", "--yes", "--on-duplicate", "replace", "--database", study.Connection);
        Assert.Equal((0, ""), (complete.Status, complete.Error));
        Assert.Equal(30_000, (await study.StoredAsync()).Count);
    }

    [Theory, EveryDatabase]
    public async Task A_hundred_thousand_rows_are_imported_in_seconds(string provider)
    {
        await using var study = await ImportStudy.CreateAsync(provider);
        var csv = _files.With("many.csv", Many(100_000));
        var watch = Stopwatch.StartNew();
        var run = await CommandRun.OfAsync("import", csv, "--survey", "bank", "--yes", "--database", study.Connection);
        watch.Stop();
        TestContext.Current.SendDiagnosticMessage($"{provider}: {watch.Elapsed}");

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Contains("Imported: 100,000 new, 0 replaced, 0 left out.", run.Output, StringComparison.Ordinal);
        // A quiet machine needs a few seconds; the bound allows for one that runs all tests at once.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(100), $"It took {watch.Elapsed}.");
    }

    /// <summary>The rows of the reference study again and again, each with an id of its own.</summary>
    internal static string Many(int rows)
    {
        var lines = File.ReadAllLines(QuestionnaireFiles.ReferencePath("servqual", "csv"));
        var whole = lines.Skip(1).Where(line => line.Count(character => character == '"') % 2 == 0 && line.StartsWith('r')).ToArray();
        var text = new StringBuilder(lines[0]).Append('\n');
        for (var i = 0; i < rows; i++) text.Append(CultureInfo.InvariantCulture, $"m{i:000000}").Append(whole[i % whole.Length].AsSpan(whole[i % whole.Length].IndexOf(','))).Append('\n');
        return text.ToString();
    }

    private static async Task<JsonNode?> JsonAsync(string path) => JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
}
