using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Survey.Tests.Reports;

/// <summary>A PDF file as poppler's tools see it.</summary>
internal sealed class PdfFile(byte[] bytes) : IDisposable
{
    private readonly string path = Save(bytes);

    public string Text => Run("pdftotext", "-enc", "UTF-8", path, "-");

    public string Information => Run("pdfinfo", path);

    public string Fonts => Run("pdffonts", path);

    /// <summary>The file's own bytes as Latin letters, for what no tool shows.</summary>
    public string Source { get; } = System.Text.Encoding.Latin1.GetString(bytes);

    public IReadOnlyList<string> Pages => Text.TrimEnd('\f').Split('\f');

    /// <summary>Text for comparison: without the marks of direction that poppler adds and without spaces, which it moves to the other side of numbers.</summary>
    public static string Plain(string text) => Regex.Replace(text, "[ \\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]", "").Replace("\u0647\u0654", "\u06C0", StringComparison.Ordinal);

    public void Dispose() => File.Delete(path);

    private static string Save(byte[] bytes)
    {
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, StandardOutputEncoding = System.Text.Encoding.UTF8 })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return text;
    }
}
