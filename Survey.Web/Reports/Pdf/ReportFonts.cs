namespace Survey.Web.Reports.Pdf;

/// <summary>The fonts of printed reports: static ones, because a variable font is not embedded in a PDF as a font.</summary>
internal static class ReportFonts
{
    public const string Family = "Vazirmatn";

    public static IReadOnlyList<ReportFont> Files { get; } = [new("Vazirmatn-Regular.ttf", 400), new("Vazirmatn-Bold.ttf", 700)];
}

/// <summary>A font file that is part of this program.</summary>
internal sealed record ReportFont(string File, int Weight)
{
    public byte[] Read()
    {
        using var stream = typeof(ReportFont).Assembly.GetManifestResourceStream(File) ?? throw new FileNotFoundException($"The font {File} is not part of this build.", File);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
