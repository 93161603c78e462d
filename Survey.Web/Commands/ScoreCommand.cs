using System.CommandLine;

namespace Survey.Web.Commands;

/// <summary>Scores a file of responses.</summary>
internal static class ScoreCommand
{
    public static Command Create() => new("score", "Scores a file of responses.");
}
