using System.CommandLine;

namespace Survey.Web.Commands;

/// <summary>Imports responses into a survey: all or nothing.</summary>
internal static class ImportCommand
{
    public static Command Create() => new("import", "Imports responses into a survey: all or nothing.");
}
