using System.CommandLine;
using Survey.Web.Platform.Localization;
using Survey.Web.Storage;

namespace Survey.Web.Commands;

/// <summary>Lists, checks, imports or exports instruments.</summary>
internal static class QuestionnairesCommand
{
    public static Command Create()
    {
        var language = LanguageOption.Create();
        language.Recursive = true;
        var command = new Command("questionnaires", "Lists, checks, imports or exports instruments.")
        {
            language, Validate(language), QuestionnaireExchangeCommands.Import(language), QuestionnaireExchangeCommands.Export(language),
        };
        command.SetAction((parsed, _) => Failure.ReportedAsync(() =>
        {
            List(new Texts<CommandText>(LanguageOption.Of(parsed, language)));
            return Task.CompletedTask;
        }));
        return command;
    }

    private static Command Validate(Option<string> language)
    {
        var file = new Argument<string>("FILE") { Description = "A questionnaire file, or the id of an instrument." };
        var command = new Command("validate", "Checks a questionnaire file: every problem with its JSON path and the reason.") { file };
        command.SetAction((parsed, _) => Failure.ReportedAsync(() =>
        {
            Check(parsed.GetRequiredValue(file), new Texts<CommandText>(LanguageOption.Of(parsed, language)));
            return Task.CompletedTask;
        }));
        return command;
    }

    private static void List(Texts<CommandText> texts)
    {
        var library = new InstrumentLibrary();
        var files = library.All();
        if (files.Count == 0) throw new Failure(texts["Instruments.None", library.Folder]);
        var tables = new TerminalTables(Console.Out, Console.IsOutputRedirected);
        var table = TerminalTables.New(texts["Column.Id"], texts["Column.Title"], texts["Column.Version"], texts["Column.Items"], texts["Column.Languages"], texts["Column.Models"]);
        foreach (var file in files)
        {
            if (file.Questionnaire is { } questionnaire)
                TerminalTables.Row(
                    table, file.Id, questionnaire.Title.In(texts.Language.Tag), texts.Language.Integer(questionnaire.Version), texts.Language.Integer(questionnaire.Items.Count()),
                    string.Join(", ", questionnaire.Languages), string.Join(", ", questionnaire.Models));
            else
                TerminalTables.Row(table, file.Id, texts["Instruments.Broken"], "", "", "", "");
        }
        tables.Write(table);
    }

    private static void Check(string fileOrId, Texts<CommandText> texts)
    {
        if (Directory.Exists(fileOrId)) throw new Failure(texts["File.IsFolder", fileOrId]);
        var file = File.Exists(fileOrId) ? InstrumentLibrary.Read(fileOrId) : new InstrumentLibrary().Find(fileOrId);
        if (file is null) throw new Failure(texts["File.Missing", fileOrId]);

        QuestionnaireSource.Print(file.Reading, texts, Console.Out);
        if (file.Questionnaire is not { } questionnaire)
            throw new Failure(texts["Questionnaire.Refused", fileOrId, file.Reading.Problems.Count(problem => problem.IsError)]);
        Console.WriteLine(file.Reading.Problems.Length > 0
            ? texts["Questionnaire.Warnings", fileOrId, file.Reading.Problems.Length]
            : texts["Questionnaire.Fine", fileOrId, questionnaire.Items.Count(), questionnaire.Dimensions.Length, questionnaire.Batteries.Length,
                string.Join(", ", questionnaire.Languages), string.Join(", ", questionnaire.Models)]);
    }
}
