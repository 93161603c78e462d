using System.Collections.Immutable;
using System.CommandLine;
using Survey.Scoring.Study;
using Survey.Scoring.Study.Waves;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;
using Survey.Web.Reports.Parts;

namespace Survey.Web.Commands;

/// <summary>Compares files of responses as waves of one survey: each with the one before, and all of them in control charts.</summary>
internal static class WavesCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("WAVES.csv") { Description = "Two or more files of responses, the oldest first.", Arity = ArgumentArity.OneOrMore };
        var questionnaire = new Option<string[]>("--questionnaire")
        {
            Description = "A questionnaire file, or the id of an instrument; once for all files, or once for each.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var link = new Option<string?>("--link") { Description = "The column that tells who a respondent is; pairs are then compared as pairs." };
        var output = new Option<string?>("--out") { Description = "Writes the result as JSON instead of printing tables." };
        var minimum = new Option<int?>("--minimum-group") { Description = "Does not show scores of fewer respondents; otherwise all are shown." };
        var language = LanguageOption.Create();
        files.Validators.Add(value =>
        {
            if (value.Tokens.Count < 2) value.AddError(new Texts<CommandText>()["Waves.TwoFiles"]);
        });
        minimum.Validators.Add(value =>
        {
            if (value.GetValueOrDefault<int?>() < 1) value.AddError(new Texts<CommandText>()["Score.MinimumGroup"]);
        });

        var command = new Command("waves", "Compares files of responses as waves of one survey.") { files, questionnaire, link, output, minimum, language };
        command.SetAction((parsed, cancel) => Failure.ReportedAsync(async () =>
        {
            var texts = new Texts<CommandText>(LanguageOption.Of(parsed, language));
            var paths = parsed.GetRequiredValue(files);
            var asked = parsed.GetRequiredValue(questionnaire).Select(name => QuestionnaireSource.Load(name, texts)).ToArray();
            if (asked.Length != 1 && asked.Length != paths.Length) throw new Failure(texts["Waves.Questionnaires", paths.Length, asked.Length]);
            ImmutableArray<Wave> waves = [.. paths.Select((path, place) => new Wave(
                Path.GetFileNameWithoutExtension(path), ResponsesSource.Load(path, asked[asked.Length == 1 ? 0 : place], texts, cancel)))];
            var least = parsed.GetValue(minimum);
            var result = new WavesResult(
                [.. waves.Zip(waves.Skip(1)).Select(pair => WaveComparison.Of(pair.First, pair.Second, parsed.GetValue(link), least))], WaveCharts.Of(waves, least));
            if (parsed.GetValue(output) is { } target)
            {
                await WholeFile.WriteAsync(target, stream =>
                {
                    WavesResultJson.Write(result, stream);
                    return Task.CompletedTask;
                });
                Console.WriteLine(texts["Waves.Written", paths.Length, target]);
                return;
            }

            var newest = waves[^1].Parts[0].Moments;
            var report = new ReportContext(
                Study.Evaluate(newest, new StudyOptions { Depth = StudyDepth.Figures }), newest.Questionnaire, texts.Language,
                new ReportSubject { Organisation = "", Title = "", ComputedAt = TimeProvider.System.GetUtcNow(), Time = TimeZoneInfo.Local });
            new TerminalReport(new TerminalTables(Console.Out, Console.IsOutputRedirected)).Print(
                [.. result.Comparisons.SelectMany(comparison => WavesPart.Blocks(report, comparison)), .. ControlChartPart.Blocks(report, result.Charts)]);
        }));
        return command;
    }
}
