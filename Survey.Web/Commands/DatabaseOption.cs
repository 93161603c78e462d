using System.CommandLine;
using Survey.Web.Platform;

namespace Survey.Web.Commands;

/// <summary>The option that every command that touches data takes.</summary>
internal static class DatabaseOption
{
    public static Option<string?> Create() => new("--database")
    {
        Description = $"A PostgreSQL connection string (Host=…) or the path of an SQLite file; otherwise {DatabaseOptions.Variable}, otherwise data/survey.db.",
    };
}
