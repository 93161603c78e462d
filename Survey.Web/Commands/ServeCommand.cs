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
        var proxy = new Option<string[]>("--proxy") { Description = "A reverse proxy (address or network) whose X-Forwarded headers are believed; may be repeated." };
        proxy.Validators.Add(result =>
        {
            foreach (var wrong in result.Tokens.Where(token => !ReverseProxy.IsProxy(token.Value)))
                result.AddError($"--proxy: '{wrong.Value}' is neither an address nor a network such as 10.0.0.0/8.");
        });
        urls.Validators.Add(result =>
        {
            foreach (var wrong in result.Tokens.SelectMany(token => token.Value.Split(';', StringSplitOptions.RemoveEmptyEntries)).Where(url => !IsAddress(url)))
                result.AddError($"--urls: '{wrong}' is not an address such as http://localhost:5080.");
        });
        var command = new Command("serve", "Serves the web application.") { database, urls, sample, proxy };
        command.SetAction((parsed, cancel) => Failure.ReportedAsync(async () =>
        {
            var options = new ServeOptions
            {
                Database = DatabaseOptions.From(parsed.GetValue(database)),
                Urls = parsed.GetValue(urls)!,
                WithSample = parsed.GetValue(sample),
                Proxies = parsed.GetValue(proxy) ?? [],
            };
            await using var application = await SurveyApplication.BuildAsync(options, cancel);
            await application.StartAsync(cancel);
            await SurveyApplication.AnnounceAsync(application, cancel);
            await application.WaitForShutdownAsync(cancel);
        }));
        return command;
    }

    // Kestrel also takes http://*:80 and http://+:80, which are no addresses of their own.
    private static bool IsAddress(string url) =>
        Uri.TryCreate(url.Trim().Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https";
}
