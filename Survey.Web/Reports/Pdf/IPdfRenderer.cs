namespace Survey.Web.Reports.Pdf;

/// <summary>Turns a finished report into a PDF file.</summary>
internal interface IPdfRenderer
{
    /// <summary>The name by which the command line and the setting choose it.</summary>
    string Name { get; }

    /// <summary>Whether it can work on this machine, and if not, what is missing.</summary>
    Task<RendererAvailability> AvailableAsync(CancellationToken cancel);

    /// <summary>Writes the whole document, or throws <see cref="PdfException"/> and writes nothing.</summary>
    Task WriteAsync(ReportDocument document, Stream output, CancellationToken cancel);
}
