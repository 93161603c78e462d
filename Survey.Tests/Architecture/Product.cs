using Survey.Scoring.Study;
using Survey.Web;

namespace Survey.Tests.Architecture;

/// <summary>The product's compiled assemblies and its source files.</summary>
internal static class Product
{
    private static readonly string[] NotSource = ["artifacts", "bin", "obj", ".git", "node_modules"];

    public static CompiledAssembly Scoring { get; } = CompiledAssembly.Of(typeof(StudyResult).Assembly);

    public static CompiledAssembly Web { get; } = CompiledAssembly.Of(typeof(SurveyApplication).Assembly);

    /// <summary>The repository: the folder above the running tests that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The source files with one of the endings, by their path inside the repository.</summary>
    public static IEnumerable<SourceFile> Files(params string[] endings) =>
        from file in new[] { "Survey.Scoring", "Survey.Web" }.SelectMany(project => Directory.EnumerateFiles(Path.Combine(Root, project), "*", SearchOption.AllDirectories))
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)) && !path.Split('/').Any(NotSource.Contains)
        orderby path
        select new SourceFile(path, File.ReadAllText(file));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SurveyPlatform.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside the repository.");
    }
}

/// <summary>A file of the repository.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    public int LineOf(int index) => Text.AsSpan(0, index).Count('\n') + 1;

    public string At(int index) => $"{Path}:{LineOf(index)}";
}
