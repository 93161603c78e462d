using Survey.Web.Platform.Localization;

namespace Survey.Web.Reports.Pdf;

/// <summary>Whether a renderer can work here; if not, the text that says what is missing and how to get it.</summary>
internal sealed class RendererAvailability
{
    private readonly string? obstacle;
    private readonly object?[] arguments;

    private RendererAvailability(string? obstacle, object?[] arguments) => (this.obstacle, this.arguments) = (obstacle, arguments);

    public static RendererAvailability Available { get; } = new(null, []);

    public bool IsAvailable => obstacle is null;

    /// <param name="obstacle">A key of <see cref="PdfText"/>.</param>
    /// <param name="arguments">What its placeholders stand for.</param>
    public static RendererAvailability Missing(string obstacle, params object?[] arguments) => new(obstacle, arguments);

    /// <summary>What is missing, in the reader's language; empty when nothing is.</summary>
    public string Explain(Language language) => obstacle is null ? "" : new Texts<PdfText>(language)[obstacle, arguments];
}
