using System.Text.Json;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports.Pdf.Print;

namespace Survey.Web.Reports.Pdf.Chromium;

/// <summary>Prints the report with an installed browser: our own HTML only, without network, files or script.</summary>
internal sealed partial class ChromiumRenderer(PdfOptions options, ILogger<ChromiumRenderer> logger) : IPdfRenderer, IDisposable
{
    /// <summary>The first version that numbers pages in page margins.</summary>
    private const int OldestVersion = 131;

    /// <summary>A browser takes some 200 MB; one at a time is enough.</summary>
    private readonly SemaphoreSlim turn = new(1);

    private volatile bool isSandboxUsable = true;

    public string Name => "chromium";

    public Task<RendererAvailability> AvailableAsync(CancellationToken cancel) => Task.FromResult(BrowserProgram.Find(options.Browser).Availability);

    public async Task WriteAsync(ReportDocument document, Stream output, CancellationToken cancel)
    {
        var pdf = await PrintAsync(PrintDocument.Html(document), null, document.Language, cancel);
        await output.WriteAsync(pdf, cancel);
    }

    /// <summary>Prints a document of ours with the installed browser.</summary>
    /// <param name="html">The document; it may load nothing.</param>
    /// <param name="arrange">
    /// Makes the document that is printed from the heights, in CSS pixels, of the parts of <paramref name="html"/> that bear <c>data-block</c>; null prints the
    /// document itself.
    /// </param>
    /// <param name="language">The language of messages.</param>
    /// <param name="cancel">Stops printing.</param>
    /// <exception cref="PdfException">There is no browser, or it did not print.</exception>
    public async Task<byte[]> PrintAsync(string html, Func<IReadOnlyList<double>, string>? arrange, Language language, CancellationToken cancel)
    {
        var (program, availability) = BrowserProgram.Find(options.Browser);
        return program is null ? throw new PdfException(availability.Explain(language)) : await PrintAsync(program, html, language, cancel, arrange);
    }

    /// <summary>The browser that is printing now; null between documents.</summary>
    internal BrowserProcess? AtWork { get; private set; }

    public void Dispose() => turn.Dispose();

    /// <summary>Prints a document that needs nothing but itself; whatever it asks for is refused.</summary>
    internal async Task<byte[]> PrintAsync(string program, string html, Language language, CancellationToken cancel, Func<IReadOnlyList<double>, string>? arrange = null)
    {
        var texts = new Texts<PdfText>(language);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.TimeLimit);
        var isTaken = false;
        try
        {
            await turn.WaitAsync(limit.Token);
            isTaken = true;
            return await PrintWithAsync(program, html, arrange, texts, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new PdfException(texts["TookTooLong", (int)Math.Ceiling(options.TimeLimit.TotalSeconds)]);
        }
        finally
        {
            if (isTaken) turn.Release();
        }
    }

    private async Task<byte[]> PrintWithAsync(string program, string html, Func<IReadOnlyList<double>, string>? arrange, Texts<PdfText> texts, CancellationToken cancel)
    {
        await using var browser = await StartAsync(program, texts, cancel);
        AtWork = browser;
        try
        {
            return await PrintPageAsync(browser.Connection, html, arrange, cancel);
        }
        catch (EndOfStreamException exception)
        {
            LogStopped(browser.Complaints);
            throw new PdfException(texts["BrowserStopped"], exception);
        }
        catch (DevToolsException exception)
        {
            throw new PdfException(texts["BrowserRefused", exception.Message], exception);
        }
        finally
        {
            AtWork = null;
        }
    }

    /// <summary>Starts the browser in its sandbox; where the kernel does not allow one, without.</summary>
    private async Task<BrowserProcess> StartAsync(string program, Texts<PdfText> texts, CancellationToken cancel)
    {
        BrowserProcess? browser = null;
        try
        {
            browser = await BrowserProcess.StartAsync(program, isSandboxUsable, cancel);
            var about = await browser.Connection.CallAsync("Browser.getVersion", new { }, null, cancel);
            var version = about.GetProperty("product").GetString()!.Split('/')[^1];
            if (int.Parse(version.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture) >= OldestVersion) return browser;
            await browser.DisposeAsync();
            throw new PdfException(texts["BrowserTooOld", program, version, OldestVersion]);
        }
        catch (Exception exception) when (exception is EndOfStreamException or System.ComponentModel.Win32Exception)
        {
            var complaints = browser?.Complaints ?? exception.Message;
            if (browser is not null) await browser.DisposeAsync();
            if (isSandboxUsable && complaints.Contains("sandbox", StringComparison.OrdinalIgnoreCase))
            {
                isSandboxUsable = false;
                LogNoSandbox(program);
                return await StartAsync(program, texts, cancel);
            }
            throw new PdfException(texts["BrowserDidNotStart", program, LastLine(complaints)], exception);
        }
        catch (OperationCanceledException) when (browser is not null)
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    private async Task<byte[]> PrintPageAsync(DevToolsConnection connection, string html, Func<IReadOnlyList<double>, string>? arrange, CancellationToken cancel)
    {
        var target = await connection.CallAsync("Target.createTarget", new { url = "about:blank" }, null, cancel);
        var attached = await connection.CallAsync("Target.attachToTarget", new { targetId = target.GetProperty("targetId").GetString(), flatten = true }, null, cancel);
        var session = attached.GetProperty("sessionId").GetString();
        Task<JsonElement> Call(string method, object parameters) => connection.CallAsync(method, parameters, session, cancel);

        connection.OnEvent = (method, parameters, from) =>
        {
            if (method != "Fetch.requestPaused") return;
            LogRefusedRequest(new Uri(parameters.GetProperty("request").GetProperty("url").GetString()!).Scheme);
            _ = connection.PostAsync("Fetch.failRequest", new { requestId = parameters.GetProperty("requestId").GetString(), errorReason = "AccessDenied" }, from);
        };
        await Call("Page.enable", new { });
        await Call("Emulation.setScriptExecutionDisabled", new { value = true });
        await Call("Fetch.enable", new { patterns = new[] { new { urlPattern = "*" } } });
        var frame = (await Call("Page.getFrameTree", new { })).GetProperty("frameTree").GetProperty("frame").GetProperty("id").GetString();
        await ShowAsync(html);
        if (arrange is not null)
        {
            var measured = await Call("Runtime.evaluate", new { expression = "[...document.querySelectorAll('[data-block]')].map(block => block.getBoundingClientRect().height)", returnByValue = true });
            await ShowAsync(arrange([.. measured.GetProperty("result").GetProperty("value").EnumerateArray().Select(height => height.GetDouble())]));
        }
        var printed = await Call("Page.printToPDF", new { preferCSSPageSize = true, printBackground = true, generateTaggedPDF = true, generateDocumentOutline = true });
        return printed.GetProperty("data").GetBytesFromBase64();

        async Task ShowAsync(string document)
        {
            await Call("Page.setDocumentContent", new { frameId = frame, html = document });
            // The page's own script is off; this waits, from outside, for the fonts that stand in the document.
            await Call("Runtime.evaluate", new { expression = "document.fonts.ready.then(() => true)", awaitPromise = true });
        }
    }

    private static string LastLine(string text) => text.Trim().Split('\n')[^1].Trim();

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Browser} cannot use its sandbox on this machine (user namespaces are not allowed); reports are printed without it. The document is our own, without script or network.")]
    private partial void LogNoSandbox(string browser);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The printing browser stopped: {Complaints}")]
    private partial void LogStopped(string complaints);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request of the printed report was refused ({Scheme}:)")]
    private partial void LogRefusedRequest(string scheme);
}
