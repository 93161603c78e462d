using System.Diagnostics;
using System.IO.Pipelines;
using System.IO.Pipes;
using System.Text;

namespace Survey.Web.Reports.Pdf.Chromium;

/// <summary>
/// A browser of our own for one document: without a window, an unprivileged user's where we are root, with an empty profile that goes with it,
/// reached over a pipe that nobody else can open. It ends with this object, and by itself when we are killed, because then the pipe closes.
/// </summary>
/// <remarks>
/// On Linux and macOS a shell puts the process's standard input and output where the browser expects its pipe (descriptors 3 and 4). On Windows the pipe's
/// handles are inherited and named on the command line.
/// </remarks>
internal sealed class BrowserProcess : IAsyncDisposable
{
    /// <summary>Whom the browser runs as where this process is root.</summary>
    private const string UnprivilegedUser = "nobody";

    /// <summary>Makes the profile as the user that needs it, tells its path as the first message, limits memory to 4 GiB per process, and becomes the browser.</summary>
    private const string Launcher =
        """
        umask 077
        profile=$(mktemp -d "${TMPDIR:-/tmp}/survey-print-XXXXXXXX") || exit 1
        printf '%s\0' "$profile"
        ulimit -d 4194304 2>/dev/null
        export HOME="$profile"
        exec "$@" --user-data-dir="$profile" 3<&0 4>&1 </dev/null >/dev/null
        """;

    /// <summary>No network: no name resolves, every connection goes to a proxy that is not there, and nothing is asked for in the background.</summary>
    private static readonly string[] Arguments =
    [
        "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--remote-debugging-pipe",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-quic", "--disable-extensions", "--disable-default-apps", "--disable-breakpad", "--disable-crash-reporter", "--disable-dev-shm-usage",
        "--disable-features=Translate,OptimizationHints,MediaRouter", "--metrics-recording-only", "--mute-audio", "--password-store=basic", "--use-mock-keychain",
    ];

    private readonly Process process;
    private readonly string profile;
    private readonly StringBuilder complaints;

    private BrowserProcess(Process process, string profile, StringBuilder complaints, DevToolsConnection connection) =>
        (this.process, this.profile, this.complaints, Connection) = (process, profile, complaints, connection);

    public DevToolsConnection Connection { get; }

    public int Id => process.Id;

    /// <summary>The folder that holds its profile while it runs.</summary>
    public string Profile => profile;

    /// <summary>What the browser wrote on standard error.</summary>
    public string Complaints
    {
        get
        {
            lock (complaints) return complaints.ToString();
        }
    }

    public static async Task<BrowserProcess> StartAsync(string program, bool isSandboxed, CancellationToken cancel)
    {
        string[] arguments = isSandboxed ? Arguments : [.. Arguments, "--no-sandbox"];
        return OperatingSystem.IsWindows() ? StartOnWindows(program, arguments) : await StartOnUnixAsync(program, arguments, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or AggregateException or System.ComponentModel.Win32Exception)
        {
            // It, or a part of it, has ended already.
        }
        await process.WaitForExitAsync(CancellationToken.None);
        await Connection.DisposeAsync();
        process.Dispose();
        await DeleteAsync(profile);
    }

    private static async Task<BrowserProcess> StartOnUnixAsync(string program, string[] arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Launcher, "sh", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        Empty(start, "PATH", "TMPDIR", "LANG");
        if (Environment.IsPrivilegedProcess)
        {
            start.UserName = UnprivilegedUser;
            // A temporary folder of root's own would be closed to the other user.
            start.Environment.Remove("TMPDIR");
        }
        var process = Process.Start(start)!;
        var complaints = Collect(process);
        var reader = PipeReader.Create(process.StandardOutput.BaseStream);
        var first = await DevToolsConnection.ReadMessageAsync(reader, cancel);
        if (first is null) throw new EndOfStreamException(complaints.ToString());
        return new BrowserProcess(process, Encoding.UTF8.GetString(first), complaints, new DevToolsConnection(process.StandardInput.BaseStream, reader));
    }

    private static BrowserProcess StartOnWindows(string program, string[] arguments)
    {
        var profile = Directory.CreateTempSubdirectory("survey-print-").FullName;
        var commands = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var messages = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        var pipes = $"--remote-debugging-io-pipes={commands.GetClientHandleAsString()},{messages.GetClientHandleAsString()}";
        var start = new ProcessStartInfo(program, [.. arguments, pipes, "--user-data-dir=" + profile]) { RedirectStandardError = true, UseShellExecute = false };
        var process = Process.Start(start)!;
        commands.DisposeLocalCopyOfClientHandle();
        messages.DisposeLocalCopyOfClientHandle();
        return new BrowserProcess(process, profile, Collect(process), new DevToolsConnection(commands, PipeReader.Create(messages)));
    }

    /// <summary>Leaves only the named variables: nothing of the server's environment is the browser's business.</summary>
    private static void Empty(ProcessStartInfo start, params string[] kept)
    {
        foreach (var name in start.Environment.Keys.Except(kept).ToArray()) start.Environment.Remove(name);
    }

    private static StringBuilder Collect(Process process)
    {
        var complaints = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (complaints)
                if (line.Data is not null && complaints.Length < 20_000) complaints.AppendLine(line.Data);
        };
        process.BeginErrorReadLine();
        return complaints;
    }

    /// <summary>The browser's last helper processes may still write for a moment.</summary>
    private static async Task DeleteAsync(string folder)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                await Task.Delay(50);
            }
        }
    }
}
