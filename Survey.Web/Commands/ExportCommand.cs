using System.CommandLine;

namespace Survey.Web.Commands;

/// <summary>Exports the responses or results of a survey.</summary>
internal static class ExportCommand
{
    public static Command Create() => new("export", "Exports the responses or results of a survey.");
}
