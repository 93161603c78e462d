using System.CommandLine;

namespace Survey.Web.Commands;

/// <summary>Copies the database consistently while it is in use.</summary>
internal static class BackupCommand
{
    public static Command Create() => new("backup", "Copies the database consistently while it is in use.");
}
