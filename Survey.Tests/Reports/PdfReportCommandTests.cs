using Survey.Tests.Commands;
using Survey.Tests.Instrument;

namespace Survey.Tests.Reports;

public sealed class PdfReportCommandTests : IDisposable
{
    private readonly TemporaryFolder files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("servqual", "en", "Key findings", "\u22121.07")]
    [InlineData("servqual", "fa", "یافته\u200Cهای اصلی", "\u2212۱٫۰۷")]
    [InlineData("zone-of-tolerance", "fa", "روش و تعریف\u200Cها", "۰٫۴۸")]
    [InlineData("awkward", "en", "Method and definitions", "95%")]
    public async Task A_reference_study_becomes_a_readable_report(string study, string language, string heading, string figure)
    {
        var run = await ReportAsync(study, "--language", language, "--organisation", "Meli & Sons", "--title", "Branches", "--period", "October 2026", "--renderer", "chromium");
        Assert.True(run.Status == 0, run.Error);

        using var pdf = new PdfFile(await File.ReadAllBytesAsync(files["report.pdf"], TestContext.Current.CancellationToken));
        var text = PdfFile.Plain(pdf.Text);
        Assert.Contains("Branches", pdf.Information, StringComparison.Ordinal);
        Assert.Contains("(A4)", pdf.Information, StringComparison.Ordinal);
        Assert.Contains(PdfFile.Plain(heading), text, StringComparison.Ordinal);
        Assert.Contains(PdfFile.Plain(figure), text, StringComparison.Ordinal);
        Assert.Contains(PdfFile.Plain("Meli & Sons"), PdfFile.Plain(pdf.Pages[0]), StringComparison.Ordinal);
        Assert.All(pdf.Pages, page => Assert.True(page.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length > 4, "A page is all but empty:\n" + page));
        Assert.Equal([files["report.pdf"]], Directory.GetFiles(files.Folder));
    }

    [Fact]
    public async Task Without_a_browser_the_command_fails_with_one_line_that_says_so_and_writes_nothing()
    {
        var run = await CommandRun.OfAsync(
            new Dictionary<string, string> { ["SURVEY_BROWSER"] = "/nowhere/chromium" },
            ["report", QuestionnaireFiles.ReferencePath("servqual", "csv"), "--questionnaire", QuestionnaireFiles.ReferencePath("servqual", "questionnaire.json"), "--out", files["report.pdf"], "--renderer", "chromium"]);

        Assert.Equal(1, run.Status);
        Assert.Contains("/nowhere/chromium", Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(files.Folder));
    }

    private Task<CommandRun> ReportAsync(string study, params string[] options) => CommandRun.OfAsync(
        ["report", QuestionnaireFiles.ReferencePath(study, "csv"), "--questionnaire", QuestionnaireFiles.ReferencePath(study, "questionnaire.json"), "--out", files["report.pdf"], .. options]);
}
