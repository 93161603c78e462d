using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Survey.Tests.Support;

namespace Survey.Tests.Respond;

/// <summary>The real program in a process of its own, which can be killed like any other.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<ServerProcess> StartAsync(TestDatabase database)
    {
        var cancel = TestContext.Current.CancellationToken;
        var address = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "survey.dll"), "serve", "--urls", address.ToString(), "--database", database.Options.ConnectionString])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, address);
        using var http = new HttpClient { BaseAddress = address };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(100, cancel))
        {
            Assert.False(process.HasExited, "The server ended at its start.");
            try
            {
                using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancel);
                if (response.IsSuccessStatusCode) return server;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
        await server.DisposeAsync();
        throw new TimeoutException("The server was not ready within a minute.");
    }

    /// <summary>Ends the process at once, as kill -9 does: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
