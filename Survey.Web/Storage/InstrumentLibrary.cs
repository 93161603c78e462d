using Survey.Scoring.Instrument;

namespace Survey.Web.Storage;

/// <summary>The instruments that ship as files: the folder <c>questionnaires</c> beside the executable, one JSON file each, named after its id.</summary>
internal sealed class InstrumentLibrary(string folder)
{
    /// <summary>Where the files are.</summary>
    public string Folder => folder;

    /// <summary>Those beside the executable.</summary>
    public InstrumentLibrary() : this(Path.Combine(AppContext.BaseDirectory, "questionnaires"))
    {
    }

    /// <summary>Every instrument in the order of file names, also those whose file has errors (so that somebody can see them).</summary>
    public IReadOnlyList<InstrumentFile> All()
    {
        if (!Directory.Exists(folder)) return [];
        return
        [
            .. Directory.EnumerateFiles(folder, "*.json")
                .Where(path => !path.EndsWith(".schema.json", StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
                .Select(Read),
        ];
    }

    /// <summary>The instrument with this id; null when there is none.</summary>
    public InstrumentFile? Find(string id)
    {
        if (!QuestionnaireLimits.IsQuestionnaireId(id)) return null;
        var path = Path.Combine(folder, id + ".json");
        return File.Exists(path) ? Read(path) : null;
    }

    /// <summary>Reads any questionnaire file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static InstrumentFile Read(string path) => new(path, QuestionnaireFile.Read(File.ReadAllBytes(path)));
}

/// <summary>One questionnaire file and what reading it gave.</summary>
internal sealed record InstrumentFile(string Path, QuestionnaireReading Reading)
{
    /// <summary>The file's name without extension: the id under which it is asked for.</summary>
    public string Id => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The questionnaire; null when the file has errors.</summary>
    public Questionnaire? Questionnaire => Reading.Questionnaire;
}
