using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Survey.Benchmarks.Faults;

/// <summary>The real program in a process of its own, which can be killed like any other.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ServerProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>What it has printed and logged.</summary>
    public IEnumerable<string> Lines => _lines;

    /// <summary>The processor time that it has used until now.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>An address of this machine that nobody listens at.</summary>
    public static Uri FreeAddress() => new($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");

    /// <summary>A port that nobody listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts the server and waits until it serves.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="database">As <c>--database</c> takes it.</param>
    /// <param name="withSample">Whether the sample survey is made.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <param name="through">A command that runs the one that is appended to it.</param>
    public static async Task<ServerProcess> StartAsync(Uri address, string database, bool withSample, CancellationToken cancel, params string[] through)
    {
        string[] command =
        [
            .. through, "dotnet", Path.Combine(AppContext.BaseDirectory, "survey.dll"), "serve", "--urls", address.ToString(), "--database", database,
            .. withSample ? ["--sample"] : Array.Empty<string>(),
        ];
        var server = new ServerProcess(Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!, address);
        try
        {
            await server.ReadyAsync(cancel);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the server and its database are ready.</summary>
    /// <exception cref="InvalidOperationException">The server has ended.</exception>
    /// <exception cref="TimeoutException">They were not ready within two minutes.</exception>
    public async Task ReadyAsync(CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = Address };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(2); await Task.Delay(50, cancel))
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server has ended: {string.Join(Environment.NewLine, Lines)}");
            try
            {
                using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancel);
                if (response.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
        throw new TimeoutException("The server was not ready within two minutes.");
    }

    /// <summary>Ends the process at once, as kill -9 does: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks the server to end and waits until it has.</summary>
    public async Task EndAsync()
    {
        using (var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])) await signal.WaitForExitAsync(CancellationToken.None);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }
}
