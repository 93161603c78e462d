using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Storage;

namespace Survey.Web.Commands;

/// <summary>Reads the files that commands are given; what is wrong with one is a failure that names every problem.</summary>
internal static class StudyFiles
{
    private const int MostProblems = 20;

    /// <summary>A questionnaire by the path of its file or by the id of an instrument that ships.</summary>
    public static Questionnaire Questionnaire(string fileOrId)
    {
        var file = File.Exists(fileOrId) ? InstrumentLibrary.Read(fileOrId) : new InstrumentLibrary().Find(fileOrId);
        if (file is null) throw new Failure($"There is no file and no instrument named \"{fileOrId}\". \"survey questionnaires\" lists the instruments.");
        return file.Questionnaire ?? throw new Failure(Listed($"{file.Path} is not a questionnaire:", [.. file.Reading.Problems.Where(problem => problem.IsError).Select(problem => problem.ToString())]));
    }

    /// <summary>All responses of a CSV file; a single bad row refuses it.</summary>
    public static ResponseTable Responses(string path, Questionnaire questionnaire)
    {
        using var file = File.OpenRead(path);
        var reading = ResponseCsvReader.ReadAll(questionnaire, file);
        return reading.HasErrors
            ? throw new Failure(Listed($"{path} cannot be read:", [.. reading.Report.Problems.Where(problem => problem.IsError).Select(problem => problem.ToString())]))
            : reading.Responses;
    }

    private static string Listed(string head, string[] problems) =>
        string.Join(" | ", [head, .. problems.Take(MostProblems), .. problems.Length > MostProblems ? new[] { $"and {problems.Length - MostProblems} more." } : []]);
}
