using System.CommandLine;
using System.Text;
using Survey.Web.Commands;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

var root = new RootCommand("Service-quality surveys: design, answer, score, report.")
{
    ServeCommand.Create(),
    SetupLinkCommand.Create(),
    ScoreCommand.Create(),
    ReportCommand.Create(),
    WavesCommand.Create(),
    ImportCommand.Create(),
    ExportCommand.Create(),
    SimulateCommand.Create(),
    VerifyCommand.Create(),
    AnonymityCommand.Create(),
    QuestionnairesCommand.Create(),
    MigrateCommand.Create(),
    BackupCommand.Create(),
};

// "survey" alone serves, with the options of "survey serve".
if (args.Length == 0 || (args[0].StartsWith('-') && args[0] is not ("-h" or "-?" or "--help" or "--version"))) args = ["serve", .. args];

var parsed = root.Parse(args);
// Ctrl+C cancels the work; serving ends after the requests in progress, which takes longer than the usual two seconds.
var status = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
return parsed.Errors.Count > 0 ? 2 : status;
