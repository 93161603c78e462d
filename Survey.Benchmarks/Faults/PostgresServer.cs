using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Survey.Benchmarks.Faults;

/// <summary>A PostgreSQL server of our own, in a temporary folder on a free port; as root it runs as nobody. It can be killed and started again.</summary>
internal sealed class PostgresServer
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly string _folder;
    private readonly int _port;
    private Process _process = null!;

    private PostgresServer(string folder, int port)
    {
        (_folder, _port) = (folder, port);
        ConnectionString = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "survey", Database = "postgres", Pooling = false }.ConnectionString;
    }

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? MissingReason { get; } = OperatingSystem.IsWindows() ? "PostgreSQL is started by itself on Linux only."
        : Programs() is null ? "PostgreSQL is not installed (apt install postgresql)."
        : IsRoot && !File.Exists("/usr/bin/setpriv") ? "PostgreSQL does not run as root, and setpriv (util-linux) is missing."
        : null;

    /// <summary>The connection string of its first database.</summary>
    public string ConnectionString { get; }

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Makes a cluster and starts it.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL cannot be used here, or does not start.</exception>
    public static async Task<PostgresServer> CreateAsync()
    {
        var programs = Programs() ?? throw new InvalidOperationException(MissingReason);
        var folder = Directory.CreateTempSubdirectory("survey-postgres-").FullName;
        if (IsRoot) await RunAsync("chown", "-R", "nobody", folder);
        string[] create = [Path.Combine(programs, "initdb"), "-D", Path.Combine(folder, "data"), "-U", "survey", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
        await RunAsync(AsNobody(create)[0], AsNobody(create)[1..]);
        var server = new PostgresServer(folder, ServerProcess.FreePort());
        await server.StartAsync();
        return server;
    }

    /// <summary>Makes a database and gives its connection string.</summary>
    public async Task<string> NewDatabaseAsync(string name)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, MaxPoolSize = 20, Pooling = true }.ConnectionString;
    }

    /// <summary>Starts it, again if it was killed, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        var waited = Stopwatch.StartNew();
        Launch();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString);
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (waited.Elapsed < LongestStart)
            {
                // After a kill the memory of the one before may still be held, for a moment, by what is left of it.
                if (_process.HasExited) Launch();
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Ends it at once: its first process by SIGKILL, or all by SIGQUIT, which is what PostgreSQL calls an immediate shutdown.</summary>
    public async Task KillAsync(bool immediately)
    {
        if (immediately) await RunAsync("kill", "-QUIT", _process.Id.ToString(CultureInfo.InvariantCulture));
        else _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it for good.</summary>
    public void Stop()
    {
        // SIGINT asks for a fast shutdown; the process that was started is the postmaster itself, as setpriv replaces itself.
        if (!_process.HasExited)
        {
            using var signal = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            signal.WaitForExit();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(15))) _process.Kill();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private void Launch()
    {
        string[] command =
        [
            Path.Combine(Programs()!, "postgres"), "-D", Path.Combine(_folder, "data"), "-p", _port.ToString(CultureInfo.InvariantCulture), "-k", _folder,
            "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300", "-c", "log_min_messages=fatal",
        ];
        _process = Process.Start(Quiet(AsNobody(command)))!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
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

    private static string[] AsNobody(string[] command) => IsRoot ? ["setpriv", "--reuid=nobody", "--clear-groups", .. command] : command;

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Quiet([program, .. arguments]))!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error}");
    }

    private static ProcessStartInfo Quiet(string[] command) => new(command[0], command[1..])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = Path.GetTempPath(),
    };
}
