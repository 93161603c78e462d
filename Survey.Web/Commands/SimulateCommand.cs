using System.CommandLine;
using System.Data.Common;
using System.Diagnostics;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Commands;

/// <summary>Fills a survey with simulated responses, to try something out or to measure at size.</summary>
internal static class SimulateCommand
{
    private const long MostResponses = 100_000_000;

    public static Command Create()
    {
        var survey = new Argument<string>("SLUG") { Description = "The survey's address, the part after /s/." };
        var responses = new Option<long>("--responses") { Description = "How many.", Required = true };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same answers.", DefaultValueFactory = _ => 1 };
        var yes = new Option<bool>("--yes") { Description = "Also into a survey that has responses." };
        var database = DatabaseOption.Create();
        var language = LanguageOption.Create();
        responses.Validators.Add(value =>
        {
            if (value.GetValueOrDefault<long>() is < 1 or > MostResponses) value.AddError(new Texts<CommandText>()["Simulate.Number"]);
        });
        var command = new Command("simulate", "Fills a survey with simulated responses: known factors, branches that differ, missing answers, careless respondents.")
        {
            survey, responses, seed, yes, database, language,
        };
        command.SetAction((parsed, cancel) => Failure.ReportedAsync(async () =>
        {
            var texts = new Texts<CommandText>(LanguageOption.Of(parsed, language));
            await using var files = await SurveyFiles.OpenAsync(parsed.GetValue(database), cancel);
            var found = await files.FindAsync(parsed.GetRequiredValue(survey), texts, cancel);
            var counts = await files.Surveys.CountsAsync(found.Organisation, found.SurveyId, cancel);
            if (counts.Complete + counts.Partial > 0 && !parsed.GetValue(yes)) throw new Failure(texts["Simulate.NotEmpty", counts.Complete + counts.Partial]);
            var (number, chosen) = (parsed.GetRequiredValue(responses), parsed.GetValue(seed));
            var began = Stopwatch.GetTimestamp();
            try
            {
                long complete;
                using (var progress = new TerminalProgress(texts["Progress.Simulating"], texts.Language))
                    complete = await files.Simulation.RunAsync(found, number, chosen, progress.Report, cancel);
                Console.WriteLine(texts["Simulate.Done", complete, number - complete, (long)(number / Math.Max(Stopwatch.GetElapsedTime(began).TotalSeconds, 0.001))]);
            }
            catch (DbException exception) when (Dialect.IsDuplicate(exception))
            {
                throw new Failure(texts["Simulate.Taken", chosen]);
            }
        }));
        return command;
    }
}
