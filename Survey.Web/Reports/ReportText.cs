namespace Survey.Web.Reports;

/// <summary>Marker of the texts of reports.</summary>
internal sealed class ReportText;
