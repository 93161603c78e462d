using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Storage;

namespace Survey.Web.Commands;

/// <summary>The questionnaire that a command is told: a file, or the id of an instrument beside the executable.</summary>
internal static class QuestionnaireSource
{
    public static Questionnaire Load(string fileOrId, Texts<CommandText> texts)
    {
        var library = new InstrumentLibrary();
        var file = File.Exists(fileOrId) ? InstrumentLibrary.Read(fileOrId) : library.Find(fileOrId);
        if (file is null)
            throw new Failure(texts["Questionnaire.Unknown", fileOrId, string.Join(", ", library.All().Select(instrument => instrument.Id))]);
        if (file.Questionnaire is { } questionnaire) return questionnaire;
        Print(file.Reading, texts, Console.Error);
        throw new Failure(texts["Questionnaire.Refused", fileOrId, file.Reading.Problems.Count(problem => problem.IsError)]);
    }

    /// <summary>One line per problem: kind, path, reason.</summary>
    public static void Print(QuestionnaireReading reading, Texts<CommandText> texts, TextWriter output)
    {
        foreach (var problem in reading.Problems)
            output.WriteLine($"{texts[problem.IsError ? "Questionnaire.Error" : "Questionnaire.Warning"]}: {problem.Path}: {problem.Message(texts.Language.Tag)}");
    }
}
