using System.CommandLine;

namespace Survey.Web.Commands;

/// <summary>Lists or checks instruments.</summary>
internal static class QuestionnairesCommand
{
    public static Command Create() => new("questionnaires", "Lists or checks instruments.");
}
