using System.CommandLine;
using System.Globalization;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Web.Commands;

/// <summary>Copies the database consistently while it is in use.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var database = DatabaseOption.Create();
        var file = new Argument<string>("FILE") { Description = "The SQLite file to write; serve it with --database FILE." };
        var force = new Option<bool>("--force") { Description = "Replaces the file when it is there already." };
        var command = new Command("backup", "Copies the database consistently, while it is in use, into one SQLite file. The file holds the keys of sessions: keep it safe.") { file, database, force };
        command.SetAction((parsed, cancel) => Failure.ReportedAsync(() =>
            RunAsync(DatabaseOptions.From(parsed.GetValue(database)), Path.GetFullPath(parsed.GetValue(file)!), parsed.GetValue(force), cancel)));
        return command;
    }

    private static async Task RunAsync(DatabaseOptions options, string file, bool force, CancellationToken cancel)
    {
        if (File.Exists(file) && !force) throw new Failure($"{file} is there already; choose another name or add --force.");
        if (options.SqliteFile is { } used)
        {
            if (!File.Exists(used)) throw new Failure($"There is no database at {used}.");
            if (used == file) throw new Failure("The backup would replace the database itself; choose another file.");
        }

        await using var source = new Database(Dialect.Create(options));
        if (!await new Migrations(source).IsCurrentAsync(cancel)) throw new Failure("The schema of the database is not the one of this program: run survey migrate first.");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        // The name appears only when the copy is complete, checked and on the disk.
        var partial = $"{file}.{Guid.NewGuid():N}.partial";
        try
        {
            await File.Create(partial).DisposeAsync();
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(partial, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await new Backup(source, TimeProvider.System).WriteAsync(partial, cancel);
            await using (var written = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite)) written.Flush(flushToDisk: true);
            File.Move(partial, file, overwrite: force);
        }
        catch (InvalidDataException damaged)
        {
            throw new Failure(damaged.Message);
        }
        finally
        {
            File.Delete(partial);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {new FileInfo(file).Length / 1024.0 / 1024.0:0.0} MB, checked."));
    }
}
