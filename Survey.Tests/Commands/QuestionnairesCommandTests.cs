using System.Text;
using Survey.Tests.Instrument;

namespace Survey.Tests.Commands;

public sealed class QuestionnairesCommandTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task The_instruments_are_listed_with_their_models()
    {
        var run = await CommandRun.OfAsync("questionnaires");

        Assert.Equal((0, ""), (run.Status, run.Error));
        foreach (var text in new[] { "servqual", "servperf", "zone-of-tolerance", "normed-quality", "adequacy, superiority, servperf", "en, fa" })
            Assert.Contains(text, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_file_is_said_to_be_good()
    {
        var run = await CommandRun.OfAsync("questionnaires", "validate", "servqual");

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.StartsWith("servqual: no problems. 22 items in 5 dimensions", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_are_named_and_do_not_fail()
    {
        var run = await CommandRun.OfAsync("questionnaires", "validate", QuestionnaireFiles.ReferencePath("servqual", "questionnaire.json"), "--language", "fa");

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Contains("هشدار: $.scale.labels: درجه‌های بدون برچسب: ۲, ۳, ۴, ۵, ۶.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_error_of_a_file_is_named_with_its_path()
    {
        var file = _files.With("bad.json", QuestionnaireFiles.SmallWith("scale/to", "1").With("models/0", "\"servqaul\"").ToJsonString());
        var run = await CommandRun.OfAsync("questionnaires", "validate", file);

        Assert.Equal(1, run.Status);
        Assert.Contains("error: $.scale.to: The scale’s “to” (1) must be greater than its “from” (1).", run.Output, StringComparison.Ordinal);
        Assert.Contains("error: $.models[0]: “servqaul” is not a measurement model of this program.", run.Output, StringComparison.Ordinal);
        Assert.Equal($"The questionnaire {file} has errors: 2.", run.Error.Trim());
    }

    [Fact]
    public async Task The_example_of_the_documentation_reads_without_an_error()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Instrument", "questionnaires.md"), TestContext.Current.CancellationToken);
        var example = new StringBuilder();
        foreach (var line in readme.Split("```jsonc")[1].Split("```")[0].Split('\n'))
            example.AppendLine(line.Contains("//", StringComparison.Ordinal) ? line[..line.IndexOf("//", StringComparison.Ordinal)] : line);
        var run = await CommandRun.OfAsync("questionnaires", "validate", _files.With("clinic.json", example.ToString()));

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.DoesNotContain("error:", run.Output, StringComparison.Ordinal);
    }
}
