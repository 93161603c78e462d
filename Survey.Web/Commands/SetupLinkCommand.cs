using System.CommandLine;

namespace Survey.Web.Commands;

/// <summary>Prints a new set-up link for the first administrator.</summary>
internal static class SetupLinkCommand
{
    public static Command Create() => new("setup-link", "Prints a new set-up link for the first administrator.");
}
