namespace Survey.Web.Reports.Pdf.Chromium;

/// <summary>The installed browser that prints: Chromium, Chrome or Edge, wherever systems put them.</summary>
internal static class BrowserProgram
{
    private static readonly string[] UnixNames =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable"];

    private static readonly string[] MacPaths =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];

    private static readonly string[] WindowsPaths =
        [@"Google\Chrome\Application\chrome.exe", @"Chromium\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe"];

    /// <summary>The program to start, or what stands in the way.</summary>
    /// <param name="setting">The path that the administrator gave, if any; then nothing else is tried.</param>
    public static (string? Path, RendererAvailability Availability) Find(string? setting) => setting is null
        ? FirstUsable(UsualPlaces())
        : File.Exists(setting) ? FirstUsable([setting]) : (null, RendererAvailability.Missing("BrowserNotThere", setting));

    internal static (string? Path, RendererAvailability Availability) FirstUsable(IEnumerable<string> places)
    {
        string? snap = null;
        foreach (var path in places.Where(File.Exists))
        {
            if (!IsSnap(path)) return (path, RendererAvailability.Available);
            snap ??= path;
        }
        return (null, snap is null ? RendererAvailability.Missing("NoBrowser") : RendererAvailability.Missing("BrowserIsSnap", snap));
    }

    private static IEnumerable<string> UsualPlaces()
    {
        if (OperatingSystem.IsWindows())
            return from folder in new[] { Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.LocalApplicationData }
                   from path in WindowsPaths
                   select Path.Combine(Environment.GetFolderPath(folder), path);
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/bin", "/usr/local/bin"]).Distinct().ToArray();
        var programs = from name in UnixNames from folder in folders select Path.Combine(folder, name);
        return OperatingSystem.IsMacOS() ? MacPaths.Concat(programs) : programs;
    }

    /// <summary>Whether the program is, or only starts, a snap package: Ubuntu's chromium is a script that does.</summary>
    private static bool IsSnap(string path)
    {
        if (OperatingSystem.IsWindows()) return false;
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        if (path.StartsWith("/snap/", StringComparison.Ordinal) || target.StartsWith("/snap/", StringComparison.Ordinal) || Path.GetFileName(target) == "snap") return true;
        Span<byte> start = stackalloc byte[4096];
        using var file = File.OpenRead(target);
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start.StartsWith("#!"u8) && start.IndexOf("/snap/"u8) >= 0;
    }
}
