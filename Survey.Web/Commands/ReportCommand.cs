using System.CommandLine;

namespace Survey.Web.Commands;

/// <summary>Renders the PDF report of a file of responses.</summary>
internal static class ReportCommand
{
    public static Command Create() => new("report", "Renders the PDF report of a file of responses.");
}
