using System.CommandLine;
using Survey.Web.Features.Anonymity;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Commands;

/// <summary>Tries to re-identify the responses of a survey, and prints how far every attempt led; exit status 1 when somebody could be recognised.</summary>
internal static class AnonymityCommand
{
    public static Command Create()
    {
        var survey = new Argument<string>("SLUG") { Description = "The survey's address, the part after /s/." };
        var database = DatabaseOption.Create();
        var language = LanguageOption.Create();
        var command = new Command("anonymity", "Tries to re-identify the responses of a survey with everything that the database holds.") { survey, database, language };
        command.SetAction((parsed, cancel) => Failure.ReportedAsync(() =>
            RunAsync(parsed.GetRequiredValue(survey), parsed.GetValue(database), LanguageOption.Of(parsed, language), cancel)));
        return command;
    }

    private static async Task RunAsync(string slug, string? connection, Language language, CancellationToken cancel)
    {
        await using var files = await SurveyFiles.OpenAsync(connection, cancel);
        var survey = await files.FindAsync(slug, new Texts<CommandText>(language), cancel);
        var texts = new Texts<AnonymityText>(language);
        var result = await files.Reidentification.TryAsync(survey.Organisation, survey.SurveyId, cancel);
        foreach (var attempt in AttackWords.Of(result, texts)) Console.WriteLine($"{attempt.Title}\n  {attempt.Tried}\n  {attempt.Outcome}");
        Console.WriteLine();
        Console.WriteLine(texts[result.IsPromised ? "Promised" : "NotPromised"]);
        Console.WriteLine(texts["Limits"]);
        if (result.Succeeded) throw new Failure(AttackWords.Verdict(result, texts));
        Console.WriteLine(AttackWords.Verdict(result, texts));
    }
}
