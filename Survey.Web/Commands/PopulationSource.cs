using Survey.Scoring.Study;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Commands;

/// <summary>The population file that a command is told.</summary>
internal static class PopulationSource
{
    private const int MostBytes = 16 * 1024 * 1024;

    /// <exception cref="Failure">There is no such file, or it says nothing that can be used.</exception>
    public static Population Load(string path, Texts<CommandText> texts)
    {
        using var file = ResponsesSource.Open(path, texts);
        if (file.Length > MostBytes) throw new Failure(texts["Population.size", path, file.Length]);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var reading = PopulationFile.Read(bytes);
        return reading.Population ?? throw new Failure(texts["Population." + reading.Problem, path, reading.Detail]);
    }
}
