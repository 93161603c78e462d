namespace Survey.Web.Reports.Pdf;

/// <summary>What people read when a PDF cannot be made, and the few words that only a printed page needs.</summary>
internal sealed class PdfText;
