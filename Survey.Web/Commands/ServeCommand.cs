using System.CommandLine;
using Survey.Web.Platform;

namespace Survey.Web.Commands;

/// <summary>The web application.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var database = DatabaseOption.Create();
        var urls = new Option<string>("--urls") { Description = "Addresses to listen on, separated by semicolons.", DefaultValueFactory = _ => "http://localhost:5080" };
        var sample = new Option<bool>("--sample") { Description = "Also creates a ready sample study." };
        var command = new Command("serve", "Serves the web application.") { database, urls, sample };
        command.SetAction((parsed, cancel) => Failure.ReportedAsync(async () =>
        {
            var options = new ServeOptions
            {
                Database = DatabaseOptions.From(parsed.GetValue(database)),
                Urls = parsed.GetValue(urls)!,
                WithSample = parsed.GetValue(sample),
            };
            await using var application = await SurveyApplication.BuildAsync(options, cancel);
            await application.RunAsync(cancel);
        }));
        return command;
    }
}
