using System.CommandLine;
using Survey.Web.Platform.Localization;
using Survey.Web.Storage.Live;

namespace Survey.Web.Commands;

/// <summary>Holds the stored moments of a survey against its responses; the server does so every night.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var survey = new Argument<string>("SLUG") { Description = "The survey's address, the part after /s/." };
        var repair = new Option<bool>("--repair") { Description = "Computes the moments anew where they differ." };
        var database = DatabaseOption.Create();
        var language = LanguageOption.Create();
        var command = new Command("verify", "Recomputes the stored moments of a survey from its responses and names every difference.") { survey, repair, database, language };
        command.SetAction((parsed, cancel) => Failure.ReportedAsync(() =>
            RunAsync(parsed.GetRequiredValue(survey), parsed.GetValue(repair), parsed.GetValue(database), new Texts<CommandText>(LanguageOption.Of(parsed, language)), cancel)));
        return command;
    }

    private static async Task RunAsync(string slug, bool repairs, string? connection, Texts<CommandText> texts, CancellationToken cancel)
    {
        await using var files = await SurveyFiles.OpenAsync(connection, cancel);
        var survey = await files.FindAsync(slug, texts, cancel);
        using var progress = new TerminalProgress(texts["Progress.Verifying"], texts.Language);
        if (await files.Builder.VerifyAsync(survey.Organisation, survey.SurveyId, progress.Report, cancel) is not { } differences)
        {
            Console.WriteLine(texts["Verify.NotBuilt", slug]);
            return;
        }
        progress.Dispose();
        if (differences.Count == 0)
        {
            await using var reading = await files.Moments.ReadAsync(survey.Organisation, survey.SurveyId, cancel);
            Console.WriteLine(texts["Verify.Equal", slug, reading.Responses.Values.Sum()]);
            return;
        }
        foreach (var difference in differences) await Console.Error.WriteLineAsync(Line(difference, texts));
        if (!repairs) throw new Failure(texts["Verify.Failed", slug, differences.Count]);
        await files.Moments.DiscardAsync(survey.Organisation, survey.SurveyId, cancel);
        await files.Builder.BuildAsync(survey.Organisation, survey.SurveyId, null, cancel);
        Console.WriteLine(texts["Verify.Repaired", slug]);
    }

    private static string Line(MomentsDifference difference, Texts<CommandText> texts)
    {
        if (difference.Key is not { } key) return texts["Verify.Unreadable"];
        var segment = key.Segment.IsAll ? texts["Verify.AllResponses"] : $"{key.Segment.Attribute}={key.Segment.Value}";
        return difference.Stored != difference.Actual
            ? texts["Verify.Different", key.Version, key.Status, segment, difference.Stored, difference.Actual]
            : texts["Verify.DifferentFigures", key.Version, key.Status, segment, difference.Actual];
    }
}
