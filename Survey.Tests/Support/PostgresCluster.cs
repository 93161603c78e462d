using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Survey.Tests.Support;

/// <summary>One PostgreSQL cluster per test run, in a temporary folder on a free port, or the server that SURVEY_TEST_POSTGRES names.</summary>
internal static class PostgresCluster
{
    private const string Variable = "SURVEY_TEST_POSTGRES";
    private static readonly Lazy<Task<string>> Started = new(StartAsync);

    /// <summary>Why PostgreSQL cannot be used here; null when it can.</summary>
    public static string? MissingReason { get; } = FindMissingReason();

    /// <summary>The connection string of a new, empty database.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        if (MissingReason is not null) Assert.Skip(MissingReason);
        var server = await Started.Value;
        var name = "survey_" + Guid.NewGuid().ToString("N");
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    public static async Task DropDatabaseAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(await Started.Value);
        await using var command = source.CreateCommand($"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");
        await command.ExecuteNonQueryAsync();
    }

    private static string? FindMissingReason()
    {
        if (!string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(Variable))) return null;
        if (OperatingSystem.IsWindows()) return $"PostgreSQL: set {Variable} to the connection string of a server for tests.";
        if (Programs() is null) return $"PostgreSQL is not installed (apt install postgresql), nor does {Variable} name a server.";
        return Environment.UserName == "root" && !File.Exists("/usr/bin/setpriv") ? "PostgreSQL does not run as root, and setpriv (util-linux) is missing." : null;
    }

    private static string? Programs()
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            : Enumerable.Empty<string>();
        return debian.Select(folder => Path.Combine(folder, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given) return given;
        var programs = Programs()!;
        var folder = Directory.CreateTempSubdirectory("survey-postgres-").FullName;
        var data = Path.Combine(folder, "data");
        var asRoot = Environment.UserName == "root";
        if (asRoot) await RunAsync("chown", "-R", "nobody", folder);
        await RunServerProgramAsync(asRoot, Path.Combine(programs, "initdb"), "-D", data, "-U", "survey", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        var port = FreePort();
        var server = Start(asRoot, Path.Combine(programs, "postgres"), "-D", data, "-p", port.ToString(CultureInfo.InvariantCulture), "-k", folder,
            "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300", "-c", "log_min_messages=fatal");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(server, folder);
        var connectionString = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "survey", Database = "postgres", Pooling = false }.ConnectionString;
        await WaitUntilReadyAsync(server, connectionString);
        return connectionString;
    }

    private static async Task WaitUntilReadyAsync(Process server, string connectionString)
    {
        for (var deadline = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (!server.HasExited && deadline.Elapsed < TimeSpan.FromSeconds(60))
            {
                // Still starting.
            }
        }
    }

    // SIGINT asks for a fast shutdown; the process that was started is the postmaster itself, as setpriv replaces itself.
    private static void Stop(Process server, string folder)
    {
        if (!server.HasExited)
        {
            using var signal = Process.Start("kill", ["-INT", server.Id.ToString(CultureInfo.InvariantCulture)]);
            signal.WaitForExit();
            if (!server.WaitForExit(TimeSpan.FromSeconds(15))) server.Kill();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task RunServerProgramAsync(bool asRoot, string program, params string[] arguments) =>
        asRoot ? RunAsync("setpriv", ["--reuid=nobody", "--clear-groups", program, .. arguments]) : RunAsync(program, arguments);

    private static Process Start(bool asRoot, string program, params string[] arguments)
    {
        var process = Process.Start(asRoot ? Quiet("setpriv", ["--reuid=nobody", "--clear-groups", program, .. arguments]) : Quiet(program, arguments))!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Quiet(program, arguments))!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error}");
    }

    private static ProcessStartInfo Quiet(string program, string[] arguments) => new(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = Path.GetTempPath(),
    };
}
