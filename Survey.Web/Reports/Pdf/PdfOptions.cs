namespace Survey.Web.Reports.Pdf;

/// <summary>What an administrator may set about PDF files.</summary>
internal sealed record PdfOptions
{
    public const string RendererVariable = "SURVEY_PDF_RENDERER";
    public const string BrowserVariable = "SURVEY_BROWSER";

    /// <summary>The renderer to use, <c>questpdf</c> or <c>chromium</c>; otherwise the first that works.</summary>
    public string? Renderer { get; init; }

    /// <summary>The browser to print with; otherwise the first that is found.</summary>
    public string? Browser { get; init; }

    /// <summary>How long one document may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    public static PdfOptions From(IConfiguration configuration) => new()
    {
        Renderer = Given(configuration[RendererVariable]),
        Browser = Given(configuration[BrowserVariable]),
    };

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
