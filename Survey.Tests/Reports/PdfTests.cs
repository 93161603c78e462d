using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;
using Survey.Web.Reports.Pdf;
using Survey.Web.Reports.Pdf.Chromium;

namespace Survey.Tests.Reports;

public sealed class PdfTests
{
    [Theory]
    [InlineData("en", "2 of ")]
    [InlineData("fa", "۲ از ")]
    public async Task A_report_is_an_A4_file_with_title_tags_outline_embedded_fonts_and_page_numbers(string tag, string second)
    {
        var document = PdfSample.Of(Language.Of(tag));
        using var pdf = await PrintAsync(document);

        Assert.Contains("(A4)", pdf.Information, StringComparison.Ordinal);
        Assert.Matches(@"Tagged:\s+yes", pdf.Information);
        Assert.Matches(@"JavaScript:\s+no", pdf.Information);
        Assert.Contains(document.Title, pdf.Information, StringComparison.Ordinal);
        Assert.Contains("/Outlines", pdf.Source, StringComparison.Ordinal);
        Assert.Contains($"/Lang ({tag})", pdf.Source, StringComparison.Ordinal);
        Assert.All(pdf.Fonts.Split('\n')[2..^1], font => Assert.Matches(@"^[A-Z]{6}\+Vazirmatn-\w+ .* yes yes yes ", font));
        Assert.Contains(PdfFile.Plain(second + document.Language.Integer(pdf.Pages.Count)), PdfFile.Plain(pdf.Pages[1]), StringComparison.Ordinal);
        Assert.DoesNotContain(PdfFile.Plain(document.Footer), PdfFile.Plain(pdf.Pages[0]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fa")]
    public async Task Every_page_has_content_table_heads_repeat_and_no_heading_stands_last_on_a_page(string tag)
    {
        var document = PdfSample.Of(Language.Of(tag));
        using var pdf = await PrintAsync(document);
        var pages = pdf.Pages.Select(PdfFile.Plain).ToArray();
        var table = document.Blocks.OfType<ReportBlock.Table>().Single();
        var headings = document.Blocks.OfType<ReportBlock.Heading>().Select(heading => PdfFile.Plain(heading.Text)).ToHashSet();
        var running = 3;

        var withRows = pages.Count(page => page.Contains(PdfFile.Plain(table.Rows[1].Cells[0].Text)[..20], StringComparison.Ordinal) && page.Contains(PdfFile.Plain(table.Columns[3].Header), StringComparison.Ordinal));
        Assert.True(withRows >= 4, $"The table's head stands on {withRows} pages only.");
        Assert.All(pages[1..], page =>
        {
            var lines = page.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Assert.True(lines.Length > running + 3, "A page is all but empty:\n" + page);
            Assert.DoesNotContain(lines[^running], headings);
        });
    }

    [Fact]
    public async Task Persian_is_extracted_in_logical_order_with_half_spaces_digits_and_the_minus_in_front()
    {
        using var pdf = await PrintAsync(PdfSample.Of(Language.Persian));
        var text = PdfFile.Plain(pdf.Text);

        Assert.Contains(PdfFile.Plain("می\u200Cخواهند مشکل مشتری را حل کنند"), text, StringComparison.Ordinal);
        Assert.Contains(PdfFile.Plain("یافته\u200Cهای اصلی"), text, StringComparison.Ordinal);
        Assert.Contains(PdfFile.Plain("آمادهٔ کمک\u200Cکردن"), text, StringComparison.Ordinal);
        Assert.Contains("\u2212۱٫۲۳", text, StringComparison.Ordinal);
        Assert.Contains("\u2212۱٫۴۸تا\u2212۰٫۹۸", text, StringComparison.Ordinal);
        Assert.DoesNotContain("۱٫۲۳\u2212", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_looks_like_markup_is_printed_as_text()
    {
        using var pdf = await PrintAsync(PdfSample.Of(Language.English, rows: 1));

        Assert.Contains("Meli & Sons \"Test\" </style> \\ Bank", pdf.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_printed_reaches_neither_network_nor_files_nor_script()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var folder = new TemporaryFolder();
        var secret = folder.Write("secret.txt", "not for print");
        var html = $"""
            <!DOCTYPE html><title>t</title><link rel="stylesheet" href="http://127.0.0.1:{port}/style.css"><p id="p">as it was</p>
            <img src="http://127.0.0.1:{port}/image.png"><iframe src="file://{secret}"></iframe><script>document.getElementById("p").textContent = "changed";</script>
            """;
        using var renderer = Renderer(new PdfOptions());
        using var pdf = new PdfFile(await renderer.PrintAsync(BrowserProgram.Find(null).Path!, html, Language.English, TestContext.Current.CancellationToken));

        Assert.Contains("as it was", pdf.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("not for print", pdf.Text, StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Root_prints_as_another_user_and_leaves_no_process_and_no_profile_behind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "This is about root on Linux.");
        using var renderer = Renderer(new PdfOptions());
        var printing = renderer.WriteAsync(PdfSample.Of(Language.English, rows: 3000), Stream.Null, TestContext.Current.CancellationToken);
        var browser = await BrowserOfAsync(renderer, printing);
        var owner = await File.ReadAllTextAsync($"/proc/{browser.Id}/status", TestContext.Current.CancellationToken);
        var profile = browser.Profile;
        await printing;

        Assert.Matches(@"Uid:\s+[1-9]", owner);
        Assert.False(Directory.Exists(profile));
        Assert.False(Directory.Exists($"/proc/{browser.Id}"));
    }

    [Fact]
    public async Task A_browser_that_is_killed_while_printing_is_a_clear_error_and_the_next_try_works()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        using var renderer = Renderer(new PdfOptions());
        var document = PdfSample.Of(Language.Persian, rows: 3000);
        var printing = renderer.WriteAsync(document, Stream.Null, TestContext.Current.CancellationToken);
        using (var process = Process.GetProcessById((await BrowserOfAsync(renderer, printing)).Id)) process.Kill();

        var failure = await Assert.ThrowsAsync<PdfException>(() => printing);
        Assert.StartsWith("مرورگر", failure.Message, StringComparison.Ordinal);

        using var output = new MemoryStream();
        await renderer.WriteAsync(PdfSample.Of(Language.Persian, rows: 1), output, TestContext.Current.CancellationToken);
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(output.ToArray(), 0, 4), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_report_ends_its_browser()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        using var renderer = Renderer(new PdfOptions());
        using var cancel = new CancellationTokenSource();
        var printing = renderer.WriteAsync(PdfSample.Of(Language.English, rows: 3000), Stream.Null, cancel.Token);
        var browser = await BrowserOfAsync(renderer, printing);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => printing);
        Assert.False(Directory.Exists($"/proc/{browser.Id}"));
    }

    [Fact]
    public async Task A_report_that_takes_too_long_is_given_up_and_said_so()
    {
        using var renderer = Renderer(new PdfOptions { TimeLimit = TimeSpan.FromMilliseconds(50) });

        var failure = await Assert.ThrowsAsync<PdfException>(() => renderer.WriteAsync(PdfSample.Of(Language.English), Stream.Null, TestContext.Current.CancellationToken));
        Assert.Contains("given up", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Google Chrome")]
    [InlineData("fa", "گوگل کروم")]
    public void Where_no_browser_is_found_the_message_names_what_to_install(string tag, string chrome)
    {
        var (path, availability) = BrowserProgram.FirstUsable(["/nowhere/chromium"]);

        Assert.Null(path);
        Assert.Contains("apt install chromium", availability.Explain(Language.Of(tag)), StringComparison.Ordinal);
        Assert.Contains(chrome, availability.Explain(Language.Of(tag)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snap_stub_is_recognised_passed_over_and_explained()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no snap packages on Windows.");
        using var folder = new TemporaryFolder();
        var stub = folder.Write("chromium-browser", "#!/bin/sh\nexec /snap/bin/chromium \"$@\"\n");
        var real = folder.Write("google-chrome", "#!/bin/sh\nexec /opt/google/chrome/chrome \"$@\"\n");

        Assert.Equal(real, BrowserProgram.FirstUsable([stub, real]).Path);
        Assert.Contains("Google Chrome", BrowserProgram.FirstUsable([stub]).Availability.Explain(Language.English), StringComparison.Ordinal);

        using var chromium = Renderer(new PdfOptions { Browser = stub });
        var renderers = new PdfRenderers([chromium], new PdfOptions());
        var failure = await Assert.ThrowsAsync<PdfException>(() => renderers.ChooseAsync(null, Language.English, TestContext.Current.CancellationToken));
        Assert.Contains(stub, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_a_browser_is_a_clear_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Uses a shell script.");
        using var folder = new TemporaryFolder();
        var program = folder.Write("chromium", "#!/bin/sh\necho 'libnss3.so: cannot open shared object file' >&2\nexit 127\n");
        using var renderer = Renderer(new PdfOptions { Browser = program });

        var failure = await Assert.ThrowsAsync<PdfException>(() => renderer.WriteAsync(PdfSample.Of(Language.English), Stream.Null, TestContext.Current.CancellationToken));
        Assert.Contains(program, failure.Message, StringComparison.Ordinal);
        Assert.Contains("libnss3.so", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_renderer_is_refused_with_the_names_of_those_that_are_there()
    {
        using var chromium = Renderer(new PdfOptions());
        var renderers = new PdfRenderers([chromium], new PdfOptions { Renderer = "typewriter" });

        var failure = await Assert.ThrowsAsync<PdfException>(() => renderers.ChooseAsync(null, Language.English, TestContext.Current.CancellationToken));
        Assert.Contains("typewriter", failure.Message, StringComparison.Ordinal);
        Assert.Contains("chromium", failure.Message, StringComparison.Ordinal);
        Assert.Same(chromium, await renderers.ChooseAsync("Chromium", Language.English, TestContext.Current.CancellationToken));
    }

    private static ChromiumRenderer Renderer(PdfOptions options) => new(options, NullLogger<ChromiumRenderer>.Instance);

    private static async Task<PdfFile> PrintAsync(ReportDocument document)
    {
        using var renderer = Renderer(new PdfOptions());
        using var output = new MemoryStream();
        await renderer.WriteAsync(document, output, TestContext.Current.CancellationToken);
        return new PdfFile(output.ToArray());
    }

    /// <summary>The browser that the renderer has started, once it has.</summary>
    private static async Task<(int Id, string Profile)> BrowserOfAsync(ChromiumRenderer renderer, Task printing)
    {
        while (!printing.IsCompleted)
        {
            if (renderer.AtWork is { } browser) return (browser.Id, browser.Profile);
            await Task.Delay(5);
        }
        await printing;
        throw new InvalidOperationException("The browser had ended before it was seen.");
    }

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("survey-test-");

        public TemporaryFolder()
        {
            // Another user, whom the browser may run as, has to come in.
            if (!OperatingSystem.IsWindows()) folder.UnixFileMode |= UnixFileMode.OtherExecute | UnixFileMode.OtherRead;
        }

        public string Write(string name, string text)
        {
            var path = Path.Combine(folder.FullName, name);
            File.WriteAllText(path, text);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
            return path;
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
