namespace Survey.Web.Reports.Pdf;

/// <summary>A PDF could not be made; the message is for people, in the language of the report, and says what to do.</summary>
internal sealed class PdfException(string message, Exception? inner = null) : Exception(message, inner);
