using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Survey.Web.Reports.Pdf.Chromium;

/// <summary>A client of the browser's DevTools protocol over its debugging pipe: JSON messages, each ended by a zero byte.</summary>
internal sealed class DevToolsConnection : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Stream commands;
    private readonly PipeReader messages;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> pending = new();
    private readonly SemaphoreSlim writing = new(1);
    private readonly Task reading;
    private int lastId;
    private volatile bool isClosed;

    /// <param name="commands">What the browser reads.</param>
    /// <param name="messages">What the browser writes.</param>
    public DevToolsConnection(Stream commands, PipeReader messages)
    {
        (this.commands, this.messages) = (commands, messages);
        reading = ReadAllAsync();
    }

    /// <summary>Called for each event (method, parameters, session); it may send commands but must not wait for their answers.</summary>
    public Action<string, JsonElement, string?>? OnEvent { get; set; }

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <exception cref="DevToolsException">The browser refused the command.</exception>
    /// <exception cref="EndOfStreamException">The browser is gone.</exception>
    public async Task<JsonElement> CallAsync(string method, object parameters, string? session, CancellationToken cancel)
    {
        var id = Interlocked.Increment(ref lastId);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        pending[id] = answer;
        try
        {
            if (isClosed) throw new EndOfStreamException();
            await SendAsync(new Command(id, method, parameters, session), cancel);
            return await answer.Task.WaitAsync(cancel);
        }
        finally
        {
            pending.TryRemove(id, out _);
        }
    }

    /// <summary>Sends a command whose answer does not matter.</summary>
    public async Task PostAsync(string method, object parameters, string? session)
    {
        try
        {
            await SendAsync(new Command(Interlocked.Increment(ref lastId), method, parameters, session), CancellationToken.None);
        }
        catch (EndOfStreamException)
        {
            // Whoever waits for an answer learns it.
        }
    }

    /// <summary>One message up to its zero byte, or null at the end.</summary>
    public static async Task<byte[]?> ReadMessageAsync(PipeReader reader, CancellationToken cancel)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancel);
            if (result.Buffer.PositionOf((byte)0) is { } end)
            {
                var message = result.Buffer.Slice(0, end).ToArray();
                reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                return message;
            }
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted) return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await reading;
        await messages.CompleteAsync();
        writing.Dispose();
    }

    private async Task SendAsync(Command command, CancellationToken cancel)
    {
        byte[] message = [.. JsonSerializer.SerializeToUtf8Bytes(command, Json), 0];
        await writing.WaitAsync(cancel);
        try
        {
            await commands.WriteAsync(message, cancel);
            await commands.FlushAsync(cancel);
        }
        catch (IOException exception)
        {
            throw new EndOfStreamException("The browser no longer listens.", exception);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task ReadAllAsync()
    {
        try
        {
            while (await ReadMessageAsync(messages, CancellationToken.None) is { } message) Dispatch(JsonDocument.Parse(message).RootElement);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or JsonException)
        {
            // A browser that is killed in the middle of a message: the same as its end.
        }
        isClosed = true;
        foreach (var waiting in pending.Values) waiting.TrySetException(new EndOfStreamException("The browser is gone."));
    }

    private void Dispatch(JsonElement message)
    {
        if (message.TryGetProperty("id", out var id))
        {
            if (!pending.TryGetValue(id.GetInt32(), out var answer)) return;
            if (message.TryGetProperty("error", out var error)) answer.TrySetException(new DevToolsException(error.GetProperty("message").GetString() ?? ""));
            else answer.TrySetResult(message.GetProperty("result"));
        }
        else if (message.TryGetProperty("method", out var method))
        {
            OnEvent?.Invoke(method.GetString()!, message.GetProperty("params"), message.TryGetProperty("sessionId", out var session) ? session.GetString() : null);
        }
    }

    private sealed record Command(int Id, string Method, object Params, string? SessionId);
}

/// <summary>The browser refused a command.</summary>
internal sealed class DevToolsException(string message) : Exception(message);
