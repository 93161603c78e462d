using System.CommandLine;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;
using Survey.Web.Reports.Pdf;

namespace Survey.Web.Commands;

/// <summary>Renders the PDF report of a file of responses.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var responses = new Argument<string>("RESPONSES.csv") { Description = "The file of responses." };
        var questionnaire = new Option<string>("--questionnaire") { Description = "The questionnaire's file, or the id of an instrument that ships.", Required = true };
        var output = new Option<string>("--out") { Description = "The PDF file to write.", Required = true };
        var language = LanguageOption.Create();
        var organisation = new Option<string?>("--organisation") { Description = "Whose report it is; otherwise the name of the file." };
        var title = new Option<string?>("--title") { Description = "The survey's title; otherwise the questionnaire's." };
        var period = new Option<string?>("--period") { Description = "When the survey ran, in words; otherwise from the first to the last response." };
        var renderer = new Option<string?>("--renderer") { Description = "questpdf or chromium; otherwise the first that works." };
        var command = new Command("report", "Renders the PDF report of a file of responses.") { responses, questionnaire, output, language, organisation, title, period, renderer };
        command.SetAction((parsed, cancel) => Failure.ReportedAsync(async () =>
        {
            var target = LanguageOption.Of(parsed, language);
            var texts = new Texts<CommandText>(target);
            var asked = QuestionnaireSource.Load(parsed.GetRequiredValue(questionnaire), texts);
            var file = parsed.GetRequiredValue(responses);
            var table = ResponsesSource.Load(file, asked, texts, cancel);
            var submitted = Submitted(table);
            var subject = new ReportSubject
            {
                Organisation = parsed.GetValue(organisation) ?? Path.GetFileName(file),
                Title = parsed.GetValue(title) ?? asked.Title.In(target.Tag),
                Period = parsed.GetValue(period),
                FirstResponse = submitted?.First,
                LastResponse = submitted?.Last,
                ComputedAt = TimeProvider.System.GetUtcNow(),
                Time = TimeZoneInfo.Local,
            };
            var document = ReportBuilder.Build(Study.Evaluate(table, new StudyOptions { Resamples = StudyOptions.UsualResamples }), asked, target, subject);
            var path = parsed.GetRequiredValue(output);
            await WriteAsync(document, path, parsed.GetValue(renderer), cancel);
            Console.WriteLine(texts["Report.Written", table.Count, path]);
        }));
        return command;
    }

    private static async Task WriteAsync(ReportDocument document, string path, string? preferred, CancellationToken cancel)
    {
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddEnvironmentVariables().Build())
            .AddPdf();
        await using var provider = services.BuildServiceProvider();
        try
        {
            var renderer = await provider.GetRequiredService<PdfRenderers>().ChooseAsync(preferred, document.Language, cancel);
            await WholeFile.WriteAsync(path, file => renderer.WriteAsync(document, file, cancel));
        }
        catch (PdfException exception)
        {
            throw new Failure(exception.Message);
        }
    }

    private static (DateTimeOffset First, DateTimeOffset Last)? Submitted(ResponseTable table)
    {
        (DateTimeOffset First, DateTimeOffset Last)? span = null;
        foreach (var response in table.Responses())
            if (response.Submitted is { } at)
                span = span is { } known ? (at < known.First ? at : known.First, at > known.Last ? at : known.Last) : (at, at);
        return span;
    }
}
