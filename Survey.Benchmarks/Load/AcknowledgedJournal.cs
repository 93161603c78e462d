using System.Text.Json;
using System.Threading.Channels;

namespace Survey.Benchmarks.Load;

/// <summary>Notes on disk what a server has acknowledged, so that nobody has to believe the memory of who played. Safe for many at once.</summary>
internal sealed class AcknowledgedJournal : IAsyncDisposable
{
    private readonly Channel<AcknowledgedPost> _posts = Channel.CreateUnbounded<AcknowledgedPost>(new UnboundedChannelOptions { SingleReader = true });
    private readonly string _path;
    private readonly Task _written;
    private int _count;

    /// <summary>Begins a file, which must not be there yet.</summary>
    public AcknowledgedJournal(string path)
    {
        _path = path;
        _written = Task.Run(WriteAsync);
    }

    /// <summary>How many were noted.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Notes a post. Those that come while the disk is at work are written together.</summary>
    public void Add(AcknowledgedPost post)
    {
        Interlocked.Increment(ref _count);
        _posts.Writer.TryWrite(post);
    }

    /// <summary>All posts of a file, once its journal was disposed.</summary>
    public static IEnumerable<AcknowledgedPost> Read(string path) => File.ReadLines(path).Select(line => JsonSerializer.Deserialize<AcknowledgedPost>(line)!);

    /// <summary>Waits until everything is on the disk.</summary>
    public async ValueTask DisposeAsync()
    {
        _posts.Writer.TryComplete();
        await _written;
    }

    private async Task WriteAsync()
    {
        await using var file = new FileStream(_path, FileMode.CreateNew, FileAccess.Write);
        while (await _posts.Reader.WaitToReadAsync())
        {
            while (_posts.Reader.TryRead(out var post))
            {
                file.Write(JsonSerializer.SerializeToUtf8Bytes(post));
                file.WriteByte((byte)'\n');
            }
            file.Flush(flushToDisk: true);
        }
    }
}
