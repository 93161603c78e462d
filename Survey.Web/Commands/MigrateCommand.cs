using System.CommandLine;
using Survey.Web.Platform;

namespace Survey.Web.Commands;

/// <summary>Brings the schema up to date; safe to run twice.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var database = DatabaseOption.Create();
        var command = new Command("migrate", "Brings the schema up to date; safe to run twice.") { database };
        command.SetAction((parsed, cancel) => Failure.ReportedAsync(async () =>
        {
            await using var target = new Database(Dialect.Create(DatabaseOptions.From(parsed.GetValue(database))));
            var applied = await new Migrations(target).ApplyAsync(TimeProvider.System, cancel);
            foreach (var name in applied) Console.WriteLine(name);
            Console.WriteLine(applied.Count == 0 ? "The schema is up to date." : applied.Count == 1 ? "1 migration applied." : $"{applied.Count} migrations applied.");
        }));
        return command;
    }
}
