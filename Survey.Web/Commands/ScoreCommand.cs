using System.CommandLine;
using Survey.Scoring.Screening;
using Survey.Scoring.Study;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;
using Survey.Web.Reports.Parts;

namespace Survey.Web.Commands;

/// <summary>Scores a file of responses.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var responses = new Argument<string>("RESPONSES.csv") { Description = "The responses: CSV." };
        var questionnaire = new Option<string>("--questionnaire") { Description = "A questionnaire file, or the id of an instrument.", Required = true };
        var output = new Option<string?>("--out") { Description = "Writes the result as JSON instead of printing tables." };
        var flags = new Option<string?>("--flags") { Description = "Also writes the signs of careless answering of every response as CSV." };
        var minimum = new Option<int?>("--minimum-group") { Description = "Does not show groups with fewer responses; otherwise all are shown." };
        var margins = new Option<string?>("--margins") { Description = "A file of the population (JSON or CSV), by which the main figures are also weighted." };
        var language = LanguageOption.Create();
        minimum.Validators.Add(value =>
        {
            if (value.GetValueOrDefault<int?>() < 1) value.AddError(new Texts<CommandText>()["Score.MinimumGroup"]);
        });

        var command = new Command("score", "Scores a file of responses.") { responses, questionnaire, output, flags, minimum, margins, language };
        command.SetAction((parsed, cancel) => Failure.ReportedAsync(async () =>
        {
            var texts = new Texts<CommandText>(LanguageOption.Of(parsed, language));
            var asked = QuestionnaireSource.Load(parsed.GetRequiredValue(questionnaire), texts);
            var table = ResponsesSource.Load(parsed.GetRequiredValue(responses), asked, texts, cancel);
            var path = parsed.GetValue(output);
            var result = Study.Evaluate(table, new StudyOptions
            {
                MinimumGroup = parsed.GetValue(minimum),
                // The tables show nothing of what takes long.
                Depth = path is null ? StudyDepth.Figures : StudyDepth.Complete,
                Resamples = path is null ? 0 : StudyOptions.UsualResamples,
                Population = parsed.GetValue(margins) is { } file ? PopulationSource.Load(file, texts) : null,
            });
            if (parsed.GetValue(flags) is { } marks)
            {
                var screening = ResponseScreening.Of(table);
                await WholeFile.WriteAsync(marks, stream =>
                {
                    ScreeningCsv.Write(screening, stream);
                    return Task.CompletedTask;
                });
                Console.WriteLine(texts["Score.FlagsWritten", screening.RowsWith(~QualityFlags.None).Count(), marks]);
            }

            if (path is not null)
            {
                await WholeFile.WriteAsync(path, stream =>
                {
                    StudyResultJson.Write(result, stream);
                    return Task.CompletedTask;
                });
                Console.WriteLine(texts["Score.Written", result.Responses, path]);
            }
            else
            {
                var tables = new TerminalTables(Console.Out, Console.IsOutputRedirected);
                var report = new ReportContext(
                    result, asked, texts.Language, new ReportSubject { Organisation = "", Title = "", ComputedAt = TimeProvider.System.GetUtcNow(), Time = TimeZoneInfo.Local });
                new ScoreTables(report, texts, tables).Print();
                if (result.Sample.Weighting is not null) new TerminalReport(tables).Print(SamplePart.Weighting(report));
            }
        }));
        return command;
    }
}
