using System.Diagnostics;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Commands;

/// <summary>A progress bar on standard error, when that is a terminal and the work takes longer than a second; it leaves nothing behind.</summary>
internal sealed class TerminalProgress(string label, Language language, bool isTerminal, TextWriter output) : IDisposable
{
    private const int Width = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _next = Patience;
    private int _drawn;

    public TerminalProgress(string label, Language language) : this(label, language, !Console.IsErrorRedirected, Console.Error)
    {
    }

    public void Report(long done, long total)
    {
        if (!isTerminal || total <= 0 || _watch.Elapsed < _next) return;
        _next = _watch.Elapsed + Pause;
        var share = Math.Clamp((double)done / total, 0, 1);
        var filled = (int)(share * Width);
        var line = $"{label} {new string('█', filled)}{new string('░', Width - filled)} {language.Percent(share)}";
        output.Write('\r' + line.PadRight(_drawn));
        _drawn = line.Length;
    }

    public void Dispose()
    {
        if (_drawn > 0) output.Write('\r' + new string(' ', _drawn) + '\r');
    }
}
