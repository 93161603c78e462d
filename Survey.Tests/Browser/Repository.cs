namespace Survey.Tests.Browser;

/// <summary>The folder that the tests were built in.</summary>
internal static class Repository
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SurveyPlatform.sln"))) return folder.FullName;
        return AppContext.BaseDirectory;
    }
}
