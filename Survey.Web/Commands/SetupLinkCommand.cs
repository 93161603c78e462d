using System.CommandLine;
using Survey.Web.Features.Account;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Web.Commands;

/// <summary>Prints a set-up link for the first administrator, or one by which an administrator gets a new password: on standard output, never in the log.</summary>
internal static class SetupLinkCommand
{
    public static Command Create()
    {
        var database = DatabaseOption.Create();
        var address = new Option<string>("--address") { Description = "The address at which the application is reached.", DefaultValueFactory = _ => "http://localhost:5080" };
        var reset = new Option<string?>("--reset") { Description = "The e-mail of an account: prints a link with which its password can be set anew.", HelpName = "EMAIL" };
        var command = new Command("setup-link", "Prints a new set-up link for the first administrator, or with --reset a link for a forgotten password.") { database, address, reset };
        command.SetAction((parsed, cancel) => Failure.ReportedAsync(async () =>
        {
            await using var services = Services(DatabaseOptions.From(parsed.GetValue(database)));
            await services.GetRequiredService<Migrations>().ApplyAsync(TimeProvider.System, cancel);
            var path = parsed.GetValue(reset) is { } email
                ? await ResetAsync(services, email, cancel)
                : await SetUpAsync(services, cancel);
            Console.WriteLine(parsed.GetValue(address)!.TrimEnd('/') + path);
        }));
        return command;
    }

    private static async Task<string> SetUpAsync(ServiceProvider services, CancellationToken cancel)
    {
        var organisation = await services.GetRequiredService<FirstStart>().EnsureOrganisationAsync(cancel);
        if (await services.GetRequiredService<AccountStore>().HasAdministratorAsync(organisation.Id, cancel))
            throw new Failure("There is an administrator already. If the password is forgotten, use: survey setup-link --reset EMAIL");
        return await services.GetRequiredService<OneTimeLinks>().SetUpAsync(organisation.Id, cancel);
    }

    private static async Task<string> ResetAsync(ServiceProvider services, string email, CancellationToken cancel)
    {
        var account = await services.GetRequiredService<AccountStore>().FindByEmailAsync(EmailAddress.Key(email), cancel)
            ?? throw new Failure($"There is no account with the e-mail {email}.");
        if (account.DisabledAt is not null) throw new Failure($"The account {email} is disabled; an administrator can enable it on the page People.");
        return await services.GetRequiredService<OneTimeLinks>().ResetPasswordAsync(account, createdBy: null, cancel);
    }

    private static ServiceProvider Services(DatabaseOptions options)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => Dialect.Create(options));
        services.AddSingleton<Database>();
        services.AddSingleton<Migrations>();
        services.AddAccountStores();
        return services.BuildServiceProvider();
    }
}
